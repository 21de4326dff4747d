// Child rows: "Add a row" clones the empty form; Enter in the last row adds one; a deleted row is struck through.
function add(grid) {
  const prefix = grid.dataset.grid;
  const total = document.getElementById(`id_${prefix}-TOTAL_FORMS`);
  const html = grid.querySelector("template").innerHTML.replaceAll("__prefix__", total.value);
  const body = grid.querySelector("tbody");
  body.insertAdjacentHTML("beforeend", html);
  total.value = String(Number(total.value) + 1);
  const row = body.lastElementChild;
  row.dispatchEvent(new Event("rowadded", { bubbles: true }));
  row.dispatchEvent(new Event("change", { bubbles: true }));
  focusFirst(row);
}

function focusFirst(row) {
  row.querySelector("td input:not([type=hidden], [tabindex='-1'], .date-native), td select:not([tabindex='-1']), td textarea")?.focus();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-add-row]");
  if (button) add(button.closest("[data-grid]"));
});

document.addEventListener("keydown", (event) => {
  const grid = event.target.closest("[data-grid]");
  if (!grid || event.key !== "Enter" || event.isComposing || !event.target.matches("input:not([type=checkbox], [role=combobox])")) return;
  event.preventDefault();
  const row = event.target.closest("tr");
  const next = row.nextElementSibling;
  if (next) focusFirst(next);
  else add(grid);
});

document.addEventListener("change", ({ target }) => {
  if (target.matches("[data-grid] input[name$='-DELETE']")) target.closest("tr").classList.toggle("is-deleted", target.checked);
});

for (const box of document.querySelectorAll("[data-grid] input[name$='-DELETE']:checked")) box.closest("tr").classList.add("is-deleted");
