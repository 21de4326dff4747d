"""Records there are already that a row may be about. A hint, never an error."""

from collections import defaultdict

from rapidfuzz import fuzz

from core.records import Record
from core.text import fold
from core.workbook.sheet import Row, Sheet

DAYS = ("start_date", "signed_on")
"""A record of the same unit that begins on the same day is compared by title."""
ALIKE = 80
MOST = 3


def similar_records(sheet: Sheet, rows: list[Row], user) -> dict[Row, list]:
    """Row → [(number, title, address)]: same unit, same first day, a title much alike. One query."""
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
    found = defaultdict(list)
    for pk, number, title, unit, first in stored.values_list("pk", "number", "title", "unit_id", day):
        folded = fold(title)
        for row, asked in wanted.get((unit, first), ()):
            if len(found[row]) < MOST and fuzz.token_sort_ratio(folded, asked, score_cutoff=ALIKE):
                found[row].append((number, title, model(pk=pk).get_absolute_url()))
    return found
