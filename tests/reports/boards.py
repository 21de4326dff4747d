"""The overview as a test reads it, and what is made for it to show."""

import datetime

from django.utils import timezone

from core.approval import ApprovalStep
from core.deadlines import Deadline
from tests.factories import people
from tests.reports.makers import agreement, aid, conference, day, disbursed, trip, unit, visit

OTHER = "Bệnh viện Phụ sản Hà Nội"


def parts(client, query: str = "period=2024-H1") -> dict[str, dict]:
    """The parts of the page by the name of what makes them: the id, else the template."""
    bands = client.get(f"/?{query}").context["bands"]
    found = [part for band in bands for part in (*band["wide"], *band["narrow"])]
    return {part.get("id") or part["template"].rpartition("/")[2].partition(".")[0]: part for part in found}


def numbers_open_their_rows(client, part: dict) -> int:
    """How many cells of a part's table were opened; each shows the number it was opened for."""
    opened = 0
    for row in part["table"]["rows"]:
        for cell in row:
            if cell["url"] and "/bao-cao/?" not in cell["url"]:
                assert client.get(cell["url"]).context["figure"]["value"] == cell["text"]
                opened += 1
    return opened


def soon(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


def filled():
    """A little of everything in the first half of 2024, of one unit, and a trip of another."""
    went = trip(to=("JP",), people=2, purposes=["DTBD"])
    went.inviters.set([people.partner()])
    visit(countries=("KR",), fields=["TRAINING"], guest_count=5)
    agreement(
        scope="QUOC_TE", fields=["TRAINING"], expiry_date=day("01/07/2024"), effective_date=day("01/03/2024")
    )
    conference()
    given = aid(fields=["TRAINING"])
    given.donors.set([people.partner()])
    disbursed(given, "05/03/2024", "200.00")
    trip(unit=unit(OTHER), title="Đoàn của đơn vị khác", to=("FR",), people=1)


def step(record, permission: str, stage: str) -> ApprovalStep:
    return ApprovalStep.objects.create(
        record_type=record._meta.label_lower,
        record_id=record.pk,
        record_number=record.number,
        record_title=record.title,
        unit=record.unit,
        position=1,
        stage=stage,
        permission=permission,
        opened_at=timezone.now() - datetime.timedelta(days=3),
        due=soon(-1),
    )


def deadline(record, due: datetime.date, code: str = "DR_REPORT") -> Deadline:
    return Deadline.objects.create(
        code=code,
        record_type=record._meta.label_lower,
        record_id=record.pk,
        record_number=record.number,
        record_title=record.title,
        unit=record.unit,
        owner=Deadline.Owner.UNIT,
        due=due,
    )
