"""Record numbers such as DR-2024-0001: per type and year, without gaps, under concurrent creation."""

import re

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


def next_numbers(model, year: int, count: int = 1) -> list[str]:
    """The next free numbers of `model` in `year`. Call inside the transaction that saves the records.

    Numbers that came in with a workbook are skipped, not continued from, so the series stays whole.
    """
    NumberCounter.objects.get_or_create(prefix=model.PREFIX, year=year)
    counter = NumberCounter.objects.select_for_update().get(prefix=model.PREFIX, year=year)
    series = f"{model.PREFIX}-{year}-"
    taken = (
        set(model._base_manager.filter(number__startswith=series).values_list("number", flat=True))
        if count > 1
        else None
    )
    numbers: list[str] = []
    while len(numbers) < count:
        counter.last += 1
        number = f"{series}{counter.last:04d}"
        if (
            number not in taken
            if taken is not None
            else not model._base_manager.filter(number=number).exists()
        ):
            numbers.append(number)
    counter.save()
    return numbers


def is_number_of(model, text: str) -> bool:
    """Does `text` read like a number of this type (`DR-2024-0001`)?"""
    return re.fullmatch(rf"{model.PREFIX}-(19|20)\d{{2}}-\d{{4,6}}", text) is not None
