// After a refused save: choosing theirs or mine puts that value into the field; typing in the field is choosing mine.
const radios = document.querySelectorAll("input[data-merge]");
let putting = false;

function fieldsOf(radio) {
  return [...radio.form.querySelectorAll(`[name="${CSS.escape(radio.dataset.merge)}"]`)];
}

function put(radio) {
  const values = JSON.parse(radio.dataset.values);
  putting = true;
  for (const field of fieldsOf(radio)) {
    if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
    else if (field.tomselect) field.tomselect.setValue(field.multiple ? values : (values[0] ?? ""));
    else if (field.options) for (const option of field.options) option.selected = values.includes(option.value);
    else field.value = values[0] ?? "";
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
  putting = false;
}

function standsInTheField(radio) {
  for (const each of radios) if (each.dataset.merge === radio.dataset.merge) each.value = "";
}

for (const radio of radios) {
  radio.addEventListener("change", () => put(radio));
  if (!("mine" in radio.dataset)) continue;
  for (const field of fieldsOf(radio)) {
    for (const kind of ["input", "change"]) {
      field.addEventListener(kind, () => {
        if (putting) return;
        standsInTheField(radio);
        radio.checked = true;
      });
    }
  }
}
