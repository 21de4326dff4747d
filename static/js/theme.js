// Light or dark before the first paint: the person's choice, else the system's. Loaded in <head>, not deferred.
(() => {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const root = document.documentElement;

  function chosen() {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null;
    }
  }

  // Paper is white, whatever the screen is.
  let printing = false;

  function apply() {
    root.dataset.bsTheme = printing ? "light" : (chosen() ?? (system.matches ? "dark" : "light"));
    for (const button of document.querySelectorAll("[data-theme-toggle]")) {
      button.setAttribute("aria-pressed", String(root.dataset.bsTheme === "dark"));
    }
    document.dispatchEvent(new Event("themechange"));
  }

  apply();
  system.addEventListener("change", apply);
  document.addEventListener("DOMContentLoaded", apply);
  for (const type of ["beforeprint", "afterprint"]) {
    addEventListener(type, () => {
      printing = type === "beforeprint";
      apply();
    });
  }
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-theme-toggle]")) return;
    try {
      localStorage.setItem("theme", root.dataset.bsTheme === "dark" ? "light" : "dark");
    } catch {
      // Storage is refused: the system's theme stays.
    }
    apply();
  });
})();
