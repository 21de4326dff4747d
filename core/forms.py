"""Forms of records: sections declared once serve the form and the record's page."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Fieldset, Layout, LayoutObject
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.access import EDIT_ALL
from core.columns import Column
from core.fields import HIDDEN_PART
from core.guards import MISSING
from core.inputs import MARKED, DayField, LineField, Pooled, Pools, WholeNumberField, YesNoUnknown, input_for
from core.locking import lock_on
from core.scope import ScopedQuerySet
from core.secrecy import bears_mark
from core.secrets import secrets_of
from core.sight import may_type


@dataclass(frozen=True)
class Section:
    """A part of the dossier: a fieldset of the form, a panel of the record's page."""

    title: Any
    fields: tuple[str, ...]
    rows: tuple[str, ...] = ()
    """Child tables that stand after this part, by their names."""


class RowsHere(LayoutObject):
    """The place of a child table between the fieldsets."""

    template = "core/components/formset.html"

    def __init__(self, name: str):
        self.name = name

    def render(self, form, context, template_pack=None, **kwargs):
        part = next((part for part in context["formsets"] if part["name"] == self.name), None)
        return render_to_string(self.template, {"part": part}) if part else ""


def names_of(sections) -> list[str]:
    return [name for section in sections for name in section.fields]


def width_of(name: str, field) -> str:
    """CSS class of the field's place in the twelve columns of a fieldset (static/css/forms.css)."""
    length = getattr(field, "max_length", None) or 0
    if isinstance(field, DayField | WholeNumberField | YesNoUnknown):
        return "short"
    if name in ("title", "name") or length > 255:
        return "wide"
    return "half" if isinstance(field.widget, forms.SelectMultiple) or length >= 200 else ""


def share_pools(form, user, pools: Pools) -> None:
    """Fill the references of a form with what `user` may see, each read once."""
    for name, field in form.fields.items():
        if not isinstance(field, Pooled):
            continue
        queryset = field.queryset
        if isinstance(queryset, ScopedQuerySet) and not field.disabled:
            queryset = queryset.visible_to(user).offered()
        _offer_new(field, user)
        current = form.initial.get(name)
        things = current if isinstance(current, list) else [getattr(form.instance, name, None)]
        field.use(pools.of(queryset), [thing for thing in things if hasattr(thing, "pk") and thing.pk])


def _offer_new(field, user) -> None:
    """Beside the field: entering what is not listed yet (static/js/quick_add.js)."""
    model = field.queryset.model
    address = getattr(model, "QUICK_ADD", "")
    if address and not field.disabled and model.objects.creatable_by(user):
        label = _("Not listed: add a new %(kind)s") % {"kind": model._meta.verbose_name}
        field.widget.attrs |= {"data-quick-add": reverse(address), "data-quick-label": label}


class KeepsSecrets:
    """Typed only by who may read it. A secret (passport number) left empty or masked stays as it is."""

    def hide_secrets(self) -> None:
        for field in self._meta.model._meta.fields:
            if field.name in self.fields and not may_type(self.user, field):
                del self.fields[field.name]
        for field in secrets_of(self._meta.model):
            setattr(self, f"clean_{field.name}", partial(self._as_stored_unless_typed, field.name))

    def _as_stored_unless_typed(self, name: str) -> str:
        typed = self.cleaned_data.get(name) or ""
        return typed if typed and HIDDEN_PART not in typed else getattr(self.instance, name)


class RefusesMarks:
    """Text that bears a mark of state secrecy is not taken in, whichever field it stands in."""

    def _clean_fields(self):
        super()._clean_fields()
        for name, value in list(self.cleaned_data.items()):
            if isinstance(value, str) and bears_mark(value):
                self.add_error(name, MARKED)


class RecordForm(RefusesMarks, KeepsSecrets, forms.ModelForm):
    """A record typed in. A draft saves with whatever is there; the workflow asks for the rest."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    change_reason = LineField(label=_("Reason for the change after approval"), max_length=255, required=False)

    sections: tuple[Section, ...] = ()
    show_if: dict[str, str] = {}
    """Field → "other=value": shown only while the other field has the value (static/js/show_if.js)."""
    department_only: tuple[str, ...] = ()
    """Fields only the department fills in."""

    class Meta:
        formfield_callback = input_for

    def __init__(self, *args, user, pools: Pools | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.pools = user, pools or Pools()
        self.lock = lock_on(self.instance, user)
        self._keep_locked()
        self.hide_secrets()
        self.initial["version"] = self.instance.version
        self._limit()
        share_pools(self, user, self.pools)
        for name, condition in self.show_if.items():
            if name in self.fields:
                self.fields[name].widget.attrs["data-show-if"] = condition

    def _keep_locked(self) -> None:
        """What may not be changed here is not asked for; after the decision a change says why."""
        for name in [
            name for name in self.fields if name in self._meta.fields and not self.lock.is_open(name)
        ]:
            del self.fields[name]
        if not self.lock.reason_wanted:
            del self.fields["change_reason"]

    def _limit(self) -> None:
        """A unit's officer enters the records of that unit."""
        if self.user.may(EDIT_ALL):
            return
        for name in self.department_only:
            self.fields.pop(name, None)
        if "unit" in self.fields and self.user.unit_id:
            field = self.fields["unit"]
            self.initial["unit"] = self.instance.unit_id or self.user.units[0]
            field.queryset = field.queryset.filter(pk=self.initial["unit"])
            field.disabled = True

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper(self)
        helper.form_tag, helper.disable_csrf = False, True
        reason = [Field("change_reason", wrapper_class="wide")] if "change_reason" in self.fields else []
        helper.layout = Layout(
            "version",
            *(part for section in self.sections for part in self._laid_out(section)),
            *([Fieldset(_("Change after approval"), *reason)] if reason else []),
        )
        return helper

    def _laid_out(self, section) -> list:
        shown = [name for name in section.fields if name in self.fields]
        fields = [Field(name, wrapper_class=width_of(name, self.fields[name])) for name in shown]
        return [
            *([Fieldset(section.title, *fields)] if fields else []),
            *(RowsHere(name) for name in section.rows),
        ]

    def _update_errors(self, errors) -> None:
        """A fault in what is locked is not this edit's business: nobody could mend it here."""
        if self.lock.anything and hasattr(errors, "error_dict"):
            mine = {
                name: found
                for name, found in errors.error_dict.items()
                if name in self.fields or name == NON_FIELD_ERRORS
            }
            if not mine:
                return
            errors.error_dict = mine
        super()._update_errors(errors)

    def clean_rows(self, rows: dict) -> None:
        """Rules between the record and its child rows: `rows` is formset name → formset."""

    def save(self, *, by):
        self.instance.save(by=by, reason=self.cleaned_data.get("change_reason", ""))
        self._save_m2m()
        return self.instance


class RowForm(RefusesMarks, KeepsSecrets, forms.ModelForm):
    """A child row. Rules of the row without a query; rules among rows stand in `Child.sibling_faults`."""

    show_if: dict[str, str] = {}

    class Meta:
        formfield_callback = input_for

    def __init__(self, *args, user, pools: Pools, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.hide_secrets()
        share_pools(self, user, pools)
        for name, field in self.fields.items():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 1
            if name in self.show_if:
                field.widget.attrs["data-show-if"] = self.show_if[name]

    def validate_unique(self) -> None:
        """Among the rows as typed (RowSet.clean), not against rows about to change."""

    def _get_validation_exclusions(self):
        """Leave unique constraints out of `full_clean`: they would be asked of rows about to change."""
        return super()._get_validation_exclusions() | {type(self.instance).PARENT}

    def save(self, *, by):
        self.instance.save(by=by)
        return self.instance


class RowSet(forms.BaseInlineFormSet):
    """Child rows of a record, saved with their author."""

    def __init__(self, *args, user, pools: Pools, **kwargs):
        super().__init__(*args, form_kwargs={"user": user, "pools": pools}, **kwargs)
        if not self.is_bound and self.get_queryset():
            self.extra = 0  # an empty row only where there is none yet

    def total_form_count(self) -> int:
        """No more rows than fields were sent: a count alone does not make two thousand."""
        count = super().total_form_count()
        return min(count, len(self.data)) if self.is_bound else count

    def get_queryset(self):
        if not hasattr(self, "_queryset"):
            rows, record = self.model.in_order(), self.instance
            self._queryset = rows.filter(**{self.fk.name: record}) if record.pk else rows.none()
        return self._queryset

    def live_forms(self) -> list:
        """Rows that will stand after saving."""
        return [
            form
            for form in self.forms
            if not self._should_delete_form(form) and (form in self.initial_forms or form.has_changed())
        ]

    def clean(self) -> None:
        live = [form for form in self.live_forms() if not form.errors]
        for position, name, message in self.model.sibling_faults([form.instance for form in live]):
            live[position].add_error(name if name in live[position].fields else None, message)
        for constraint in self.model._meta.constraints:
            if getattr(constraint, "fields", None) and not getattr(constraint, "condition", None):
                self._refuse_twins(constraint, live)

    def _refuse_twins(self, constraint, live) -> None:
        seen = set()
        own = [name for name in constraint.fields if name != self.model.PARENT]
        for form in live:
            if not all(name in form.fields for name in own):
                return
            key = tuple(form.cleaned_data.get(name) for name in own)
            if key in seen:
                form.add_error(own[-1], constraint.violation_error_message)
            seen.add(key)

    def in_saving_order(self, forms_: list) -> list:
        """Override where a row must let go before another takes (one leader)."""
        return forms_

    def save(self, *, by) -> None:
        for form in self.deleted_forms:
            if form.instance.pk:  # as it was stored, not as it was typed
                stored = self.model._base_manager.get(pk=form.instance.pk)
                stored.delete(by=by)
        for form in self.in_saving_order([form for form in self.live_forms() if form.has_changed()]):
            setattr(form.instance, self.fk.name, self.instance)
            form.save(by=by)


@dataclass(frozen=True)
class Rows:
    """A table of child rows: how it is called, typed and shown."""

    name: str
    """The formset's prefix and the related name on the record."""
    title: Any
    form: type[RowForm]
    fields: tuple[str, ...]
    help: Any = ""
    empty: Any = ""
    extra: int = 0
    formset: type[RowSet] = RowSet
    columns: tuple[Column, ...] = ()
    """The columns of the same rows in the exchange workbook: they say how clerks call them."""

    def model(self):
        return self.form._meta.model

    def also(self, name: str) -> list[str]:
        """Headings by which a pasted block finds the field."""
        column = next((column for column in self.columns if column.path.rpartition(".")[2] == name), None)
        return [*([column.heading] if column.heading else []), *column.also_called] if column else []

    def bind(self, record, data=None, *, user, pools):
        factory = forms.inlineformset_factory(
            type(record),
            self.model(),
            form=self.form,
            formset=self.formset,
            fk_name=self.model().PARENT,
            fields=[name for name in self.fields if name not in self.form.declared_fields],
            extra=self.extra,
        )
        factory.form.field_order = self.fields
        return factory(data, instance=record, prefix=self.name, user=user, pools=pools)


def describe(form, formset_parts) -> list[dict]:
    """The formsets as the template wants them."""
    return [
        {
            "name": part.name,
            "placed": any(part.name in section.rows for section in form.sections),
            "title": part.title,
            "help": part.help,
            "formset": formset,
            "columns": [
                {"label": field.label, "also": part.also(name)}
                for name, field in formset.empty_form.fields.items()
                if not field.widget.is_hidden and name != "DELETE"
            ],
        }
        for part, formset in formset_parts
    ]


def add_missing(errors: ValidationError, form, parts) -> list[dict]:
    """What a refused step misses, each with the anchor of its field or table."""
    if not hasattr(errors, "error_dict"):
        return [{"label": message, "anchor": "main"} for message in errors.messages]
    places = {part.name: (str(part.title), f"grid-{part.name}") for part in parts}
    places |= {
        name: (str(form[name].label), form[name].auto_id) for name in form.fields if name not in places
    }
    found = []
    for name, messages in errors.message_dict.items():
        label, anchor = places.get(name, ("", "main"))
        for message in messages:
            words = label if message == str(MISSING) else ": ".join(filter(None, [label, message]))
            found.append({"label": words, "anchor": anchor})
    return found


def plain_page(form, *, cancel_url: str = "", **context) -> dict[str, Any]:
    """The context of core/record_form.html for a form without a record behind it."""
    empty = {
        "formsets": [],
        "warnings": [],
        "missing": [],
        "stale": None,
        "stale_by": {"who": "", "when": ""},
        "submit_label": _("Save"),
    }
    return {**empty, "form": form, "cancel_url": cancel_url, **context}
