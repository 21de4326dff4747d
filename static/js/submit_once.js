// A double click submits once.
function release(form) {
  delete form.dataset.submitted;
  for (const button of form.querySelectorAll("[type=submit]")) button.removeAttribute("aria-disabled");
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.submitted) {
    event.preventDefault();
    return;
  }
  form.dataset.submitted = "yes";
  for (const button of form.querySelectorAll("[type=submit]")) button.setAttribute("aria-disabled", "true");
  // The answer was a file, or the network is gone: the page is still here.
  setTimeout(release, form.dataset.answer === "file" ? 2_000 : 15_000, form);
});

// Back from the next page: the form may be sent again.
addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form[data-submitted]").forEach(release);
});
