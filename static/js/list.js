// Lists: a click anywhere on a row opens it, j and k move between rows, an emptied filter leaves the address.
const typing = "input:not([type=checkbox]), select, textarea, [contenteditable], .ts-wrapper, dialog";

document.addEventListener("click", (event) => {
  const row = event.target.closest("tr[data-row]");
  if (!row || event.target.closest("a, button, input, label, .choose") || String(getSelection())) return;
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

// A page about the list (its columns, its views) opens over it.
const panel = document.getElementById("panel");
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target !== panel) return;
  panel.showModal();
  panel.querySelector("input:not([type=hidden]), a, button:not([tabindex='-1'])")?.focus();
});

// What the filter form does not ask for (order, columns, view) is kept from the address; the page number starts again.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (!detail.elt.matches?.("[data-filter-form]")) return;
  const parameters = detail.parameters;
  for (const kept of detail.elt.querySelectorAll("[data-kept]")) delete parameters[kept.name];
  const address = new URLSearchParams(location.search);
  for (const name of new Set(address.keys())) {
    const field = detail.elt.elements.namedItem(name), values = address.getAll(name);
    if (name !== "page" && (!field || field.hasAttribute?.("data-kept"))) parameters[name] = values.length > 1 ? values : values[0];
  }
  for (const name of Object.keys(parameters)) {
    if (parameters[name] === "" || parameters[name] === null) delete parameters[name];
  }
});
