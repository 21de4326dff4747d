// Long lists become searchable; typing without accents finds ("duc" finds "Đức"), the given order stays.
function texts() {
  return document.querySelector("[data-text-no-match]")?.dataset ?? {};
}

function enhance(select) {
  select.dataset.ready = "yes";
  const { textNoMatch = "", textRemove = "" } = texts();
  new TomSelect(select, {
    plugins: select.multiple ? { remove_button: { title: textRemove } } : {},
    maxOptions: null,
    refreshThrottle: 0,
    maxItems: select.multiple ? null : 1,
    searchField: ["text"],
    sortField: [{ field: "$order" }],
    allowEmptyOption: false,
    hideSelected: select.multiple,
    dropdownParent: select.closest(".grid") ? "body" : null,
    render: {
      no_results: () => {
        const box = document.createElement("div");
        box.className = "no-results";
        box.textContent = textNoMatch;
        return box;
      },
    },
  });
  // The original stays in the page for the form; nobody reaches it any more.
  select.setAttribute("aria-hidden", "true");
  select.tabIndex = -1;
}

function prepare(root) {
  for (const select of root.querySelectorAll("select[data-search]:not([data-ready])")) enhance(select);
}

prepare(document);
document.addEventListener("htmx:load", (event) => prepare(event.detail.elt));
document.addEventListener("rowadded", (event) => prepare(event.target));
