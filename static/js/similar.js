// Under a name that is typed: those called alike. The server looks; here stands where the answer goes.
function prepare(root) {
  for (const input of root.querySelectorAll("input[data-similar]:not([data-similar-ready])")) {
    if (input.name.includes("__prefix__") || !window.htmx) continue;
    input.dataset.similarReady = "yes";
    const place = document.createElement("div");
    place.className = "similar";
    place.id = `similar-${input.id}`;
    place.setAttribute("role", "status");
    (input.closest("[data-cell], [id^='div_id_']") ?? input.parentElement).append(place);
    const prefix = input.name.replace(/(full_name|name)$/, "");
    const beside = ["country", "birth_date", "unit"].map((name) => `[name="${prefix}${name}"]`);
    input.setAttribute("hx-get", `${input.dataset.similar}?of=${encodeURIComponent(input.name)}&besides=${input.dataset.besides ?? ""}`);
    input.setAttribute("hx-trigger", "input changed delay:400ms");
    input.setAttribute("hx-target", `#${CSS.escape(place.id)}`);
    input.setAttribute("hx-include", beside.join(", "));
    input.setAttribute("hx-sync", "this:replace");
    window.htmx.process(input);
  }
}

prepare(document);
document.addEventListener("htmx:load", (event) => prepare(event.detail.elt));
document.addEventListener("rowadded", (event) => prepare(event.target));
