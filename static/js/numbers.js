// Numbers are typed freely and shown as 1.234.567,89 when the field is left.
function formatted(text) {
  let plain = text.replace(/[\s\u00a0]/g, "");
  // One dot that cannot be a thousands dot is a decimal point: 12.5, 1234.56
  if (!plain.includes(",") && /^-?\d+\.\d{1,2}$/.test(plain)) plain = plain.replace(".", ",");
  const match = /^(-?)(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d*))?$/.exec(plain);
  if (!match) return text;
  const whole = match[2].replaceAll(".", "").replace(/^0+(?=\d)/, "");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ".");
  return match[1] + grouped + (match[3] ? `,${match[3]}` : "");
}

document.addEventListener("focusout", ({ target }) => {
  if (!target.matches("input[data-number]")) return;
  const value = formatted(target.value);
  if (value === target.value) return;
  target.value = value;
  for (const type of ["input", "change"]) target.dispatchEvent(new Event(type, { bubbles: true }));
});

function prepare(root) {
  for (const input of root.querySelectorAll("input[data-number]")) {
    input.inputMode = "decimal";
    input.autocomplete = "off";
    input.value = formatted(input.value);
  }
}

prepare(document);
document.addEventListener("rowadded", (event) => prepare(event.target));
