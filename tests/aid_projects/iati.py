"""Aids as they are published, and what a valid file of them is, for the tests of the IATI file."""

import datetime
from decimal import Decimal
from pathlib import Path

from django.utils import timezone
from lxml import etree

from aid_projects.models import AidProject, Disbursement
from tests.factories.records import aid as any_aid

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parents[1] / "vendor/iati/iati-activities-schema.xsd"))
IDENTIFIER = "VN-ABC-123456"
DAY = datetime.date(2024, 3, 1)


def valid(content: bytes):
    """The parsed file, refused where the schema or a rule of the standard beyond it refuses."""
    root = etree.fromstring(content)
    SCHEMA.assertValid(root)
    identifiers = root.xpath("//iati-identifier/text()")
    assert len(set(identifiers)) == len(identifiers)
    assert all(each.startswith(f"{IDENTIFIER}-") for each in identifiers)
    for activity in root.iter("iati-activity"):
        shares = [Decimal(each) for each in activity.xpath("sector/@percentage")]
        sectors = activity.findall("sector")
        assert sum(shares) == 100 if len(sectors) > 1 else not shares
        for text in activity.xpath(".//narrative/text()"):
            assert text.strip()
        for element in ("title", "description", "participating-org", "reporting-org"):
            assert all(each.findall("narrative") for each in activity.findall(element)), element
        today = timezone.localdate().isoformat()
        assert all(day <= today for day in activity.xpath("activity-date[@type='2' or @type='4']/@iso-date"))
        for value in activity.iter("value"):
            assert value.get("currency") and value.get("value-date")
            assert Decimal(value.text) > 0
        for budget in activity.findall("budget"):
            start, end = (
                datetime.date.fromisoformat(budget.find(f"period-{name}").get("iso-date"))
                for name in ("start", "end")
            )
            assert datetime.timedelta(0) <= end - start < datetime.timedelta(days=367)
    return root


def full(**details) -> AidProject:
    made = any_aid(
        **{
            "title": "Trang thiết bị hồi sức", "english_title": "Intensive care equipment", "kind": "DADT",
            "state": "UNDER_WAY", "managing_agency": "UBND thành phố Hà Nội", "content": "Cung cấp máy thở",
            "objective": "Giảm tử vong", "expected_results": "20 giường hồi sức", "fields": ["EQUIPMENT"],
            "value": Decimal("150000.00"), "currency": "USD", "usd_rate": Decimal(1), "start_date": DAY,
            "end_date": datetime.date(2024, 12, 31), "consent_date": datetime.date(2024, 1, 15),
            "permit_date": datetime.date(2024, 2, 20), **details,
        }
    )  # fmt: skip
    Disbursement(aid=made, date=datetime.date(2024, 4, 2), amount=Decimal("50000.5")).save(by=None)
    return made


def one(root, path: str) -> str:
    (found,) = root.xpath(path)
    return found if isinstance(found, str) else found.text
