// What a value means is chosen from a long list that stands in the page once; "duc" finds "Đức".
const all = JSON.parse(document.getElementById("all-values")?.textContent ?? "{}");
const { textNoMatch = "" } = document.querySelector("[data-text-no-match]")?.dataset ?? {};

addEventListener("load", () => {
  for (const select of document.querySelectorAll("select[data-values]")) {
    const list = new TomSelect(select, {
      maxOptions: 60,
      maxItems: 1,
      refreshThrottle: 0,
      searchField: ["text"],
      sortField: [{ field: "$score" }, { field: "$order" }],
      render: {
        no_results: () => {
          const box = document.createElement("div");
          box.className = "no-results";
          box.textContent = textNoMatch;
          return box;
        },
      },
      onFocus() {
        if (!select.dataset.filled) {
          select.dataset.filled = "yes";
          this.addOptions(all[select.dataset.values].map(([value, text]) => ({ value, text })));
          this.refreshOptions(false);
        }
      },
    });
    select.setAttribute("aria-hidden", "true");
    select.tabIndex = -1;
    list.control_input.setAttribute("aria-labelledby", select.getAttribute("aria-labelledby"));
  }
});
