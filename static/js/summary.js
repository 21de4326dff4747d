// The list of what is missing takes the focus; each line leads to its field, also where the field is a searchable list.
const summary = document.querySelector("[data-error-summary]");
summary?.focus();

summary?.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  const target = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!target) return;
  event.preventDefault();
  target.closest("[id^='div_id_'], td, fieldset, section")?.scrollIntoView({ block: "center" });
  if (target.tomselect) target.tomselect.focus();
  else (target.matches("input, select, textarea, [tabindex]") ? target : (target.querySelector("input, select, textarea, button") ?? target)).focus();
});
