"""Links between records of different types: an agreement carried out by a delegation, and the like."""

from django.apps import apps
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from core.records import Authored, Record


class Link(Authored):
    """Two record numbers that belong together. Numbers never change, so they are the key."""

    first = models.CharField(max_length=20, db_index=True)
    second = models.CharField(max_length=20, db_index=True)
    history = HistoricalRecords()

    class Meta:
        app_label = "core"
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="linked_once"),
            models.CheckConstraint(condition=Q(first__lt=models.F("second")), name="link_in_order"),
        ]


def record_types() -> list[type[Record]]:
    """Every numbered record type, found by introspection."""
    return [model for model in apps.get_models() if issubclass(model, Record)]


def find_record(number: str, *, user):
    """The record with this number, if `user` may see it."""
    prefix = number.partition("-")[0].upper()
    for model in record_types():
        if prefix == model.PREFIX:
            return model.objects.visible_to(user).filter(number=number.upper()).first()
    return None


def linked_to(record, *, user) -> list[Record]:
    """Records linked to this one that `user` may see, one query a type."""
    pairs = Link.objects.filter(Q(first=record.number) | Q(second=record.number)).values_list(
        "first", "second"
    )
    numbers = {number for pair in pairs for number in pair} - {record.number}
    found = []
    for model in record_types():
        mine = [number for number in numbers if number.startswith(f"{model.PREFIX}-")]
        if mine:
            found += model.objects.visible_to(user).filter(number__in=mine).order_by("number")
    return found


def link(first: Record, second: Record, *, by) -> None:
    """Link two records; doing it twice is doing it once."""
    low, high = _in_order(first, second)
    if low != high and not Link.objects.filter(first=low, second=high).exists():
        Link(first=low, second=high).save(by=by)


def unlink(first: Record, second: Record, *, by) -> None:
    """Part two records; the history of the link stays."""
    low, high = _in_order(first, second)
    if found := Link.objects.filter(first=low, second=high).first():
        found.delete(by=by)


def _in_order(first: Record, second: Record) -> list[str]:
    return sorted([first.number, second.number])
