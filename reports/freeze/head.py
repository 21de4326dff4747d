"""What stands around the text of a report: its title, to whom it goes, by whom it is signed."""

import datetime
from typing import Any

from django.utils.translation import override

from core.department import Department
from core.papers.words import recipients
from reports.documents.paper import Head, subject
from reports.models import ReportPeriod


def head_of(period: ReportPeriod, *, number: str = "", day: datetime.date | None = None) -> Head:
    """Without a number it is a draft, and says so."""
    department = Department.current()
    return Head(
        number,
        day,
        subject(period.period) + (" (số ước)" if period.estimate else ""),
        (department.superior, department.foreign_office),
        recipients(department, f"Giám đốc, các Phó Giám đốc {department.short_name}"),
        draft=not number,
    )


def as_kept(period: ReportPeriod, head: Head, notes: list[str]) -> dict[str, Any]:
    """What the evidence keeps of it."""
    department = Department.current()
    with override("vi"):
        return {
            "title": head.title,
            "addressed": list(head.addressed),
            "recipients": list(head.recipients),
            "department": department.name,
            "signer_title": department.signer_title,
            "signer_name": department.signer_name,
            "period": period.code,
            "rule": period.rule,
            "basis": period.basis,
            "start": period.start.isoformat(),
            "end": period.end.isoformat(),
            "estimate": period.estimate,
            "window": period.selection.window_label,
            "basis_label": period.selection.basis_label,
            "notes": notes,
        }
