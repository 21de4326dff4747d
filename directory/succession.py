"""Units that are renamed or pass into another.

A merger is a relation with a day (`Unit.successor`, `Unit.succeeded_on`), nothing more: records stay with the unit that
made them and are read both ways, as it was and under the unit at the end of the chain. So it is as easily taken back.
A rename keeps the old name with its days (`FormerName`). ADR 11.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core import events
from core.approval import ApprovalStep
from core.deadlines import Deadline
from core.records import Kept
from core.text import match_key
from directory.lineage import Lineage
from directory.models import FormerName, Unit, UnitKind
from directory.models.units import former_name

ONE_DAY = datetime.timedelta(days=1)

# --- read ---------------------------------------------------------------------------------------


def heirs() -> tuple[tuple[int, int, str], ...]:
    """(unit, the unit at the end of its chain, that one's name) of every unit that passed into another; two queries."""
    known = Unit.objects.lineage()
    ends = {unit: known.heir(unit) for unit in known.successors}
    names = (
        dict(Unit.objects.filter(pk__in=ends.values()).order_by().values_list("pk", "name")) if ends else {}
    )
    return tuple((unit, end, names.get(end, "")) for unit, end in sorted(ends.items()))


def names(units: Iterable[int | None], day: datetime.date | None = None) -> dict[int, str]:
    """Key → what the unit was called on the day, or is called now; one query."""
    at = [f"former_names__{name}" for name in ("name", "since", "until")]
    read = Unit.objects.filter(pk__in=[unit for unit in units if unit]).order_by()
    found: dict[int, str] = {}
    former: dict[int, list[FormerName]] = {}
    for unit, name, old, since, until in read.values_list("pk", "name", *at):
        found[unit] = name
        former.setdefault(unit, []).append(FormerName(name=old or "", since=since, until=until))
    return {unit: former_name(former[unit], day) or name for unit, name in found.items()}


# --- what a merger touches ----------------------------------------------------------------------


@dataclass(frozen=True)
class Touched:
    """So many things of one kind, and what becomes of them."""

    label: str
    count: int
    outcome: str


def touched(unit: Unit) -> list[Touched]:
    """Everything that is the unit's, found by introspection; nothing of it is rewritten."""
    found = [
        Touched(
            _("Accounts"),
            get_user_model().objects.filter(unit=unit, is_active=True).count(),
            _("From that day they act for the successor, with the roles they hold."),
        ),
        Touched(
            _("Dossiers waiting for a step"),
            ApprovalStep.objects.open().filter(unit=unit).count(),
            _("Stay where they wait. The unit's steps are then taken by the people of the successor."),
        ),
        Touched(
            _("Deadlines still open"),
            Deadline.objects.open().filter(unit=unit).count(),
            _("Owed by the people of the successor, who are reminded of them."),
        ),
    ]
    for label, rows in _records(unit):
        found.append(
            Touched(
                label,
                rows.count(),
                _("Keep the name of this unit; the people of the successor see and change them."),
            )
        )
    passed = unit.predecessors.count()
    managed = unit.children.filter(deleted_at=None).count()
    return [
        *found,
        Touched(_("Units merged into it before"), passed, _("Pass on to the successor with it.")),
        Touched(_("Units managed by it"), managed, _("Stay under it until their managing unit is changed.")),
    ]


def _records(unit: Unit) -> Iterator[tuple[str, Any]]:
    for relation in Unit._meta.related_objects:
        model, name = relation.related_model, relation.field.name
        if issubclass(model, Kept) and name == "unit":
            rows = model._base_manager.filter(unit=unit, deleted_at=None)
            yield capfirst(str(model._meta.verbose_name_plural)), rows


# --- done ---------------------------------------------------------------------------------------


def check_merger(unit: Unit, successor: Unit, day: datetime.date) -> None:
    """ValidationError where this merger cannot be."""
    if unit.kind == UnitKind.SO:
        raise ValidationError(_("The department itself is not merged into a unit."))
    if unit.successor_id:
        raise ValidationError(_("This unit is merged already. Take that back first."))
    every = Lineage(dict(Unit.objects.exclude(successor=None).order_by().values_list("pk", "successor")))
    if successor.pk == unit.pk or unit.pk in every.after(successor.pk):
        raise ValidationError({"successor": _("This would merge the unit into itself.")})
    if successor.has_passed(day):
        text = _("On that day this unit is itself merged into %(unit)s. Choose that one.")
        raise ValidationError({"successor": text % {"unit": successor.successor}})


def check_name(unit: Unit, name: str | None, day: datetime.date | None) -> None:
    """ValidationError where the unit cannot bear this name from this day on; None: not known, not looked at."""
    faults = {}
    latest = _latest_name_until(unit)
    if name and name == unit.name:
        faults["name"] = _("This is its present name.")
    elif name and Unit.objects.filter(name_key=match_key(name)).exclude(pk=unit.pk).exists():
        faults["name"] = _("There is a unit of this name already.")
    if day and day > timezone.localdate():
        faults["on"] = _("Enter the new name once it is in force.")
    elif day and latest and day <= latest + ONE_DAY:
        faults["on"] = _("Until %(day)s it bore another name already.") % {"day": f"{latest:%d/%m/%Y}"}
    elif day and unit.valid_from and day <= unit.valid_from:
        faults["on"] = _("The unit did not exist before that day.")
    if faults:
        raise ValidationError(faults)


def _latest_name_until(unit: Unit) -> datetime.date | None:
    return max((row.until for row in unit.former_names.all() if row.until), default=None)


def _hold(*units: Unit) -> None:
    """Read them anew, locked until the transaction ends: nobody's change is lost, and no two mergers make a circle."""
    for unit in sorted(units, key=lambda unit: unit.pk):  # always in this order: nobody waits for each other
        unit.refresh_from_db(from_queryset=Unit._base_manager.select_for_update(of=("self",)))


@transaction.atomic
def merge_into(successor: Unit, unit: Unit, *, on: datetime.date, paper: str, by) -> None:
    """From this day on, `successor` stands in the place of `unit`."""
    _hold(unit, successor)
    check_merger(unit, successor, on)
    unit.successor, unit.succeeded_on, unit.succession_paper = successor, on, paper
    text = _("Merged into %(unit)s from %(day)s. %(paper)s") % {
        "unit": successor,
        "day": f"{on:%d/%m/%Y}",
        "paper": paper,
    }
    _store(unit, by, "merge_unit", text.strip())


@transaction.atomic
def take_back(unit: Unit, *, by, reason: str) -> None:
    """As if the merger had never been entered."""
    _hold(unit)
    unit.successor, unit.succeeded_on, unit.succession_paper = None, None, ""
    _store(unit, by, "take_back_merger", reason)


@transaction.atomic
def rename(unit: Unit, name: str, *, on: datetime.date, paper: str, by) -> None:
    """From this day on the unit bears a new name; the old one is kept with its days."""
    _hold(unit)
    check_name(unit, name, on)
    old, since = unit.name, _latest_name_until(unit)
    FormerName(
        unit=unit, name=old, since=since + ONE_DAY if since else unit.valid_from, until=on - ONE_DAY
    ).save(by=by, reason=paper)
    unit.name = name
    text = _("Renamed from “%(old)s” to “%(new)s” from %(day)s. %(paper)s") % {
        "old": old,
        "new": name,
        "day": f"{on:%d/%m/%Y}",
        "paper": paper,
    }
    _store(unit, by, "rename_unit", text.strip())


def _store(unit: Unit, by, action: str, text: str) -> None:
    unit.save(by=by, reason=text)
    unit.settle()
    events.log(events.Event.Kind.ADMIN, by=by, record=unit, action=action, comment=text)
