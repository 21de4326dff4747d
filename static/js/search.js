// Search of everything: `/` or Ctrl+K leads into the box, arrows choose among the finds, Enter opens, Esc closes.
// The box is a combobox: focus stays in it, and `aria-activedescendant` names the find that is chosen.
const root = document.querySelector("[data-search]");
const box = root?.querySelector("[role=combobox]");
const panel = root?.querySelector(".search-panel");
const told = document.getElementById("search-told"); // stays when the panel is replaced, so that its words are heard
const typing = "input, select, textarea, [contenteditable], .ts-wrapper, dialog";

const finds = () => [...panel.querySelectorAll("[role=option]")];
const chosen = () => panel.querySelector("[aria-selected=true]");

function choose(find) {
  for (const other of finds()) other.setAttribute("aria-selected", String(other === find));
  if (!find) return box.removeAttribute("aria-activedescendant");
  box.setAttribute("aria-activedescendant", find.id);
  find.scrollIntoView({ block: "nearest" });
}

function show() {
  panel.hidden = false;
  box.setAttribute("aria-expanded", String(finds().length > 0));
}

function hide() {
  panel.hidden = true;
  box.setAttribute("aria-expanded", "false");
  choose(null);
}

function enter() {
  // Below the width of a tablet the box is a link to the page of the search.
  if (!box.checkVisibility()) return document.querySelector(".search-link")?.click();
  box.focus();
  box.select();
}

function step(by) {
  const all = finds();
  if (panel.hidden) show();
  if (!all.length) return;
  const at = all.indexOf(chosen());
  choose(all[at < 0 ? (by > 0 ? 0 : all.length - 1) : (at + by + all.length) % all.length]);
}

function pressed(event) {
  if (event.isComposing) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    step(event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Enter" && !panel.hidden && chosen()) {
    if (event.ctrlKey || event.metaKey) window.open(chosen().href, "_blank", "noopener");
    else chosen().click();
  } else if (event.key === "Escape" && !panel.hidden) {
    hide();
  } else {
    return;
  }
  event.preventDefault();
}

if (box) {
  document.addEventListener("keydown", (event) => {
    const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !event.target.closest(typing);
    const control = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if ((!slash && !control) || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    enter();
  });
  box.addEventListener("keydown", pressed);
  box.addEventListener("focus", show);
  root.addEventListener("focusout", (event) => {
    if (!root.contains(event.relatedTarget)) hide();
  });
  // A click on a find must not take the focus from the box first: the panel would be gone before the click arrives.
  panel.addEventListener("mousedown", (event) => event.preventDefault());
  panel.addEventListener("htmx:afterSwap", () => {
    choose(null);
    told.textContent = panel.querySelector("[role=listbox]").dataset.told;
    if (document.activeElement === box) show();
  });
}
