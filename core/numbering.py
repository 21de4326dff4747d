"""Record numbers such as DR-2024-0001: per type and year, without gaps, under concurrent creation."""

import re
from collections.abc import Iterable

from django.db import models


class NumberCounter(models.Model):
    """The last number given out. Its row is the lock: a rolled-back record gives its number back."""

    prefix = models.CharField(max_length=4)
    year = models.PositiveIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "core"
        constraints = [
            models.UniqueConstraint(fields=["prefix", "year"], name="one_counter_per_type_and_year")
        ]

    def __str__(self) -> str:
        return f"{self.prefix}-{self.year}: {self.last}"


def next_numbers(model, year: int, count: int = 1, *, spoken_for: Iterable[str] = ()) -> list[str]:
    """The next free numbers of `model` in `year`. Call inside the transaction that saves the records.

    Numbers that came in with a workbook are skipped, not continued from, so the series stays whole;
    `spoken_for` are those of the same workbook, not stored yet.
    """
    NumberCounter.objects.get_or_create(prefix=model.PREFIX, year=year)
    counter = NumberCounter.objects.select_for_update().get(prefix=model.PREFIX, year=year)
    spoken_for, numbers = set(spoken_for), []
    while len(numbers) < count:
        first = counter.last + 1
        wanted = [f"{model.PREFIX}-{year}-{n:04d}" for n in range(first, first + count - len(numbers))]
        taken = (
            set(model._base_manager.filter(number__in=wanted).values_list("number", flat=True)) | spoken_for
        )
        numbers += [number for number in wanted if number not in taken]
        counter.last += len(wanted)
    counter.save()
    return numbers


def is_number_of(model, text: str) -> bool:
    """Does `text` read like a number of this type (`DR-2024-0001`)?"""
    return re.fullmatch(rf"{model.PREFIX}-(19|20)\d{{2}}-\d{{4,6}}", text) is not None
