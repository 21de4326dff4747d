"""The world map: every country shaded by what was done with it, a link to the rows where there are any, and its table."""

from bisect import bisect_right
from typing import Any

from django.utils.translation import gettext as _

from core.text import vietnamese_sort_key
from directory.models import Country
from reports import catalogue
from reports.map import world
from reports.pages.boards.desk import Desk
from reports.pages.cells import cell
from reports.services import Slice, breakdown
from reports.wording import shown

ALL = "QH01"
"""The sum of the kinds below, and of the same parts: see `reports/relations.py`."""
SCALE = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)
SHADES = 4


def world_map(desk: Desk) -> dict[str, Any]:
    kinds = {
        "DR01": _("Outbound"),
        "DV01": _("Inbound"),
        "TT01": _("International agreements"),
        "HN01": _("Conferences hosted"),
        "VT01": _("Aid under way"),
    }
    found = breakdown(catalogue.chosen(*kinds), "country", desk.selection.window, user=desk.user)
    for each in found:
        each.values[ALL] = sum(each.values.values())
    active = [each for each in found if each.key is not None and each.values[ALL]]
    active.sort(key=lambda each: (-each.values[ALL], vietnamese_sort_key(each.label)))
    steps = shades(max((each.values[ALL] for each in active), default=0))
    return {
        "template": "reports/boards/world.html",
        "title": _("Partner countries and territories"),
        "map": world(),
        "legend": _legend(steps),
        "countries": _countries(desk, {each.key: each for each in active}, steps),
        "table": {
            "columns": [_("Country or territory"), _("Activities"), *kinds.values()],
            "rows": [
                [cell(each.label), *(_opened(desk, each, code) for code in (ALL, *kinds))] for each in active
            ],
        },
    }


def _opened(desk: Desk, piece: Slice, code: str):
    url = desk.selection.url("figure", code, country=piece.key) if piece.values[code] else ""
    return cell(shown(piece.values[code]), url)


def shades(most: int) -> list[int]:
    """From how many activities on a country takes each shade: one, then the highest round numbers that occur."""
    occurring = [each for each in SCALE if each <= most]
    return occurring if len(occurring) <= SHADES else [1, *occurring[-SHADES + 1 :]]


def _legend(steps: list[int]) -> list[dict[str, Any]]:
    return [
        {"shade": place, "label": _range(least, steps[place] - 1 if place < len(steps) else None)}
        for place, least in enumerate(steps, start=1)
    ]


def _range(least: int, most: int | None) -> str:
    if most is None:
        return _("%(least)s and more") % {"least": shown(least)}
    return shown(least) if least == most else f"{shown(least)}–{shown(most)}"


def _countries(desk: Desk, active: dict[Any, Slice], steps: list[int]) -> dict[str, list[dict[str, Any]]]:
    """Every country that is drawn: `idle` ones, and those `told` of, which lie above them and open their rows.

    Việt Nam is always told of, for it alone is more than a shape.
    """
    shapes = world()
    known = {code: (key, name) for key, code, name in Country.objects.values_list("pk", "code", "name")}
    idle, told = [], []
    for code, shape in shapes["countries"].items():
        key, name = known.get(code, (None, ""))
        islands = [each for each in shapes["islands"] if each["country"] == code]
        if key not in active and not islands:
            idle.append({"label": name, **shape})
            continue
        count = active[key].values[ALL] if key in active else 0
        told.append(
            {
                "label": f"{name}: {shown(count)}" if count else name,
                "url": desk.selection.url("figure", ALL, country=key) if count else "",
                "count": count,
                "shade": bisect_right(steps, count),
                "islands": islands,
                **shape,
            }
        )
    return {"idle": idle, "told": sorted(told, key=lambda each: -each["count"])}
