"""The units among which activity is counted (indicators KK01, KK02 and NL02)."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core import access
from core.columns import Choice, Column, Date
from core.explaining import Explanation, Why, why
from core.indicators.cuts import UnitCut
from core.indicators.declaration import Family, Part
from core.indicators.rows import visible
from core.indicators.windows import Window
from directory.models import Unit, UnitKind


def existing(window: Window, at: str = "") -> Q:
    """Units of any kind but the department itself that stand on the window's last day: attached by their dates, and
    not passed into another."""
    return (
        ~Q(**{f"{at}kind": UnitKind.SO})
        & Q(**{f"{at}deleted_at": None})
        & (Q(**{f"{at}valid_from": None}) | Q(**{f"{at}valid_from__lte": window.end}))
        & (Q(**{f"{at}valid_to": None}) | Q(**{f"{at}valid_to__gte": window.end}))
        & (Q(**{f"{at}succeeded_on": None}) | Q(**{f"{at}succeeded_on__gt": window.end}))
    )


def units_of(user) -> QuerySet:
    """The units whose activity a person may see: the directory is open to all, the activity is not."""
    units = visible(Unit, user)
    return units if user is None or user.may(access.VIEW_ALL) else units.filter(pk__in=user.units)


def _existed(window: Window) -> Q:
    """On some day of the window."""
    since = Q(valid_from=None) | Q(valid_from__lte=window.end)
    return since & (Q(valid_to=None) | Q(valid_to__gte=window.start))


UNITS = Family(
    title=_("Units"),
    base=units_of,
    counted=existing,
    cuts={"unit": UnitCut("pk", "name")},
    columns=(
        Column("code"),
        Column("name"),
        Choice("kind"),
        Date("valid_from"),
        Date("valid_to"),
    ),
    order=("name",),
    explained=Explanation(
        _existed,
        (
            why(_("The department itself"), kind=UnitKind.SO),
            Why(
                _("Attached to the department until before the last day of the period"),
                lambda window: Q(valid_to__lt=window.end),
            ),
        ),
    ),
)
ALL_UNITS = Part(UNITS)
