"""What the report keeps: periods and units' reports, the text as edited, what was issued, what paper said before."""

from reports.models.issue import FrozenFile, FrozenList, ReportIssue
from reports.models.paper import PaperReport
from reports.models.period import PeriodState, ReportPeriod
from reports.models.text import ChosenExample, EditedParagraph
from reports.models.unit_report import UnitReport, UnitReportState

__all__ = [
    "ChosenExample",
    "EditedParagraph",
    "FrozenFile",
    "FrozenList",
    "PaperReport",
    "PeriodState",
    "ReportIssue",
    "ReportPeriod",
    "UnitReport",
    "UnitReportState",
]
