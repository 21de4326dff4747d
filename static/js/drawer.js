// The rail is a dialog only while it is open as a drawer, and only then needs a dialog's name.
const rail = document.getElementById("rail");
rail?.addEventListener("show.bs.offcanvas", () => rail.setAttribute("aria-label", rail.dataset.label));
rail?.addEventListener("hidden.bs.offcanvas", () => rail.removeAttribute("aria-label"));
