// Dates are typed dd/mm/yyyy, also ddmmyy, ddmmyyyy, d/m/yy, d.m.yyyy; a button opens the browser's own picker.
const two = (number) => String(number).padStart(2, "0");

function parts(text) {
  const digits = text.trim();
  return /^(\d{2})(\d{2})(\d{2}|\d{4})$/.exec(digits) ?? /^(\d{1,2})[\s./-]+(\d{1,2})[\s./-]+(\d{2}|\d{4})$/.exec(digits);
}

function parse(text) {
  const match = parts(text);
  if (!match) return null;
  const [day, month] = [Number(match[1]), Number(match[2])];
  let year = Number(match[3]);
  if (match[3].length === 2) year += year < 70 ? 2000 : 1900;
  const date = new Date(year, month - 1, day);
  return date.getMonth() === month - 1 && date.getDate() === day ? { day, month, year } : null;
}

const shown = ({ day, month, year }) => `${two(day)}/${two(month)}/${year}`;

function tell(input) {
  for (const type of ["input", "change"]) input.dispatchEvent(new Event(type, { bubbles: true }));
}

function addPicker(input, label) {
  const group = document.createElement("div");
  group.className = "date-group";
  if (input.classList.contains("is-invalid")) group.classList.add("is-invalid");
  input.replaceWith(group);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-quiet date-button";
  button.setAttribute("aria-label", label);
  button.title = label;
  button.innerHTML = '<i class="bi bi-calendar3" aria-hidden="true"></i>';
  const native = document.createElement("input");
  native.type = "date";
  native.className = "date-native";
  native.tabIndex = -1;
  native.setAttribute("aria-hidden", "true");
  group.append(input, native, button);

  button.addEventListener("click", () => {
    const date = parse(input.value);
    native.value = date ? `${date.year}-${two(date.month)}-${two(date.day)}` : "";
    native.showPicker();
  });
  native.addEventListener("change", (event) => {
    event.stopPropagation();
    if (!native.value) return;
    const [year, month, day] = native.value.split("-").map(Number);
    input.value = shown({ day, month, year });
    tell(input);
  });
  native.addEventListener("input", (event) => event.stopPropagation());
}

function prepare(root) {
  const label = document.querySelector("[data-text-pick-date]")?.dataset.textPickDate ?? "";
  for (const input of root.querySelectorAll("input[data-date]:not([data-ready])")) {
    input.dataset.ready = "yes";
    input.inputMode = "numeric";
    input.autocomplete = "off";
    addPicker(input, label);
  }
}

document.addEventListener("focusout", ({ target }) => {
  if (!target.matches("input[data-date]")) return;
  const date = parse(target.value);
  if (!date || target.value === shown(date)) return;
  target.value = shown(date);
  tell(target);
});

prepare(document);
document.addEventListener("htmx:load", (event) => prepare(event.detail.elt));
document.addEventListener("rowadded", (event) => prepare(event.target));
