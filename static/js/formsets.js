// Child rows: "Add a row" clones the empty form, Enter in the last row adds one, the arrows move between rows,
// cells copied from Excel fill the grid, a deleted row is struck through until the form is saved.
const FIELD = "input:not([type=hidden], [type=date], [type=search]), select, textarea";
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d").replaceAll("Đ", "D").trim().toLowerCase();

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

function fill(field, text) {
  if (field.type === "checkbox") {
    field.checked = ["x", "co", "1", "true"].includes(fold(text));
  } else if (field.tagName === "SELECT") {
    const option = [...field.options].find(({ label }) => label && fold(label) === fold(text));
    if (field.tomselect) field.tomselect.setValue(option?.value ?? "");
    else field.value = option?.value ?? "";
  } else {
    field.value = text.trim();
  }
  field.dispatchEvent(new Event("change", { bubbles: true }));
  field.dispatchEvent(new Event("focusout", { bubbles: true })); // dates and numbers put themselves in order
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

document.addEventListener("paste", (event) => {
  const first = event.target.closest("[data-grid] tbody td");
  const lines = (event.clipboardData?.getData("text/plain") ?? "").replace(/\r?\n$/, "").split(/\r?\n/).map((line) => line.split("\t"));
  if (!first || event.target.tagName === "TEXTAREA" || (lines.length === 1 && lines[0].length === 1)) return;
  event.preventDefault();
  let row = first.parentElement;
  lines.forEach((texts, index) => {
    if (index) row = row.nextElementSibling ?? addRow(first.closest("[data-grid]"));
    const cells = cellsOf(row).slice(first.cellIndex);
    texts.forEach((text, at) => {
      const field = cells[at] && fieldOf(cells[at]);
      if (field) fill(field, text);
    });
  });
});

function strike(box) {
  box.closest("tr").classList.toggle("is-deleted", box.checked);
}

const DELETE = "[data-grid] input[name$='-DELETE']";
document.addEventListener("change", ({ target }) => target.matches(DELETE) && strike(target));
document.querySelectorAll(DELETE).forEach(strike);
