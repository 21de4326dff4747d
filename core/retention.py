"""Personal identifiers are erased when their time is over; the records and the figures stay.

Every encrypted field of every record type and of its child rows is covered, found by introspection, in the history
too. A number belongs to a record; it is needed until the record's last day: of a person, of the last journey.
"""

import datetime
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Max
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from core import events
from core.records import Activity, Child, Tracked
from core.secrets import bearers, bearing_types, secrets_of
from core.workdays import add_months

CHUNK = 500


class Retention(models.Model):
    """How long identifiers are kept; one row, the defaults until someone has set it."""

    passport_years = models.PositiveSmallIntegerField(
        _("Passport numbers: years after the last day of the last trip"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(50)],
    )
    scan_days = models.PositiveSmallIntegerField(
        _("Passport scans: days after the report"),
        default=90,
        validators=[MinValueValidator(1), MaxValueValidator(3650)],
    )

    class Meta:
        app_label = "core"
        verbose_name = _("retention")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def save(self, *args, **kwargs):
        self.pk = 1
        super().save(*args, **kwargs)

    @classmethod
    def current(cls) -> "Retention":
        return cls.objects.filter(pk=1).first() or cls()


def last_day(model: type[Tracked], at: str = "") -> Coalesce:
    """The last day of a record for the database; of one without days, when it was changed last."""
    days = [f"{at}{name}" for name in model.LAST_DAY] if issubclass(model, Activity) else []
    return Coalesce(
        *days, TruncDate(f"{at}updated_at"), TruncDate(f"{at}created_at"), output_field=models.DateField()
    )


def last_days(model: type[Tracked]) -> dict[int, datetime.date]:
    """Record → the last day its numbers are needed: its own, or of the last activity it takes part in."""
    found = dict(model._base_manager.values_list("pk", last_day(model)))
    joined: dict[int, datetime.date] = {}
    for key, day in _activities_of(model):
        joined[key] = max(day, joined.get(key, day))
    return found | joined


def _activities_of(model: type[Tracked]):
    """(record, last day of its activities), through every child row of an activity that refers to the record."""
    for child in [table for table in apps.get_models() if issubclass(table, Child)]:
        parent = child._meta.get_field(child.PARENT).related_model
        names = [
            field.name
            for field in child._meta.fields
            if field.many_to_one and field.related_model is model and field.name != child.PARENT
        ]
        for name in names if issubclass(parent, Activity) else []:
            rows = child._base_manager.order_by().exclude(**{name: None}).values(name)
            yield from rows.annotate(day=Max(last_day(parent, f"{child.PARENT}__"))).values_list(name, "day")


@dataclass(frozen=True)
class Due:
    """A stored number whose time is over."""

    model: type[Tracked]
    record: int
    day: datetime.date
    table: Any
    """The table it stands in: rows, or their history."""
    field: str
    row: int

    @property
    def is_past(self) -> bool:
        """Does it stand in the history?"""
        return not issubclass(self.table, Tracked | Child)


def due(today: datetime.date | None = None) -> list[Due]:
    """Every stored number that is to be erased today."""
    today = today or timezone.localdate()
    limit = add_months(today, -12 * Retention.current().passport_years)
    found = []
    for model in bearing_types():
        days = last_days(model)
        for rows in bearers(model):
            for field in secrets_of(rows):
                for table in (rows, rows.history.model):
                    found += _due_in(table, rows, field.name, model, days, limit)
    return found


def _due_in(table, rows, name: str, model, days: dict, limit: datetime.date) -> list[Due]:
    key = rows._meta.pk.attname if rows is model else f"{rows.PARENT}_id"
    kept = table._base_manager.order_by().exclude(**{name: ""}).values_list("pk", key)
    return [
        Due(model, record, days[record], table, name, row)
        for row, record in kept.iterator()
        if record in days and days[record] < limit
    ]


def preview(today: datetime.date | None = None) -> list[dict]:
    """What would be erased: for each type and year of the last day the records, numbers, copies in the history."""
    records, numbers, past = defaultdict(set), Counter(), Counter()
    for item in due(today):
        part = (item.model, item.day.year)
        records[part].add(item.record)
        (past if item.is_past else numbers)[part] += 1
    return [
        {
            "kind": part[0]._meta.verbose_name_plural,
            "year": part[1],
            "records": len(records[part]),
            "numbers": numbers[part],
            "past": past[part],
        }
        for part in sorted(records, key=lambda part: (part[0]._meta.label, part[1]))
    ]


@transaction.atomic
def erase_old(today: datetime.date | None = None) -> int:
    """Erase what is due, one event a record with counts only. Nightly; doing it twice erases nothing more."""
    items = due(today)
    places = defaultdict(list)
    by_record: dict[type, dict[int, Counter]] = defaultdict(lambda: defaultdict(Counter))
    for item in items:
        places[item.table, item.field].append(item.row)
        by_record[item.model][item.record][item.is_past] += 1
    for (table, name), keys in places.items():
        for start in range(0, len(keys), CHUNK):
            table._base_manager.filter(pk__in=keys[start : start + CHUNK]).update(**{name: ""})
    for model, counts in by_record.items():
        _log(model, counts)
    return len(items)


def _log(model: type[Tracked], counts: dict[int, Counter]) -> None:
    keys = list(counts)
    with override("vi"):
        for start in range(0, len(keys), CHUNK):
            for record in model._base_manager.filter(pk__in=keys[start : start + CHUNK]):
                told = {"numbers": counts[record.pk][False], "past": counts[record.pk][True]}
                words = gettext("Passport numbers: %(numbers)d, in the history: %(past)d") % told
                events.log(
                    events.Event.Kind.RETENTION, by=None, record=record, action="passports", comment=words
                )


def reported_long_ago(model: type[Activity], today: datetime.date | None = None):
    """The activities whose passport scans have had their time: so many days after the report."""
    days = datetime.timedelta(days=Retention.current().scan_days)
    return model._base_manager.filter(report_date__lt=(today or timezone.localdate()) - days)
