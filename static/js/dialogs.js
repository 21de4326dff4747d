// Buttons that open a <dialog>, and the ones inside that close it.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  if (opener) document.getElementById(opener.dataset.dialog)?.showModal();
  const closer = event.target.closest("[data-dialog-close]");
  if (closer) closer.closest("dialog").close();
});

// What is answered by a file leaves the page as it is: its dialog has done its work.
document.addEventListener("submit", (event) => {
  if (event.target.dataset.answer === "file" && !event.defaultPrevented) event.target.closest("dialog")?.close();
});
