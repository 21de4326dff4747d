"""What happened to a record, told from the rows of django-simple-history.

Rows of one save (record, child rows, links) become one entry. Secrets are masked, and the number of queries
does not depend on how much happened.
"""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from core.columns import SEPARATOR
from core.events import Event
from core.facts import in_words
from core.fields import EncryptedTextField
from core.sight import Sight

ONE_SAVE = datetime.timedelta(seconds=3)
SHOWN_LATEST = 5
TOLD = ("deleted_at", "adjustment", "urgent_reason", "entered_afterwards")
"""Fields nobody types whose changes are told all the same."""
LATEST_ROWS = 40
"""History rows read for the few entries on the record's page."""


@dataclass
class Moment:
    """One history row compared with the one before it."""

    at: datetime.datetime
    who: Any
    reason: str
    made: bool
    version: int = 0
    """Of the record after this save; 0 for child rows, which belong to the save before them."""
    state: str = ""
    changes: list[tuple] = field(default_factory=list)
    """(label, field, before, after), the values still as stored."""
    row: tuple = ()
    """(model, key) of the child row it tells of."""


def _kept(model) -> list:
    """Fields of a model whose changes are told."""
    parent = getattr(model, "PARENT", None)
    return [
        item
        for item in model._meta.fields
        if (item.editable or item.name in TOLD) and not item.primary_key and item.name != parent
    ]


def _links(model) -> list:
    return list(getattr(model, "_history_m2m_fields", ()))


def linked(model, pk) -> dict:
    """Link → history row → keys of what the record referred to then; one query for each link."""
    found = {}
    for link in _links(model):
        kept = getattr(model.history.model, link.name).model.objects.filter(history__id=pk)
        by_row: dict[int, tuple] = {}
        for row, key in kept.values_list("history_id", f"{link.m2m_reverse_field_name()}_id").order_by("pk"):
            by_row[row] = (*by_row.get(row, ()), key)
        found[link] = by_row
    return found


def _values(row, model, linked: dict) -> dict:
    """Field → stored value, links as a tuple of keys."""
    found = {item: getattr(row, item.attname) for item in _kept(model)}
    return found | {link: tuple(sorted(by_row.get(row.history_id, ()))) for link, by_row in linked.items()}


def _rows(model, **wanted) -> models.QuerySet:
    rows = model.history.filter(**wanted)
    return rows.select_related("history_user").order_by("history_date", "history_id")


def _moments(rows, model, label, linked: dict | None = None) -> list[Moment]:
    """The history of one row, as differences. `linked` for the record itself, not for child rows."""
    found, before = [], {}
    for row in rows:
        after = {} if row.history_type == "-" else _values(row, model, linked or {})
        changes = [
            (label(item), item, before.get(item), after.get(item))
            for item in (after or before)
            if _told(before.get(item)) != _told(after.get(item))
        ]
        moved = any(item.name in ("state", "adjustment") for _label, item, *_ in changes)
        state = _position(row) if moved else ""
        found.append(
            Moment(
                row.history_date,
                row.history_user,
                row.history_change_reason or "",
                linked is not None and row.history_type == "+",
                getattr(row, "version", 0),
                state,
                changes,
            )
        )
        before = after
    return found


def _position(row) -> str:
    """Where the dossier stood: at its re-approval while there was one, else its state."""
    return getattr(row, "adjustment", "") or getattr(row, "state", "")


def _told(value):
    """Empty is empty, however it is stored."""
    return value or None if not isinstance(value, bool) else value


def _plain_label(item) -> str:
    return capfirst(str(item.verbose_name))


def _child_moments(record, part) -> list[Moment]:
    model = part.model()
    by_row: dict[Any, list] = {}
    for row in _rows(model, **{f"{model.PARENT}_id": record.pk}):
        by_row.setdefault(row.id, []).append(row)
    naming = _kept(model)[0]
    found = []
    for key, rows in by_row.items():
        name = (naming, getattr(rows[-1], naming.attname))
        told = _moments(rows, model, lambda item, name=name: (model._meta.verbose_name, name, item))
        for moment in told:
            moment.row = (model, key)
        found += told
    return found


def _grouped(moments: list[Moment]) -> list[list[Moment]]:
    """Moments of one save together: one version of the record, by one person, with the child rows that follow."""
    groups: list[list[Moment]] = []
    for moment in sorted(moments, key=lambda item: item.at):
        last = groups[-1][-1] if groups else None
        same = last and last.who == moment.who and moment.at - last.at <= ONE_SAVE
        if same and moment.version in (0, _version(groups[-1])):
            groups[-1].append(moment)
        else:
            groups.append([moment])
    return groups


def _version(group: list[Moment]) -> int:
    return max(moment.version for moment in group)


class Names:
    """Names of everything the changes refer to: one query per kind of thing."""

    def __init__(self, moments: list[Moment]):
        wanted: dict[type, set] = {}
        for moment in moments:
            for label, item, before, after in moment.changes:
                self._want(wanted, item, before)
                self._want(wanted, item, after)
                if isinstance(label, tuple):
                    self._want(wanted, *label[1])
        self.found = {model: model._base_manager.in_bulk(keys) for model, keys in wanted.items()}

    def _want(self, wanted, item, value) -> None:
        if value and (item.many_to_one or item.many_to_many):
            wanted.setdefault(item.remote_field.model, set()).update(
                value if isinstance(value, tuple) else [value]
            )

    def words(self, item, value) -> str:
        if not value or not (item.many_to_one or item.many_to_many):
            return in_words(item, value)
        things = self.found.get(item.remote_field.model, {})
        keys = value if isinstance(value, tuple) else [value]
        return SEPARATOR.join(str(things.get(key, f"#{key}")) for key in keys)

    def label(self, label) -> str:
        if not isinstance(label, tuple):
            return label
        kind, name, item = label
        row = f"{capfirst(str(kind))} {self.words(*name)}"
        return row if item is name[0] else f"{row}: {item.verbose_name}"

    def change(self, label, item, before, after) -> dict:
        words = {
            "label": self.label(label),
            "before": self.words(item, before),
            "after": self.words(item, after),
        }
        if isinstance(item, EncryptedTextField) and words["before"] == words["after"]:
            words["after"] += " (" + _("another number") + ")"
        return words


def _all_moments(record, parts, sight: Sight) -> tuple[list[Moment], list[Moment]]:
    model = type(record)
    own = _moments(_rows(model, id=record.pk), model, _plain_label, linked(model, record.pk))
    children = [moment for part in parts for moment in _child_moments(record, part)]
    for moment in own + children:
        moment.changes = [change for change in moment.changes if sight.reads(change[1])]
    return own, children


def _act(group: list[Moment], model) -> str:
    if any(moment.made for moment in group):
        return _("Entered")
    state = next((moment.state for moment in group if moment.state), "")
    if state:
        return _("State: %(state)s") % {
            "state": dict(model._meta.get_field("state").flatchoices).get(state, state)
        }
    return _("Changed")


def _when(moment: datetime.datetime) -> str:
    return date_format(localtime(moment), "SHORT_DATETIME_FORMAT")


def _who(person) -> str:
    return str(person) if person else _("System")


def _file_acts(record) -> models.QuerySet:
    """What was done with the record's files, newest first."""
    kinds = (Event.Kind.UPLOAD, Event.Kind.REMOVAL, Event.Kind.DOWNLOAD)
    return Event.objects.filter(
        record_type=record._meta.label_lower, record_id=str(record.pk), kind__in=kinds
    )


def _newest_first(timed: list[tuple[datetime.datetime, dict]]) -> list[dict]:
    """Entries by their moment; of the same moment the later told comes first."""
    return [entry for _at, entry in sorted(timed, key=lambda pair: pair[0])][::-1]


def story(record, parts, *, user, since: datetime.datetime | None = None) -> list[dict]:
    """Every entry of the record's history that `user` may read, newest first; with `since`, those after it."""
    own, children = _all_moments(record, parts, Sight(user, record))
    moments = [moment for moment in own + children if since is None or moment.at > since]
    names = Names(moments)
    entries = []
    for group in _grouped(moments):
        changes = _merged([names.change(*change) for moment in group for change in moment.changes])
        if not changes:
            continue
        entry = {
            "at": group[0].at,
            "when": _when(group[0].at),
            "who": _who(group[0].who),
            "action": _act(group, type(record)),
            "reason": _reason(group),
            "changes": changes,
        }
        entries.append((group[0].at, entry))
    acts = _file_acts(record) if since is None else _file_acts(record).filter(at__gt=since)
    entries += [(event.at, _told_of_file(event)) for event in acts]
    return _newest_first(entries)


def _told_of_file(event) -> dict:
    return {
        "at": event.at,
        "when": _when(event.at),
        "who": event.actor_name or _("System"),
        "action": event.get_kind_display(),
        "reason": event.comment,
        "changes": [],
    }


def _merged(changes: list[dict]) -> list[dict]:
    """A field set twice within one save is told once; what came back to the start is not told."""
    found: dict[str, dict] = {}
    for change in changes:
        if change["label"] in found:
            found[change["label"]]["after"] = change["after"]
        else:
            found[change["label"]] = change
    return [change for change in found.values() if change["before"] != change["after"]]


def latest(record) -> list[dict]:
    """The last entries in a line each, for the record's page. Two queries."""
    model = type(record)
    rows = model.history.filter(id=record.pk).select_related("history_user")
    newest = rows.order_by("-history_date", "-history_id")[:LATEST_ROWS]
    moments, before = [], None
    for row in reversed(newest):
        state = _position(row)
        moved = state if before not in (None, state) else ""
        reason, made = row.history_change_reason or "", row.history_type == "+"
        moments.append(Moment(row.history_date, row.history_user, reason, made, row.version, moved))
        before = state
    lines = [(group[0].at, _line(group, model)) for group in _grouped(moments)]
    for event in _file_acts(record)[:SHOWN_LATEST]:
        text = ": ".join(filter(None, [event.get_kind_display(), event.comment]))
        lines.append(
            (event.at, {"when": _when(event.at), "who": event.actor_name or _("System"), "text": text})
        )
    return _newest_first(lines)[:SHOWN_LATEST]


def _line(group: list[Moment], model) -> dict:
    words = filter(None, [_act(group, model), _reason(group)])
    return {"when": _when(group[0].at), "who": _who(group[0].who), "text": ": ".join(words)}


def _reason(group: list[Moment]) -> str:
    return next((moment.reason for moment in group if moment.reason), "")


@dataclass
class Change:
    """What others made of one field after a version: in words for people, as stored for the merge."""

    row: tuple
    """(model, key) of the child row; empty for the record itself."""
    name: str
    label: str
    was: str
    theirs: str
    before: Any
    after: Any


def changes_since(record, version: int, parts, *, user) -> list[Change]:
    """What others changed after this version of the record, each field once."""
    own, children = _all_moments(record, parts, Sight(user, record))
    later = [moment for group in _grouped(own + children) if _version(group) > version for moment in group]
    names = Names(later)
    found: dict[tuple, Change] = {}
    for moment in later:
        for label, item, before, after in moment.changes:
            words = names.change(label, item, before, after)
            first = found.get((moment.row, item.name))
            found[moment.row, item.name] = Change(
                moment.row,
                item.name,
                words["label"],
                first.was if first else words["before"],
                words["after"],
                first.before if first else before,
                after,
            )
    return [change for change in found.values() if _told(change.before) != _told(change.after)]
