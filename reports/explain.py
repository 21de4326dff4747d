"""Why a figure is what it is: the rows left out and why, those across the window's boundary, the newest change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from django.db.models import BooleanField, Case, Count, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from core.columns import Column
from core.explaining import Why, why
from core.indicators.declaration import Indicator, Part
from core.indicators.windows import Window
from reports.services import PartRows, narrowed

LEFT_OUT, STRADDLING = "left-out", "straddling"
LABELS = {LEFT_OUT: _("Left out"), STRADDLING: _("Across the boundary of the period")}
OTHERWISE = why(_("Belongs to the period, but is not what this figure asks for"))
"""The family counts the row; the figure narrows it further."""


@dataclass(frozen=True, eq=False)
class Reason(Column):
    """What holds for the row, in words."""

    whys: tuple[Why, ...] = ()
    kind: ClassVar[str] = "reason"

    def typed(self, record: Any) -> str | None:
        place = getattr(record, self.path)
        return None if place is None else str(self.whys[place].label)


def explained(
    kind: str, indicator: Indicator, window: Window, *, user=None, narrow: Mapping[str, str] | None = None
) -> list[PartRows]:
    """The rows of one of the LABELS, part by part, each with what is to be said of it."""
    listed = _left_out if kind == LEFT_OUT else _straddling
    found = []
    for part in indicator.parts:
        rows, column = listed(
            part, narrowed(part, _touching(part, window, user), window, narrow or {}), window
        )
        shown = replace(part, shown=(*part.columns, column))
        found.append(PartRows(shown, rows.order_by(*part.family.order)))
    return found


def _touching(part: Part, window: Window, user) -> QuerySet:
    """Rows a person may see that belong to the window by any of their dates; `is_counted` by this part or not."""
    family = part.family
    touched = family.explained.touches(window) | family.counted(window)
    counted = Case(
        When(part.condition(window, user), then=Value(True)),
        default=Value(False),
        output_field=BooleanField(),
    )
    return part.adds(family.base(user), window).filter(touched).annotate(is_counted=counted)


def _left_out(part: Part, rows: QuerySet, window: Window) -> tuple[QuerySet, Reason]:
    reasons = part.family.explained.reasons
    # The family counts the first: of them only the figure asks for something else.
    told = _first_met([part.family.counted(window), *(each.met(window) for each in reasons)])
    column = Reason("why", label=_("Why it is not counted"), whys=(OTHERWISE, *reasons))
    return rows.filter(is_counted=False).annotate(why=told), column


def _straddling(part: Part, rows: QuerySet, window: Window) -> tuple[QuerySet, Reason]:
    notes = part.family.explained.straddles
    column = Reason("why", label=_("What lies outside of the period"), whys=notes)
    return rows.filter(is_counted=True).annotate(why=_across(notes, window)).filter(why__isnull=False), column


def _across(notes: Sequence[Why], window: Window) -> Case | Value:
    return _first_met([each.met(window) for each in notes])


def _first_met(conditions: Sequence[Q]) -> Case | Value:
    """The place of the first condition a row meets, else nothing."""
    places = [When(condition, then=Value(place)) for place, condition in enumerate(conditions)]
    return Case(*places, default=Value(None), output_field=IntegerField())


def counts(
    indicator: Indicator, window: Window, *, user=None, narrow: Mapping[str, str] | None = None
) -> dict[str, int]:
    """How many rows each list has; one query for each part."""
    found = dict.fromkeys(LABELS, 0)
    for part in indicator.parts:
        rows = narrowed(part, _touching(part, window, user), window, narrow or {})
        counted = (
            rows.order_by()
            .annotate(across=_across(part.family.explained.straddles, window))
            .aggregate(
                left_out=Count("pk", filter=Q(is_counted=False)),
                straddling=Count("pk", filter=Q(is_counted=True, across__isnull=False)),
            )
        )
        found[LEFT_OUT] += counted["left_out"]
        found[STRADDLING] += counted["straddling"]
    return found


def last_changed(parts: Sequence[PartRows]) -> Any | None:
    """The record changed last among those of the rows counted: its `updated_at` and `updated_by` say when and by whom."""
    found = []
    for part in parts:
        of = part.family.explained.of
        newest = part.rows.select_related(f"{of}updated_by").order_by(f"-{of}updated_at", "-pk")[:1]
        found += [part.family.record(row) for row in newest]
    return max(found, key=lambda record: record.updated_at, default=None)
