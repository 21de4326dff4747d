// data-show-if="field=value" (or "field=a|b"): the field is shown only while the other one has that value.
// A checkbox has the values true and false. Inside a child row the other field is looked for in the same row.
function valuesOf(form, name) {
  const found = form.elements.namedItem(name);
  if (!found) return null;
  const controls = found instanceof RadioNodeList ? [...found] : [found];
  return controls.flatMap((control) => {
    if (control.type === "checkbox" && controls.length === 1) return [String(control.checked)];
    if (control.type === "checkbox" || control.type === "radio") return control.checked ? [control.value] : [];
    if (control.multiple) return [...control.selectedOptions].map((option) => option.value);
    return [control.value];
  });
}

function refresh(form) {
  for (const control of form.querySelectorAll("[data-show-if]")) {
    const [name, wanted] = control.dataset.showIf.split("=");
    const row = /^(.+-\d+-)/.exec(control.name ?? "")?.[1] ?? "";
    const values = valuesOf(form, row + name) ?? valuesOf(form, name);
    if (!values) continue;
    const box = control.closest("[id^='div_id_'], [data-cell]") ?? control;
    const accepted = wanted.split("|");
    box.hidden = !values.some((value) => accepted.includes(value));
  }
}

for (const form of document.querySelectorAll("form[data-guard]")) {
  refresh(form);
  for (const type of ["input", "change", "rowadded"]) form.addEventListener(type, () => refresh(form));
}
