"""Widgets of forms and filters. What they do in the browser stands in static/js."""

from functools import lru_cache

from django import forms
from django.forms.utils import flatatt
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from core.columns import plain
from core.parse import format_decimal_vi


class QuickOptions:
    """Long lists drawn in one go: Django renders a template per option, which is slow with 250 countries."""

    def render(self, name, value, attrs=None, renderer=None):
        chosen = {str(item) for item in self.format_value(value)}
        drawn = flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name}))
        multiple = " multiple" if self.allow_multiple_selected else ""
        options = SafeString(
            "".join(
                _option("" if code is None else str(code), str(label), chosen) for code, label in self.choices
            )
        )
        return format_html("<select{}{}>{}</select>", drawn, multiple, options)


def _option(code: str, label: str, chosen: set[str]) -> str:
    selected = " selected" if code in chosen else ""
    return f'<option value="{_escaped(code)}"{selected}>{_escaped(label)}</option>'


@lru_cache(maxsize=8192)
def _escaped(text: str) -> str:
    """The same names stand in every row of a form: escape each once."""
    return str(escape(text))


class Select(QuickOptions, forms.Select):
    """A short list."""


class SearchSelect(QuickOptions, forms.Select):
    """A long list one types into."""

    def __init__(self, attrs=None, choices=()):
        super().__init__({"data-search": True, **(attrs or {})}, choices)


class SearchSelectMultiple(QuickOptions, forms.SelectMultiple):
    """Several of a long list."""

    def __init__(self, attrs=None, choices=()):
        super().__init__({"data-search": True, **(attrs or {})}, choices)


class DateText(forms.DateInput):
    """A date typed dd/mm/yyyy, in either language."""

    def __init__(self, attrs=None):
        super().__init__({"data-date": True, "placeholder": "dd/mm/yyyy", **(attrs or {})}, "%d/%m/%Y")


class NumberText(forms.TextInput):
    """A number shown as 1.234.567,89, in either language."""

    def __init__(self, attrs=None):
        super().__init__({"data-number": True, **(attrs or {})})

    def format_value(self, value):
        if value is None or isinstance(value, str):
            return value
        return format_decimal_vi(plain(value) if hasattr(value, "quantize") else value)
