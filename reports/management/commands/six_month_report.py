"""`manage.py six_month_report 2024-H1`: the figures of a period as a table or JSON, the report as Word, PDF, Excel."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.indicators.windows import DECISION, DEPARTURE
from reports import catalogue
from reports.documents.files import KINDS, write_set
from reports.documents.paper import usual_head
from reports.earlier import compared
from reports.periods import CALENDAR, DECREE, PeriodError, parse
from reports.selection import Selection
from reports.services import Figure, Number, figures
from reports.summary import summarise
from reports.text.narrative import draft
from reports.wording import official, rate


class Command(BaseCommand):
    help = "Prints the figures of the six-month report, or writes it as a Word, PDF or Excel file."

    def add_arguments(self, parser) -> None:
        parser.add_argument("period", help="2024-H1, 2024-H2 or 2024")
        parser.add_argument("--window", choices=[DECREE, CALENDAR], default=DECREE)
        parser.add_argument("--basis", choices=[DECISION, DEPARTURE], default=DECISION)
        parser.add_argument("--json", action="store_true", help="print the figures as JSON, and nothing else")
        for kind, name in zip(KINDS, ("Word", "PDF", "Excel"), strict=True):
            parser.add_argument(f"--{kind}", metavar="FILE", help=f"write the report to this {name} file")

    def handle(self, *args, **options) -> None:
        with override("vi"):
            try:
                selection = Selection(parse(options["period"], options["window"]), options["basis"])
            except PeriodError as error:
                raise CommandError(str(error)) from error
            paths = {kind: Path(options[kind]) for kind in KINDS if options[kind]}
            if paths:
                self._write(paths, selection)
            if options["json"] or not paths:
                found = figures(catalogue.INDICATORS, selection.window, selection.previous)
                told = compared(found, selection, whole=True)
                self.stdout.write(
                    as_json(selection, found, told) if options["json"] else as_table(selection, told)
                )

    def _write(self, paths: dict[str, Path], selection: Selection) -> None:
        summary = summarise(selection)
        files = write_set(summary, draft(summary), usual_head(summary), kinds=tuple(paths))
        try:
            for kind, path in paths.items():
                path.write_bytes(files[kind][1])
        except OSError as error:
            raise CommandError(
                _("The file cannot be written: %(reason)s") % {"reason": error.strerror}
            ) from error


def as_json(selection: Selection, found: dict[str, Figure], told: dict[str, Figure]) -> str:
    """Counts are numbers, money is a string with a point and two decimals; what is not known of before counts 0."""
    content = {
        "period": selection.period.code,
        "start": selection.period.start.isoformat(),
        "end": selection.period.end.isoformat(),
        "figures": {
            code: {
                "value": _plain(figure.value),
                "unit": str(figure.indicator.unit),
                "label": str(figure.indicator.label),
                "previous": _plain(figure.previous if told[code].previous is None else told[code].previous),
            }
            for code, figure in found.items()
        },
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def _plain(value: Number | None) -> Any:
    return f"{value:.2f}" if isinstance(value, Decimal) else value


def as_table(selection: Selection, found: dict[str, Figure]) -> str:
    """The figures below one another, with the same period last year and the change."""
    lines = [
        f"Công tác đối ngoại {selection.window_label}. {selection.basis_label}.",
        "",
        f"{'Mã':<6}{'Chỉ tiêu':<56}{'Đơn vị tính':<12}{'Kỳ báo cáo':>18}{'Cùng kỳ':>18}{'Tỷ lệ':>10}",
    ]
    lines += [
        f"{code:<6}{figure.indicator.label!s:<56}{figure.indicator.unit!s:<12}"
        f"{official(figure.value):>18}{official(figure.previous):>18}{rate(figure):>10}"
        for code, figure in found.items()
    ]
    return "\n".join(lines)
