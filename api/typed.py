"""From JSON to what a browser would send: so that the screens' own forms read, check and store it.

What JSON can get wrong by itself (a text where a number is due, a day that is none) is refused here, before any rule.
"""

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict, ErrorList
from django.utils.datastructures import MultiValueDict
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from api import described
from api.described import Schema, list_of, or_null
from api.errors import Fault, Refused, Unreadable, faults_of
from core.entry import Entry
from core.inputs import PooledChoice, PooledChoices, YesNoUnknown
from core.merge import as_sent

MOST_ROWS = 1000
"""Of one child table in one request; Django's own limit of a formset."""


class Misshapen(ValueError):
    """Not a value of this kind; the message says what is wanted."""


@dataclass(frozen=True)
class Shape:
    """How a kind of form field stands in JSON."""

    schema: Callable[[forms.Field], Schema]
    read: Callable[[Any], list[str]]
    """JSON → what a browser would send. Misshapen for a value of another kind."""


def _always(schema: Schema) -> Callable[[forms.Field], Schema]:
    return lambda field: schema


def _text_schema(field) -> Schema:
    limit = getattr(field, "max_length", None)
    return or_null(described.TEXT) | ({"maxLength": limit} if limit else {})


def _codes_of(field) -> list[str]:
    return [str(code) for code, _label in field.choices if code not in ("", None)]


def _code_schema(field) -> Schema:
    return {"type": ["string", "null"], "enum": [*_codes_of(field), "", None]}


def _codes_schema(field) -> Schema:
    return list_of({"type": "string", "enum": _codes_of(field)})


def _text(value) -> list[str]:
    if value is None:
        return [""]
    if not isinstance(value, str):
        raise Misshapen(_("Text is wanted here."))
    return [value]


def _whole(value) -> list[str]:
    if value is None:
        return [""]
    if isinstance(value, bool) or not isinstance(value, int):
        raise Misshapen(_("A whole number is wanted here."))
    return [str(value)]


def _key(value) -> list[str]:
    if value is None:
        return [""]
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 2**63:
        raise Misshapen(_("The key of a row is wanted here, as a whole number."))
    return [str(value)]


def _keys(value) -> list[str]:
    if not isinstance(value, list):
        raise Misshapen(_("A list is wanted here."))
    return [key for each in value for key in _key(each) if key]


def _texts(value) -> list[str]:
    if not isinstance(value, list):
        raise Misshapen(_("A list is wanted here."))
    return [text for each in value for text in _text(each) if text]


def _yes_no(value) -> list[str]:
    if value is None or not isinstance(value, bool):
        raise Misshapen(_("true or false is wanted here."))
    return ["on"] if value else []


def _yes_no_unknown(value) -> list[str]:
    if value is None:
        return [""]
    if not isinstance(value, bool):
        raise Misshapen(_("true or false is wanted here."))
    return ["true" if value else "false"]


_NUMBER = re.compile(described.NUMBER["pattern"], re.ASCII)


def _number(value) -> list[str]:
    if value is None:
        return [""]
    if not isinstance(value, str) or not _NUMBER.fullmatch(value):
        raise Misshapen(_("A number is wanted here, as text with a point: “1234.5”."))
    return [value.replace(".", ",")]


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def day_of(value) -> datetime.date:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise Misshapen(_("A day is wanted here: YYYY-MM-DD."))
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        raise Misshapen(_("A day is wanted here: YYYY-MM-DD.")) from None


def _day(value) -> list[str]:
    return [""] if value is None else [day_of(value).isoformat()]


def _moment(value) -> list[str]:
    if value is None:
        return [""]
    try:
        moment = datetime.datetime.fromisoformat(value)
        moment = localtime(moment) if moment.tzinfo else moment
    except (TypeError, ValueError, OverflowError):
        raise Misshapen(_("A day and time is wanted here: YYYY-MM-DDTHH:MM:SS.")) from None
    return [f"{moment:%Y-%m-%dT%H:%M:%S}"]


_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?", re.ASCII)


def _time(value) -> list[str]:
    if value is None:
        return [""]
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        raise Misshapen(_("A time is wanted here: HH:MM."))
    return [value]


_TIME_SCHEMA = {"type": ["string", "null"], "pattern": f"^{_TIME.pattern}$".replace(r"\d", "[0-9]")}
SHAPES = (
    (PooledChoices, Shape(_always(list_of(described.KEY)), _keys)),
    (PooledChoice, Shape(_always(or_null(described.KEY)), _key)),
    (YesNoUnknown, Shape(_always(or_null(described.YES_NO)), _yes_no_unknown)),
    (forms.BooleanField, Shape(_always(described.YES_NO), _yes_no)),
    (forms.MultipleChoiceField, Shape(_codes_schema, _texts)),
    (forms.ChoiceField, Shape(_code_schema, _text)),
    (forms.DateTimeField, Shape(_always(or_null(described.MOMENT)), _moment)),
    (forms.DateField, Shape(_always(or_null(described.DAY)), _day)),
    (forms.TimeField, Shape(_always(_TIME_SCHEMA), _time)),
    (forms.DecimalField, Shape(_always(or_null(described.NUMBER)), _number)),
    (forms.IntegerField, Shape(_always(or_null(described.WHOLE)), _whole)),
    (forms.CharField, Shape(_text_schema, _text)),
)
"""Form field → its shape; the first match counts."""


def shape_of(field: forms.Field) -> Shape:
    return next(shape for kind, shape in SHAPES if isinstance(field, kind))


def schema_of_input(field: forms.Field) -> Schema:
    return shape_of(field).schema(field) | ({"title": str(field.label)} if field.label else {})


def fields_of(screen) -> dict[str, forms.Field]:
    """Everything that can be typed into a record of the screen, by somebody somewhere on its way."""
    return {name: field for name, field in screen.form.base_fields.items() if name != "version"}


def fields_of_rows(part) -> dict[str, forms.Field]:
    return {name: part.form.base_fields[name] for name in part.fields if name in part.form.base_fields}


def version_in(body: dict, headers) -> int | None:
    """The version the caller has read: in the body, or as the ETag in `If-Match`."""
    if "version" in body:
        given = body["version"]
        if isinstance(given, bool) or not isinstance(given, int):
            raise Unreadable(
                _("The request cannot be read."),
                [Fault("/version", "type", _("A whole number is wanted here."))],
            )
        return given
    tag = headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
    return int(tag) if re.fullmatch(r"[0-9]{1,9}", tag) else None


class Typed:
    """The body of a request, as the form of the record and its rows take it."""

    def __init__(self, screen, record, body: dict, *, user):
        self.screen, self.body, self.user = screen, body, user
        self.faults: list[Fault] = []
        self.locked: list[Fault] = []
        self.data = MultiValueDict()
        self.places: dict[str, list[int]] = {}
        """Child table → for each row given, its place among the rows of the form."""
        shown = Entry(screen, record, user=user)
        self._put_record(shown.form)
        for part in screen.rows:
            self._put_rows(part, shown.rows.get(part.name))
        self._refuse_unknown()
        if self.faults:
            raise Unreadable(_("The request cannot be read."), self.faults)
        if self.locked:
            raise Refused(_("Nothing is saved: something given here cannot be changed."), self.locked)

    def entry(self, record) -> Entry:
        """The same form, filled in."""
        self.data["version"] = record.version
        return Entry(self.screen, record, self.data, user=self.user)

    def faults_found(self, entry: Entry) -> list[Fault]:
        """What the form refused, at the places of the body."""
        found = _faults(entry.form.errors)
        for name, formset in entry.rows.items():
            found += _faults(formset.non_form_errors(), f"/{name}")
            given = {place: number for number, place in enumerate(self.places.get(name, ()))}
            for place, form in enumerate(formset.forms):
                found += _faults(form.errors, f"/{name}/{given.get(place, place)}")
        return found

    def empty_rows(self, entry: Entry) -> list[Fault]:
        """New rows that say nothing: a form would pass over them, a program is told."""
        return [
            Fault(f"/{name}/{number}", "empty", _("This row says nothing."))
            for name, places in self.places.items()
            for number, place in enumerate(places)
            if place >= entry.rows[name].initial_form_count()
            and not entry.rows[name].forms[place].has_changed()
        ]

    def _refuse_unknown(self) -> None:
        known = {"version", *fields_of(self.screen), *(part.name for part in self.screen.rows)}
        self.faults += [
            Fault(f"/{name}", "unknown", _("There is no such field."))
            for name in self.body
            if name not in known
        ]

    def _put_record(self, form) -> None:
        self._put_shown(form, "")
        for name, field in fields_of(self.screen).items():
            if name not in self.body:
                continue
            values = self._read(shape_of(field), self.body[name], f"/{name}")
            if name in form.fields and not form.fields[name].disabled:
                if values is not None:
                    self.data.setlist(name, values)
            elif values is not None and not self._as_it_is(form, name, values):
                self._lock(f"/{name}")

    def _as_it_is(self, form, name: str, values: list[str]) -> bool:
        """Is what cannot be changed given as it stands?"""
        return name in form.fields and values == as_sent(form[name])

    def _lock(self, at: str) -> None:
        self.locked.append(
            Fault(at, "locked", _("This cannot be changed here, or your role does not change it."))
        )

    def _put_shown(self, form, prefix: str) -> None:
        for name, field in form.fields.items():
            if not field.disabled:
                self.data.setlist(f"{prefix}{name}", as_sent(form[name]))

    def _read(self, shape: Shape, value, at: str) -> list[str] | None:
        try:
            return shape.read(value)
        except Misshapen as wanted:
            self.faults.append(Fault(at, "type", str(wanted)))
            return None

    # --- child rows ---

    def _put_rows(self, part, formset) -> None:
        name, given = part.name, self.body.get(part.name)
        if given is not None and (not isinstance(given, list) or len(given) > MOST_ROWS):
            wanted = _("A list of %(most)s rows at most is wanted here.") % {"most": MOST_ROWS}
            self.faults.append(Fault(f"/{name}", "type", wanted))
            given = None
        if name in self.body and given is None and not self.faults:
            self.faults.append(Fault(f"/{name}", "type", _("A list is wanted here.")))
        if formset is None:
            if given is not None:
                self._lock(f"/{name}")
            return
        stored = {form.instance.pk: (place, form) for place, form in enumerate(formset.initial_forms)}
        places, added = [], len(stored)
        for place, form in stored.values():
            self._put_shown(form, f"{name}-{place}-")
            self.data[f"{name}-{place}-id"] = str(form.instance.pk)
        kept = set()
        for number, row in enumerate(given or ()):
            at = f"/{name}/{number}"
            if not isinstance(row, dict):
                self.faults.append(Fault(at, "type", _("An object is wanted here.")))
                continue
            key = row.get("id")
            if key is not None and (isinstance(key, bool) or not isinstance(key, int)):
                self.faults.append(Fault(f"{at}/id", "type", _("A whole number is wanted here.")))
                continue
            if key is not None and (key not in stored or key in kept):
                self.locked.append(
                    Fault(f"{at}/id", "unknown_row", _("There is no such row here, or it is given twice."))
                )
                continue
            if key is None:
                place, form, added = added, formset.empty_form, added + 1
                self._put_empty(form, f"{name}-{place}-")
            else:
                kept.add(key)
                place, form = stored[key]
            places.append(place)
            self._put_row(part, row, form, f"{name}-{place}-", at)
        if given is not None:
            for key, (place, _form) in stored.items():
                if key not in kept:
                    self.data[f"{name}-{place}-DELETE"] = "on"
            self.places[name] = places
        self.data[f"{name}-TOTAL_FORMS"] = str(added)
        self.data[f"{name}-INITIAL_FORMS"] = str(len(stored))

    def _put_empty(self, form, prefix: str) -> None:
        for name in form.fields:
            if name not in ("DELETE", "id"):
                self.data.setlist(f"{prefix}{name}", as_sent(form[name]))

    def _put_row(self, part, row: dict, form, prefix: str, at: str) -> None:
        fields = fields_of_rows(part)
        for name, value in row.items():
            if name == "id":
                continue
            if name not in fields:
                self.faults.append(Fault(f"{at}/{name}", "unknown", _("There is no such field.")))
                continue
            values = self._read(shape_of(fields[name]), value, f"{at}/{name}")
            if values is None:
                continue
            if name not in form.fields:
                self._lock(f"{at}/{name}")
            else:
                self.data.setlist(f"{prefix}{name}", values)


def _faults(errors: ErrorDict | ErrorList, at: str = "") -> list[Fault]:
    return faults_of(ValidationError(errors.as_data()), at)
