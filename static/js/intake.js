// Repairing rows of an import by keyboard: Enter checks the row, Esc leaves it as it was, Alt+arrow goes to the next one.
const rowOf = (element) => element?.closest?.("[data-intake-row]");
const editor = (row) => row?.querySelector("[data-edit]");

function beside(row, step) {
  const rows = [...document.querySelectorAll("[data-intake-row]")].filter((each) => editor(each) || each.querySelector("[data-cancel]"));
  return rows[rows.indexOf(row) + step];
}

let left = ""; // the row whose inputs were last in use
document.addEventListener("keydown", (event) => {
  const row = rowOf(event.target);
  if (!row || event.isComposing) return;
  if (event.key === "Escape" && row.querySelector("[data-cancel]")) {
    event.preventDefault();
    left = row.id;
    row.querySelector("[data-cancel]").click();
  } else if (event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    const next = beside(row, event.key === "ArrowDown" ? 1 : -1);
    if (editor(next)) editor(next).click();
    else next?.querySelector("input:not([type=hidden])")?.focus();
  }
});

document.addEventListener("submit", (event) => {
  if (event.target.id.startsWith("edit-")) left = rowOf(event.target)?.id ?? "";
});

// A row that was opened takes the focus at its first fault; one that was checked hands it back to its button.
document.addEventListener("htmx:load", ({ detail }) => {
  const row = rowOf(detail.elt);
  if (!row) return;
  const input = row.querySelector("input.is-invalid") ?? row.querySelector("input.form-control");
  if (input) {
    input.focus();
    input.select();
  } else if (left === row.id) {
    left = "";
    editor(row)?.focus();
  }
});
