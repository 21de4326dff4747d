"""Records there are already that a row may be about. A hint, never an error."""

from collections import defaultdict
from functools import cache

from rapidfuzz import fuzz

from core.likeness import SAME
from core.records import Record
from core.text import fold
from core.workbook.sheet import Row, Sheet
from directory.duplicates import similar_to
from directory.models import Partner

DAYS = ("start_date", "signed_on")
"""A record of the same unit that begins on the same day is compared by title."""
ALIKE = 80
MOST = 3


def similar_records(sheet: Sheet, rows: list[Row], user) -> dict[Row, list]:
    """Row → [(number, title, address)] of the records it may repeat, which the person may see."""
    return _partners(rows, user) if sheet.model is Partner else _activities(sheet, rows, user)


def _partners(rows: list[Row], user) -> dict[Row, list]:
    """Partners of a name much alike, the likest first."""
    by_country = defaultdict(list)
    for row in rows:
        if row.is_new and row.instance.name:
            by_country[row.instance.country].append(row)
    visible = set(Partner.objects.visible_to(user).values_list("pk", flat=True)) if by_country else set()
    found = {}
    for country, group in by_country.items():
        near = similar_to(Partner, [row.instance.name for row in group], country=country, least=SAME)
        for row in group:
            alike = [one for one in near[row.instance.name] if one.pk in visible][:MOST]
            if alike:
                found[row] = [("", one.name, Partner(pk=one.pk).get_absolute_url()) for one in alike]
    return found


def _activities(sheet: Sheet, rows: list[Row], user) -> dict[Row, list]:
    """Same unit, same first day, a title much alike. One query."""
    model = sheet.model
    day = next((name for name in DAYS if name in sheet.paths), "")
    if not day or not issubclass(model, Record):
        return {}
    wanted = defaultdict(list)
    for row in rows:
        if (
            row.is_new
            and row.instance.unit_id
            and (first := getattr(row.instance, day))
            and row.instance.title
        ):
            wanted[row.instance.unit_id, first].append((row, fold(row.instance.title)))
    if not wanted:
        return {}
    units, days = ({key[part] for key in wanted} for part in (0, 1))
    stored = model.objects.visible_to(user).filter(**{"unit__in": units, f"{day}__in": days})
    found, address = defaultdict(list), cache(lambda key: model(pk=key).get_absolute_url())
    for pk, number, title, unit, first in stored.values_list("pk", "number", "title", "unit_id", day):
        folded = fold(title)
        for row, asked in wanted.get((unit, first), ()):
            if len(found[row]) < MOST and fuzz.token_sort_ratio(folded, asked, score_cutoff=ALIKE):
                found[row].append((number, title, address(pk)))
    return found
