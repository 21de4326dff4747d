// The chooser of columns: the arrows move a line without asking the server, and say where it went.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-columns] button[name=up], [data-columns] button[name=down]");
  if (!button) return;
  event.preventDefault();
  const line = button.closest("li"), list = line.parentElement;
  if (button.name === "up") line.previousElementSibling?.before(line);
  else line.nextElementSibling?.after(line);
  button.focus();
  const place = [...list.children].indexOf(line) + 1;
  const told = list.closest("form").querySelector("[data-columns-told]");
  told.textContent = `${line.querySelector(".form-check-label").textContent} ${list.dataset.textMoved} ${place}`;
});
