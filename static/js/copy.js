// A button that copies a field: data-copy names it, data-text-copied says that it was done.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    return; // without the clipboard (plain http) the text stays selected for Ctrl+C
  }
  button.querySelector("[role=status]").textContent = button.dataset.textCopied;
});
