"""A form as a browser would send it back."""

from django import forms


def _shown(bound):
    value, widget = bound.value(), bound.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return "on" if value else None
    if value is None or value == "":
        return None
    if isinstance(value, list | tuple):
        return [str(item) for item in value]
    shown = widget.format_value(value)
    return shown[0] if isinstance(shown, list) else shown


def _fields(form) -> dict:
    return {bound.html_name: shown for bound in form if (shown := _shown(bound)) is not None}


def as_sent(response) -> dict:
    """Every field of the page's form and child rows, as they stand."""
    data = _fields(response.context["form"])
    for part in response.context["formsets"]:
        formset = part["formset"]
        data |= _fields(formset.management_form)
        for row in formset:
            data |= _fields(row)
    return data


def faults(response) -> dict:
    """Field → messages of the form, and of child rows by their full names."""
    found = {name: list(messages) for name, messages in response.context["form"].errors.items()}
    for part in response.context["formsets"]:
        for row in part["formset"]:
            found |= {
                row.add_prefix(name): list(messages) for name, messages in row.errors.items() if messages
            }
    return found
