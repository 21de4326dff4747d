// Rows of a list are chosen with their boxes, with Shift for a range, with x on the row at hand; the bar says how many.
const typing = "input:not([type=checkbox]), select, textarea, [contenteditable], .ts-wrapper, dialog";
const form = () => document.querySelector("[data-bulk]");
const boxes = () => [...document.querySelectorAll("input[name=row][form=bulk]")];
let last = null;

function tell() {
  const bar = form();
  if (!bar) return;
  const all = bar.querySelector("[data-bulk-all]"), chosen = boxes().filter((box) => box.checked).length;
  const words = `${bar.dataset.text} ${chosen}`;
  const count = bar.querySelector("[data-bulk-count]");
  if (count.textContent !== words) count.textContent = words;
  bar.toggleAttribute("data-some", chosen > 0 || Boolean(all?.checked));
  for (const box of boxes()) box.closest("tr").classList.toggle("is-chosen", box.checked);
  const head = document.querySelector("[data-choose-all]");
  head.checked = chosen > 0 && chosen === boxes().length;
  head.indeterminate = chosen > 0 && !head.checked;
}

function choose(wanted) {
  for (const box of boxes()) box.checked = wanted;
  const all = form().querySelector("[data-bulk-all]");
  if (!wanted && all) all.checked = false;
  tell();
}

document.addEventListener("click", (event) => {
  const box = event.target.closest("input[name=row][form=bulk]");
  if (box) {
    const every = boxes();
    if (event.shiftKey && last && every.includes(last)) {
      const [from, to] = [every.indexOf(last), every.indexOf(box)].sort((a, b) => a - b);
      for (const each of every.slice(from, to + 1)) each.checked = box.checked;
    }
    last = box;
    tell();
  } else if (event.target.closest("[data-choose-page]")) choose(true);
  else if (event.target.closest("[data-choose-none]")) choose(false);
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-choose-all]")) choose(event.target.checked);
  else if (event.target.matches("[data-bulk-all]")) tell();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "x" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest(typing)) return;
  const box = document.activeElement?.closest("tr[data-row]")?.querySelector("input[name=row]");
  if (!box) return;
  box.checked = !box.checked;
  last = box;
  tell();
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id === "results") tell();
});
addEventListener("pageshow", tell);
tell();
