// Child rows: "Add a row" clones the empty form, Enter in the last row adds one, the arrows move between rows,
// a deleted row is struck through until the form is saved. What is copied from Excel: paste.js.
const FIELD = "input:not([type=hidden], [type=date], [type=search]), select, textarea";

function addRow(grid) {
  const prefix = grid.dataset.grid;
  const total = document.getElementById(`id_${prefix}-TOTAL_FORMS`);
  const body = grid.querySelector("tbody");
  body.insertAdjacentHTML("beforeend", grid.querySelector("template").innerHTML.replaceAll("__prefix__", total.value));
  total.value = String(Number(total.value) + 1);
  const row = body.lastElementChild;
  row.dispatchEvent(new Event("rowadded", { bubbles: true }));
  row.dispatchEvent(new Event("change", { bubbles: true }));
  return row;
}

// The field of a cell that goes into the form (a searchable list keeps its select).
const fieldOf = (cell) => [...cell.querySelectorAll(FIELD)].find((field) => field.name);
const cellsOf = (row) => [...row.cells].filter((cell) => !cell.classList.contains("row-tools"));

function focusCell(row, column) {
  const field = row && cellsOf(row)[column] && fieldOf(cellsOf(row)[column]);
  if (!field) return;
  if (field.tomselect) field.tomselect.control_input.focus();
  else field.focus();
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-add-row]");
  if (button) focusCell(addRow(button.closest("[data-grid]")), 0);
});

document.addEventListener("keydown", (event) => {
  const cell = event.target.closest("[data-grid] tbody td");
  if (!cell || event.isComposing || !event.target.matches("input:not([type=checkbox], [role=combobox])")) return;
  const row = cell.parentElement;
  if (event.key === "Enter") {
    event.preventDefault();
    focusCell(row.nextElementSibling ?? addRow(cell.closest("[data-grid]")), 0);
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    focusCell(event.key === "ArrowDown" ? row.nextElementSibling : row.previousElementSibling, cell.cellIndex);
  }
});

document.querySelectorAll("[data-grid]").forEach((grid) => grid.addEventListener("newrow", () => addRow(grid)));

function strike(box) {
  box.closest("tr").classList.toggle("is-deleted", box.checked);
}

const DELETE = "[data-grid] input[name$='-DELETE']";
document.addEventListener("change", ({ target }) => target.matches(DELETE) && strike(target));
document.querySelectorAll(DELETE).forEach(strike);
