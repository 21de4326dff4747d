// Lists: a click anywhere on a row opens it, j and k move between rows, an emptied filter leaves the address.
const typing = "input, select, textarea, [contenteditable], .ts-wrapper, dialog";

document.addEventListener("click", (event) => {
  const row = event.target.closest("tr[data-row]");
  if (!row || event.target.closest("a, button, input, label") || String(getSelection())) return;
  const link = row.querySelector("a[href]");
  if (!link) return;
  if (event.ctrlKey || event.metaKey) window.open(link.href, "_blank", "noopener");
  else link.click();
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(typing)) return;
  const step = { j: 1, k: -1 }[event.key];
  if (!step) return;
  const links = [...document.querySelectorAll("tr[data-row]")].map((row) => row.querySelector("a[href]")).filter(Boolean);
  if (!links.length) return;
  const current = links.indexOf(document.activeElement?.closest("tr[data-row]")?.querySelector("a[href]"));
  const next = current < 0 ? 0 : Math.min(Math.max(current + step, 0), links.length - 1);
  links[next].focus();
  event.preventDefault();
});

// The filter form does not know the sort order: it is kept from the address, while the page number starts again.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (!detail.elt.matches?.("[data-filter-form]")) return;
  const parameters = detail.parameters;
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (name !== "page" && !detail.elt.elements.namedItem(name)) parameters[name] = value;
  }
  for (const name of Object.keys(parameters)) {
    if (parameters[name] === "" || parameters[name] === null) delete parameters[name];
  }
});
