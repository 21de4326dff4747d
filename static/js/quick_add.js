// Beside a list of partners: a new one is entered in a dialog and chosen at once, without leaving the form.
let dialog;
let asking;
let opener;

function open(select, button) {
  [asking, opener] = [select, button];
  if (!dialog) {
    dialog = document.createElement("dialog");
    dialog.id = "quick-add";
    dialog.setAttribute("aria-labelledby", "quick-add-title");
    dialog.innerHTML = "<div></div>";
    document.body.append(dialog);
    // htmx would copy attributes of the old fields onto the new ones, styles among them, which the policy refuses.
    dialog.addEventListener("htmx:beforeSwap", ({ detail }) => detail.shouldSwap && detail.target.replaceChildren());
    dialog.addEventListener("close", () => opener.focus());
  }
  window.htmx.ajax("GET", select.dataset.quickAdd, { target: "#quick-add > div", swap: "innerHTML" }).then(() => {
    dialog.showModal();
    dialog.querySelector("input:not([type=hidden])")?.focus();
  });
}

function prepare(root) {
  for (const select of root.querySelectorAll("select[data-quick-add]:not([data-quick-ready])")) {
    if (select.name.includes("__prefix__")) continue;
    select.dataset.quickReady = "yes";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-quiet quick-add";
    button.textContent = select.dataset.quickLabel;
    button.addEventListener("click", () => open(select, button));
    (select.closest("[data-cell], [id^='div_id_']") ?? select.parentElement).append(button);
  }
}

document.addEventListener("thingadded", (event) => {
  const { value, text } = event.detail;
  asking.append(new Option(text, value));
  asking.tomselect?.addOption({ value, text });
  asking.tomselect?.addItem(value);
  dialog.close();
});

prepare(document);
document.addEventListener("htmx:load", (event) => prepare(event.detail.elt));
document.addEventListener("rowadded", (event) => prepare(event.target));
