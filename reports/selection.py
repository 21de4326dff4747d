"""What a report is asked for: a period, its window and the basis of attribution; kept whole in the address."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.filters import HEIRS
from core.indicators.windows import DECISION, DEPARTURE, Window
from core.inputs import DayField
from core.widgets import Select
from directory import succession
from reports.periods import CALENDAR, DECREE, Period, PeriodError, free, parse

FREE = "free"
RULE_LABELS = {
    DECREE: gettext_lazy("By Decree 09/2019/NĐ-CP (15/12–14/6)"),
    CALENDAR: gettext_lazy("By the calendar (1/1–30/6)"),
}
BASIS_LABELS = {
    DECISION: gettext_lazy("Trips by the date of the decision"),
    DEPARTURE: gettext_lazy("Trips by the date of departure"),
}
AS_IT_WAS = ""
UNIT_LABELS = {
    AS_IT_WAS: gettext_lazy("Units as they were at that time"),
    HEIRS: gettext_lazy("Units under their successors"),
}
"""The two views of units that merged since; `units` in the address (ADR 11)."""
YEARS_OFFERED = 5


@dataclass(frozen=True)
class Selection:
    """A period, a basis and a view of units, and the addresses that keep them."""

    period: Period
    basis: str = DECISION
    units: str = AS_IT_WAS

    @cached_property
    def window(self) -> Window:
        return self.window_of(self.period)

    @cached_property
    def previous(self) -> Window:
        """The same period last year."""
        return self.window_of(self.period.previous)

    def window_of(self, period: Period) -> Window:
        window = period.window(self.basis)
        return replace(window, heirs=self._heirs) if self.units == HEIRS else window

    @cached_property
    def _heirs(self) -> tuple:
        return succession.heirs()

    @property
    def window_label(self) -> str:
        """“6 tháng đầu năm 2024 (từ ngày 15/12/2023 đến ngày 14/6/2024)”."""
        name = self.period.name if self.period.is_free else f"{self.period.name} ({self.period.dates})"
        return capfirst(name)

    @property
    def basis_label(self) -> str:
        return str(BASIS_LABELS[self.basis])

    def url(self, view: str, *args: str, **narrow: object) -> str:
        """The address of a view for this selection; `narrow` keeps the rows of one unit, country, month…"""
        asked = {"period": self.period.code, "window": self.period.rule, "basis": self.basis}
        asked |= ({"units": self.units} if self.units else {}) | narrow
        return f"{reverse(view, args=args)}?{urlencode(asked)}"

    def of(self, period: Period) -> "Selection":
        return replace(self, period=period)

    def unit_views(self, view: str, *args: str, anchor: str = "", **narrow: object) -> list[dict]:
        """The same page with units as they were and under their successors."""
        return [
            {
                "label": str(label),
                "url": replace(self, units=units).url(view, *args, **narrow) + anchor,
                "active": units == self.units,
            }
            for units, label in UNIT_LABELS.items()
        ]

    def neighbours(self, view: str) -> list[dict]:
        """The periods one click away: the halves and the whole of this year and the last."""
        year = self.period.year
        codes = [f"{y}{part}" for y in (year, year - 1) for part in ("", "-H2", "-H1")]
        periods = [parse(code, self.period.rule) for code in codes if code[:4] > "1900"]
        if self.period.is_free:
            periods.insert(0, self.period)
        return [
            {
                "label": capfirst(period.name),
                "url": self.of(period).url(view),
                "active": period.code == self.period.code,
            }
            for period in periods
        ]


class SelectionForm(forms.Form):
    """The period, its window and the basis; free dates when the period says so."""

    period = forms.ChoiceField(label=gettext_lazy("Period"), widget=Select)
    window = forms.ChoiceField(
        label=gettext_lazy("Window"), choices=RULE_LABELS.items(), widget=Select, required=False
    )
    basis = forms.ChoiceField(
        label=gettext_lazy("Attribution"), choices=BASIS_LABELS.items(), widget=Select, required=False
    )
    units = forms.ChoiceField(
        label=gettext_lazy("Units"), choices=UNIT_LABELS.items(), widget=Select, required=False
    )
    start = DayField(label=gettext_lazy("From date"), required=False)
    end = DayField(label=gettext_lazy("To date"), required=False)

    def __init__(self, data, *, default: Period):
        """`default` is the period of an address that names none."""
        self.default = default
        names = ("period", "window", "basis", "units", "start", "end")
        asked = {name: data[name] for name in names if data.get(name)}
        self.free_code = asked.get("period", "") if ".." in asked.get("period", "") else ""
        span = _span(self.free_code)
        if span:
            asked |= {"period": FREE, "start": f"{span.start:%d/%m/%Y}", "end": f"{span.end:%d/%m/%Y}"}
        super().__init__({"period": default.code, "window": default.rule, "basis": DECISION, **asked})
        self.fields["period"].choices = _choices(default, self.data["period"])

    def clean(self):
        found = super().clean()
        if self.errors:
            return found
        try:
            if found["period"] != FREE:
                period = parse(found["period"], found["window"] or DECREE)
            elif found["start"] and found["end"]:
                period = free(found["start"], found["end"])
            else:
                raise ValidationError({"start": _("Give both dates of the period.")})
            self.selection = Selection(period, found["basis"] or DECISION, found["units"])
        except PeriodError as error:
            raise ValidationError({"end": str(error)}) from error
        return found


def _span(code: str) -> Period | None:
    try:
        return parse(code) if code else None
    except PeriodError:
        return None


def _choices(default: Period, asked: str) -> list[tuple[str, str]]:
    """The periods of the latest years, the one asked for whatever it is, and free dates."""
    newest = max(default.year, timezone.localdate().year)
    codes = [f"{newest - back}{part}" for back in range(YEARS_OFFERED) for part in ("-H2", "-M9", "-H1", "")]
    for code in (default.code, asked):
        if code not in codes and code != FREE and _span(code):
            codes.append(code)
    named = [(code, capfirst(parse(code).name)) for code in codes]
    return [*named, (FREE, _("Other dates"))]
