"""The six-month report as data: figures, sentences, named lists and units, for the page and every file alike."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from core import access
from core.department import Department
from core.indicators.declaration import Indicator
from core.indicators.windows import Window
from core.text import vietnamese_sort_key
from directory import succession
from personnel.indicators import UNKNOWN_ATTENDANCE
from reports import catalogue
from reports.counting import Tally, tally
from reports.earlier import Earlier, compared, earlier_of
from reports.named_lists import NamedLists, named_lists
from reports.selection import HEIRS, Selection
from reports.services import Figure, Slice, figures_of, parts_of, slices_of
from reports.text.material import Material, voice_of
from reports.text.results import compose
from reports.wording import shown


@dataclass(frozen=True)
class Summary:
    selection: Selection
    department: Department
    unit: object | None
    """The unit whose report this is; None for the whole sector."""
    figures: dict[str, Figure]
    lists: NamedLists
    units: list[Slice]
    """What each unit did, by the unit's name; the row of no unit comes last."""
    unknown_attendance: int
    earlier: Earlier

    @property
    def sentences(self) -> dict[str, list[str]]:
        """Section key → its sentences, in Vietnamese."""
        voice = voice_of(self.department, self.unit)
        return compose(Material(self.selection.period, self.figures, self.lists, voice))

    @property
    def footnotes(self) -> list[str]:
        """What a reader must know to read the figures, in the language in force."""
        notes = [
            _("Period: %(period)s. %(basis)s.")
            % {"period": self.selection.window_label, "basis": self.selection.basis_label},
            _(
                "A trip to several countries counts once, and in the table of countries once for each of them."
            ),
        ]
        if self.unknown_attendance:
            notes.append(
                _("The attendance of %(count)s training courses is not known; it counts as 0.")
                % {"count": shown(self.unknown_attendance)}
            )
        if self.earlier.note:
            notes.append(self.earlier.note)
        return notes


def own_unit(user):
    """The unit whose figures a person sees, as it is now; None for those who see all, and for the system."""
    return None if user is None or user.may(access.VIEW_ALL) else user.present_unit


def summarise(selection: Selection, *, user=None) -> Summary:
    """Everything the report of this selection says, in a constant number of queries."""
    wanted = (*catalogue.INDICATORS, UNKNOWN_ATTENDANCE)
    told_by_unit = catalogue.chosen(*catalogue.BY_UNIT)
    found = tally(
        parts_of(wanted),
        (selection.window, selection.previous),
        user=user,
        by_unit=parts_of(told_by_unit),
        steady=True,
    )
    counted = figures_of(wanted, found)
    unit = own_unit(user)
    earlier = earlier_of(selection, whole=unit is None)
    told = {code: counted[code] for code in catalogue.BY_CODE}
    return Summary(
        selection=selection,
        department=Department.current(),
        unit=unit,
        figures=compared(told, selection, whole=unit is None, earlier=earlier),
        lists=named_lists(selection.window, told, user=user),
        units=by_unit(told_by_unit, found, selection.window, heirs=selection.units == HEIRS),
        unknown_attendance=counted[UNKNOWN_ATTENDANCE.code].value,
        earlier=earlier,
    )


def by_unit(indicators: tuple[Indicator, ...], found: Tally, window: Window, *, heirs: bool) -> list[Slice]:
    """The units with at least one of the figures told by unit, in Vietnamese order, by the names of their view."""
    values = slices_of(indicators, found)
    names = succession.names(values, None if heirs else window.end)
    units = [Slice(unit, names.get(unit, ""), counted) for unit, counted in values.items()]
    return sorted(units, key=lambda each: (each.key is None, vietnamese_sort_key(each.label)))
