"""Sheets as clerks keep them, for the tests of the import wizard."""

import datetime
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from exchange.models import ImportBatch
from tests.factories import people

HEADING = ["STT", "Tên đoàn", "Nước đến", "Cơ quan mời", "Thời gian", "Thành viên", "Mục đích"]
LEARNING, MEETING = "Thăm, làm việc, học tập kinh nghiệm", "Tham dự hội nghị, hội thảo khoa học"


def rows(count: int = 3) -> list[list]:
    """Sound rows under HEADING."""
    return [
        [number, f"Đoàn học tập số {number}", "Nhật Bản", "JICA", f"{number}-{number + 2}/11/2024",
         f"T= Nguyễn Văn {'ABCDEĐGHIK'[number % 10]}", LEARNING]
        for number in range(1, count + 1)
    ]  # fmt: skip


def book(grid: list[list], *, merged: tuple[str, ...] = (), name: str = "Đoàn ra") -> bytes:
    made = Workbook()
    page = made.active
    page.title = name
    for line in grid:
        page.append(line)
    for area in merged:
        page.merge_cells(area)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def plain(*lines: list, heading: list[str] = HEADING) -> bytes:
    """A heading in the first row and rows below it."""
    return book([heading, *lines])


def bring(client, content: bytes, name: str = "theo_doi.xlsx") -> ImportBatch:
    """Upload a file; the batch that was made of it."""
    people.partner()
    answer = client.post(reverse("intake_start"), {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302, answer.context["form"].errors
    return ImportBatch.objects.latest("pk")


def said(batch: ImportBatch, **changes) -> dict:
    """The form of the columns as it stands, changed: `column_3="place"`, `fixed_state="Nháp"`."""
    data = {"action": "go", **{f"column-{column}": key for column, key in batch.mapping.items()}}
    data |= {f"fixed-{key}": value for key, value in batch.fixed.items()}
    return data | {name.replace("_", "-", 1): value for name, value in changes.items()}


def staged(client, content: bytes, name: str = "theo_doi.xlsx", **changes) -> ImportBatch:
    """Upload a file and say what its columns hold; the batch with its rows checked."""
    batch = bring(client, content, name)
    answer = client.post(reverse("intake_columns", args=[batch.pk]), said(batch, **changes))
    assert answer.status_code == 302, answer.context["faults"]
    batch.refresh_from_db()
    return batch


def told(batch: ImportBatch) -> dict[int, list[str]]:
    """Row → what is wrong with it, as (column, …)."""
    return {row.position: [one["key"] for one in row.errors] for row in batch.rows.all() if row.errors}


def day(text: str) -> datetime.date:
    return datetime.datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007  a day, no moment
