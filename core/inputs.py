"""How each kind of field is typed: one function from a model field to its input."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.fields import HIDDEN_PART, ChoiceSetField, EncryptedTextField, mask
from core.parse import (
    FIRST_YEAR,
    LARGEST_WHOLE,
    LAST_YEAR,
    CellError,
    largest,
    parse_decimal,
    parse_integer,
    parse_text,
)
from core.secrecy import bears_mark
from core.widgets import DateText, NumberText, SearchSelect, SearchSelectMultiple, Select

MARKED = _("The text shows signs of state secrets and must not be entered here.")
SHORT_LIST = 8
"""Choices shown as ticks; more become a list one types into."""


class Pools:
    """Rows of a queryset, read once and shared by the fields and rows of one page."""

    def __init__(self):
        self._read: dict[str, dict] = {}

    def of(self, queryset) -> dict:
        if queryset.query.is_empty():
            return {}
        key = str(queryset.query)
        if key not in self._read:
            self._read[key] = {str(thing.pk): thing for thing in queryset}
        return self._read[key]


class Pooled:
    """A choice among rows of a pool: neither showing nor reading it costs a query."""

    def use(self, pool: dict, current=()) -> None:
        missing = {str(thing.pk): thing for thing in current if str(thing.pk) not in pool}
        self.pool = pool | missing
        first = [("", self.empty_label)] if self.empty_label is not None else []
        self.choices = first + [(key, str(thing)) for key, thing in self.pool.items()]

    def pick(self, value):
        if isinstance(value, models.Model):
            return value
        if str(value) not in self.pool:
            raise ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value}
            )
        return self.pool[str(value)]


class PooledChoice(Pooled, forms.ModelChoiceField):
    widget = SearchSelect

    def to_python(self, value):
        return None if value in self.empty_values else self.pick(value)


class PooledChoices(Pooled, forms.ModelMultipleChoiceField):
    widget = SearchSelectMultiple

    def clean(self, value):
        if not isinstance(value or [], list | tuple | models.QuerySet):
            raise ValidationError(self.error_messages["invalid_list"], code="invalid_list")
        things = [self.pick(item) for item in dict.fromkeys(value or [])]
        if self.required and not things:
            raise ValidationError(self.error_messages["required"], code="required")
        return things


def within_years(day):
    """The day, or nothing; refused outside the years a record can have."""
    if isinstance(day, datetime.date) and not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValidationError(
            _("The year must be between %(first)s and %(last)s."),
            params={"first": FIRST_YEAR, "last": LAST_YEAR},
        )
    return day


class DayField(forms.DateField):
    """A date typed dd/mm/yyyy, also ddmmyy (doiNgoai/formats), within the years a record can have."""

    widget = DateText
    default_error_messages = {"invalid": _("Not a date. Write it as dd/mm/yyyy.")}

    def to_python(self, value):
        digits = value.strip() if isinstance(value, str) else ""
        if digits.isdigit() and len(digits) not in (6, 8):  # strptime reads 1990 as 1 September 1990
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return within_years(super().to_python(value))


class MomentField(forms.DateTimeField):
    """A day and time, within the same years."""

    def to_python(self, value):
        return within_years(super().to_python(value))


class NumberField(forms.DecimalField):
    """A number typed as in Việt Nam: 1.234.567,89."""

    widget = NumberText

    def to_python(self, value):
        if value in self.empty_values:
            return None
        try:
            number = parse_decimal(value, self.decimal_places if self.decimal_places is not None else 10)
        except CellError as error:
            raise ValidationError(str(error), code="invalid") from None
        if self.max_digits is not None and abs(number) >= largest(self.max_digits, self.decimal_places):
            raise ValidationError(_("The value is too large."), code="invalid")
        return number

    def widget_attrs(self, widget):
        return {}


class WholeNumberField(forms.IntegerField):
    widget = NumberText

    def to_python(self, value):
        if value in self.empty_values:
            return None
        try:
            number = parse_integer(value)
        except CellError as error:
            raise ValidationError(str(error), code="invalid") from None
        if number > LARGEST_WHOLE:
            raise ValidationError(_("The value is too large."), code="invalid")
        return number

    def widget_attrs(self, widget):
        return {}


class LineField(forms.CharField):
    """Text as the workbook reads it: NFC, trimmed, without control characters."""

    def to_python(self, value):
        if value in self.empty_values:
            return self.empty_value
        try:
            return parse_text(value)
        except CellError as error:
            raise ValidationError(str(error)) from None


class ReasonField(LineField):
    """Why something is done. It is kept with the dossier, so a mark of secrecy is refused here too."""

    default_error_messages = {
        "required": _("Please give the reason."),
        "min_length": _("Please give the reason."),
    }

    def clean(self, value):
        reason = super().clean(value)
        if bears_mark(reason):
            raise ValidationError(MARKED, code="marked")
        return reason


class PassportField(forms.CharField):
    """Shows a mask; empty or masked means: leave the number as it is."""

    def prepare_value(self, value):
        return mask(value) if value and HIDDEN_PART not in value else value

    def has_changed(self, initial, data):
        return bool(data) and HIDDEN_PART not in data and data != initial


class YesNoUnknown(forms.TypedChoiceField):
    widget = Select

    def __init__(self, **kwargs):
        choices = [("", "—"), ("true", _("Yes")), ("false", _("No"))]
        super().__init__(choices=choices, coerce=lambda value: value == "true", empty_value=None, **kwargs)

    def prepare_value(self, value):
        return {True: "true", False: "false", None: ""}.get(value, value)

    def has_changed(self, initial, data):
        return self.prepare_value(initial) != (data or "")


class CodesField(forms.MultipleChoiceField):
    """Several codes of one list; the order of ticking means nothing."""

    def has_changed(self, initial, data):
        return set(initial or ()) != set(data or ())


def _codes(field, **kwargs):
    long = len(field.flatchoices) > SHORT_LIST
    return CodesField(
        choices=field.flatchoices,
        required=not field.blank,
        label=field.verbose_name,
        help_text=field.help_text,
        widget=SearchSelectMultiple() if long else forms.CheckboxSelectMultiple(),
    )


def _choice(field, **kwargs):
    found = field.formfield(**kwargs)
    found.widget = Select(
        choices=[("", "—") if code in ("", None) else (code, label) for code, label in found.choices]
    )
    return found


def _reference(field, **kwargs):
    several = isinstance(field, models.ManyToManyField)
    empty = {} if several else {"empty_label": "—"}
    target = field.remote_field.model._default_manager.order_by(*field.remote_field.model._meta.ordering)
    return field.formfield(
        form_class=PooledChoices if several else PooledChoice, queryset=target, **empty, **kwargs
    )


def input_for(field, **kwargs):
    """The form field a model field is typed in (`Meta.formfield_callback` of every form)."""
    if isinstance(field, ChoiceSetField):
        return _codes(field, **kwargs)
    if isinstance(field, models.ForeignKey | models.ManyToManyField):
        return _reference(field, **kwargs)
    if field.choices:
        return _choice(field, **kwargs)
    for kind, options in INPUTS:
        if isinstance(field, kind):
            if isinstance(field, models.BooleanField) and field.null:
                return YesNoUnknown(label=field.verbose_name, required=False, help_text=field.help_text)
            return field.formfield(**options, **kwargs)
    return field.formfield(**kwargs)


INPUTS = (
    (EncryptedTextField, {"form_class": PassportField}),
    (models.BooleanField, {}),
    (models.DateTimeField, {"form_class": MomentField}),
    (models.DateField, {"form_class": DayField}),
    (models.TimeField, {}),
    (models.DecimalField, {"form_class": NumberField}),
    (models.IntegerField, {"form_class": WholeNumberField}),
    (models.URLField, {"assume_scheme": "https"}),
    (models.EmailField, {}),
    (models.TextField, {"form_class": LineField, "widget": forms.Textarea(attrs={"rows": 3})}),
    (models.CharField, {"form_class": LineField}),
)
"""Model field → what its form field is made with; the first match counts."""
