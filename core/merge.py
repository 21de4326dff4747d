"""A stale save put together with what others saved in between, field by field, so that nobody's typing is lost.

What only they changed becomes theirs; what was typed stays; where both changed, both stand in a table to choose
from. A choice posts what to put into the field instead of what stands there; empty: what stands there.
"""

import json
import re
from collections import defaultdict
from itertools import chain

from django import forms
from django.http import QueryDict

from core.columns import SEPARATOR
from core.facts import in_words
from core.fields import EncryptedTextField, mask
from core.history import Change

CHOICE = "merge-"
"""Prefix of the names of the choices."""


def with_choices(posted: QueryDict) -> QueryDict:
    """What was posted, with the values chosen in the table of a refused save."""
    data = posted.copy()
    for key in [key for key in data if key.startswith(CHOICE)]:
        try:
            values = json.loads(data[key] or "null")
        except ValueError:
            continue
        if isinstance(values, list):
            data.setlist(key.removeprefix(CHOICE), [str(value) for value in values])
    return data


def as_sent(bound) -> list[str]:
    """The values a browser would send for a field left as it is shown."""
    value, widget = bound.value(), bound.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if value else []
    shown = widget.format_value(value)
    if isinstance(shown, list | tuple):
        return [str(item) for item in shown]
    return ["" if shown is None else str(shown)]


def _typed_anew(form, name: str, before, data: QueryDict, prefix: str = "") -> bool:
    """Did the person change the field from what it was when the form was opened?"""
    field = form.fields[name]
    raw = field.widget.value_from_datadict(data, {}, f"{prefix}{name}")
    return not field.disabled and field.has_changed(before, raw)


class Merge:
    """`data` as typed (changed in place), their `changes`, and the form and rows as they are stored now."""

    def __init__(self, data: QueryDict, changes: list[Change], form, rows: dict):
        self.data, self.changes, self.form = data, changes, form
        self.mine: dict[str, list[str]] = {}
        """Field → what was typed, of every field to choose."""
        for change in changes:
            if not change.row and change.name in form.fields and not form.fields[change.name].disabled:
                self._merge_field(change)
        by_row = defaultdict(dict)
        for change in changes:
            if change.row:
                by_row[change.row][change.name] = change
        for formset in rows.values():
            _merge_rows(data, formset, by_row)

    def _merge_field(self, change: Change) -> None:
        name, stored = change.name, as_sent(self.form[change.name])
        self.mine[name] = self.data.getlist(name)
        if not _typed_anew(self.form, name, change.before, self.data):
            self.data.setlist(name, stored)

    def table(self, form) -> list[dict]:
        """Their changes, each with what it was, theirs, mine, and the choice; `form` is bound to the merged data."""
        return [self._line(change, form) for change in self.changes if not self._agreed(change)]

    def _agreed(self, change: Change) -> bool:
        """Was the same typed as they have saved?"""
        typed = None if change.row else self.mine.get(change.name)
        return typed is not None and typed == as_sent(self.form[change.name])

    def _line(self, change: Change, form) -> dict:
        line = {"label": change.label, "was": change.was, "theirs": change.theirs, "mine": "", "name": ""}
        if change.row or change.name not in self.mine:
            return line | {"theirs_value": "", "mine_value": "", "keep_mine": False}
        typed, stored = self.mine[change.name], as_sent(self.form[change.name])
        keep_mine = form.data.getlist(change.name) == typed
        return line | {
            "name": change.name,
            "keep_mine": keep_mine,
            "mine": _in_words(form, change.name, typed) if keep_mine else change.was,
            "mine_value": json.dumps(typed),
            "theirs_value": json.dumps(stored),
        }


def _in_words(form, name: str, typed: list[str]) -> str:
    """What was typed, as the page would show it once saved; as it was typed where it cannot be saved."""
    form.is_valid()
    field = form._meta.model._meta.get_field(name)
    if isinstance(field, EncryptedTextField):
        return mask(typed[0] if typed else "")
    if name not in form.cleaned_data:
        return SEPARATOR.join(typed)
    value = form.cleaned_data[name]
    if field.many_to_many:
        return SEPARATOR.join(str(thing) for thing in value)
    return str(value or "") if field.many_to_one else in_words(field, value)


def _merge_rows(data: QueryDict, formset, by_row: dict) -> None:
    """Rows they changed, added and deleted, together with the rows as typed."""
    rows, known = _rows_as_typed(data, formset.prefix), _whole(data.get(f"{formset.prefix}-INITIAL_FORMS"))
    stored = {form.instance.pk: form for form in formset.initial_forms}
    kept, new = [], rows[known:]
    for row in rows[:known]:
        key = _whole("".join(row.get("id", [])))
        changes = by_row.get((formset.model, key), {})
        if key in stored:
            _merge_row(row, stored[key], changes)
            kept.append(row)
        elif _typed_anew_in(row, formset.empty_form, changes):
            new.insert(0, row | {"id": [""]})  # they deleted it, I changed it: mine stays, as a new row
    mine = {_whole("".join(row.get("id", []))) for row in kept}
    added = [key for key in stored if key not in mine and (formset.model, key) in by_row]
    _write(data, formset.prefix, [*kept, *(_as_row(stored[key]) for key in added)], new)


def _merge_row(row: dict, form, changes: dict) -> None:
    for name, change in changes.items():
        if name in form.fields and not _typed_anew(form, name, change.before, _data(row)):
            row[name] = as_sent(form[name])


def _typed_anew_in(row: dict, form, changes: dict) -> bool:
    names = [name for name in changes if name in form.fields]
    return any(_typed_anew(form, name, changes[name].before, _data(row)) for name in names)


def _data(row: dict) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in row.items():
        data.setlist(name, values)
    return data


def _as_row(form) -> dict:
    return {name: as_sent(form[name]) for name in form.fields if name != "DELETE"}


def _rows_as_typed(data: QueryDict, prefix: str) -> list[dict]:
    """The posted rows of a formset in their order: name → values."""
    found: dict[int, dict] = defaultdict(dict)
    for key, match in _row_keys(data, prefix):
        found[int(match[1])][match[2]] = data.getlist(key)
    total = _whole(data.get(f"{prefix}-TOTAL_FORMS"))
    return [found[place] for place in sorted(found) if place < total]


def _row_keys(data: QueryDict, prefix: str) -> list[tuple]:
    pattern = re.compile(rf"{prefix}-([0-9]{{1,9}})-(.+)")
    return [(key, match) for key in data if (match := pattern.fullmatch(key))]


def _write(data: QueryDict, prefix: str, initial: list[dict], extra: list[dict]) -> None:
    for key, _match in _row_keys(data, prefix):
        del data[key]
    for place, row in enumerate(chain(initial, extra)):
        for name, values in row.items():
            data.setlist(f"{prefix}-{place}-{name}", values)
    data[f"{prefix}-TOTAL_FORMS"] = str(len(initial) + len(extra))
    data[f"{prefix}-INITIAL_FORMS"] = str(len(initial))


def _whole(text) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text or "") else 0
