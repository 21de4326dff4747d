"""The same period of the year before: as it was issued, as a paper has it, as the records say, or not known at all."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.db.models import Value
from django.utils.translation import gettext as _

from core.indicators.windows import Window
from core.papers.words import official_date
from delegations.indicators.inbound import VISITS
from delegations.indicators.outbound import TRIPS
from reports.models import PaperReport, ReportIssue
from reports.selection import Selection
from reports.services import Figure, Number


@dataclass(frozen=True)
class Earlier:
    """What the sector's report of that period said; without a paper, what the records say now."""

    paper: str = ""
    """“Báo cáo số 20/BC-SYT ngày 05/6/2023”."""
    values: Mapping[str, str] = field(default_factory=dict)
    known: bool = True

    def value(self, figure: Figure) -> Number | None:
        """None where nothing is known: what no record tells is not zero."""
        if not self.paper:
            return figure.previous if self.known else None
        said = self.values.get(figure.indicator.code)
        if said is None:
            return None
        return Decimal(said) if figure.indicator.money else int(Decimal(said))

    @property
    def note(self) -> str:
        """Where the numbers come from, for the foot of the report."""
        if self.paper:
            return _("The same period last year as told by %(paper)s.") % {"paper": self.paper}
        return "" if self.known else _("Nothing is known of the same period last year.")


_TELLING = (TRIPS, VISITS)
"""A half-year of all units without any of these was never entered: a signed paper that is still in force, or aid still
under way, says nothing of what else was done then."""


def earlier_of(selection: Selection, *, whole: bool) -> Earlier:
    """`whole`: of the sector, whose reports were issued; a unit compares its own records. Three queries at most."""
    period = selection.period.previous
    if whole:
        issue = (
            ReportIssue.objects.filter(
                period__code=period.code,
                period__rule=period.rule,
                period__basis=selection.basis,
                period__deleted_at=None,
            )
            .only("number", "issued_on", "figures")
            .order_by("-version")
            .first()
        )
        if issue is not None:
            values = {code: said["value"] for code, said in issue.figures.items()}
            return Earlier(_called(issue.number, issue.issued_on), values)
        paper = PaperReport.objects.live().filter(code=period.code, rule=period.rule).first()
        if paper is not None:
            return Earlier(_called(paper.number, paper.issued_on), paper.figures)
    return Earlier(known=_anything_in(selection.previous))


def _anything_in(window: Window) -> bool:
    found = [part.rows(window, None).order_by().values(trace=Value(1)) for part in _TELLING]
    return found[0].union(*found[1:], all=True).exists()


def compared(
    found: Mapping[str, Figure], selection: Selection, *, whole: bool, earlier: Earlier | None = None
) -> dict[str, Figure]:
    """The figures beside those of the same period of the year before, wherever these come from."""
    before = earlier or earlier_of(selection, whole=whole)
    return {code: replace(figure, previous=before.value(figure)) for code, figure in found.items()}


def _called(number: str, day) -> str:
    name = f"Báo cáo số {number}"
    return f"{name} ngày {official_date(day)}" if day else name
