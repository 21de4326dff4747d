"""The IATI activity file: valid against the standard's schema whatever the data, and nothing in it made up."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from aid_projects import iati_codes as codes
from aid_projects.iati import publish
from aid_projects.models import AidKind, AidProject, Disbursement
from aid_projects.states import AidState
from core.department import Department
from directory.models import CooperationField, Partner, PartnerKind, Unit
from tests.aid_projects.iati import DAY, IDENTIFIER, SCHEMA, full, one, valid
from tests.factories import people
from tests.factories.records import aid as any_aid

MOMENT = datetime.datetime(2024, 5, 1, tzinfo=datetime.UTC)
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


# --- whatever the data ---------------------------------------------------------------------------


class Rows(list):
    def all(self):
        return self


class Plain:
    """An aid as `publish` reads it, without a database."""

    def __init__(self, donors, disbursements, **given):
        self.__dict__.update(given)
        self.donors, self.disbursements = Rows(donors), Rows(disbursements)

    def __str__(self):
        return self.title


texts = st.text(max_size=60)
days = st.none() | st.dates(datetime.date(1990, 1, 1), datetime.date(2099, 12, 31))
sums = st.decimals(0, Decimal("9999999999999999.99"), places=2, allow_nan=False)
amounts = st.none() | sums
printable = st.characters(exclude_categories=("C", "Z"), include_characters=" ")
currencies = st.sampled_from(["", "USD", "VND", "usd", "US", "đồng", "EURO"])
donors = st.builds(
    Partner, pk=st.integers(1, 9), name=st.text(printable, min_size=1, max_size=40).filter(str.strip),
    original_name=texts, kind=st.sampled_from(PartnerKind.values),
)  # fmt: skip
received = st.builds(
    Disbursement, pk=st.integers(1, 9), date=st.dates(datetime.date(1990, 1, 1), datetime.date(2099, 12, 31)),
    amount=sums, usd=amounts,
)  # fmt: skip


def in_order(aid: Plain) -> Plain:
    """The database keeps no last day before the first (`aid_order_of_dates`)."""
    if aid.start_date and aid.end_date:
        aid.start_date, aid.end_date = sorted([aid.start_date, aid.end_date])
    return aid


aids = st.builds(
    Plain, donors=st.lists(donors, max_size=3), disbursements=st.lists(received, max_size=4), title=texts,
    english_title=texts, kind=st.sampled_from(AidKind.values), state=st.sampled_from(AidState.values),
    managing_agency=texts, content=texts, objective=texts, expected_results=texts,
    fields=st.lists(st.sampled_from(CooperationField.values), unique=True, max_size=6), value=amounts,
    currency=currencies, start_date=days, end_date=days, consent_date=days, document_date=days, permit_date=days,
    unit=st.just(Unit(name="Bệnh viện Tim Hà Nội", english_name="Hanoi Heart Hospital")), updated_at=st.just(MOMENT),
).map(in_order)  # fmt: skip


@pytest.fixture
def known_publisher(monkeypatch):
    monkeypatch.setattr(
        Department,
        "current",
        classmethod(lambda cls: Department(iati_identifier=IDENTIFIER, english_name="")),
    )


@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(found=st.lists(aids, min_size=1, max_size=4))
def test_any_data_give_a_valid_file_or_none(known_publisher, found):
    for place, each in enumerate(found):
        each.number = f"VT-2024-{place:04d}"
    publication = publish(found)
    able = [each for each in found if each.state in codes.STATUS and (each.start_date or each.end_date)]
    assert publication.published == len(able)
    assert publication.left_out == sum(each.state not in codes.STATUS for each in found)
    if not able:
        assert publication.content is None
        return
    root = valid(publication.content)
    assert len(root) == len(able)
    told = {each.aid.number for each in publication.warnings}
    for each in able:
        lacks = not (
            each.value and each.donors and each.managing_agency.strip() and each.start_date and each.end_date
        )
        assert not lacks or each.number in told


# --- what stands in it ---------------------------------------------------------------------------


def published(*aids):
    found = publish(AidProject.objects.filter(pk__in=[each.pk for each in aids]).order_by("number"))
    return valid(found.content), found


def test_full_aid_is_told_whole(publisher):
    made = full()
    root, found = published(made)
    assert root.get("version") == "2.03"
    assert one(root, "//iati-identifier") == f"{IDENTIFIER}-{made.number}"
    assert root.xpath("//reporting-org/@ref") == [IDENTIFIER]
    assert root.xpath("//title/narrative/text()") == ["Trang thiết bị hồi sức", "Intensive care equipment"]
    assert root.xpath("//title/narrative/@*[local-name()='lang']") == ["en"]
    assert root.find("iati-activity").get(LANG) == "vi"
    assert root.xpath("//description/@type") == ["1", "2", "4"]
    roles = {
        each.get("role"): (each.get("type"), one(each, "narrative[1]"))
        for each in root.iter("participating-org")
    }
    assert roles == {
        "1": ("10", "JICA"), "2": ("11", "UBND thành phố Hà Nội"), "4": ("15", str(made.unit)),
    }  # fmt: skip
    assert one(root, "//activity-status/@code") == "2"
    dates = {each.get("type"): each.get("iso-date") for each in root.iter("activity-date")}
    assert dates == {"1": "2024-03-01", "2": "2024-03-01", "3": "2024-12-31"}
    assert one(root, "//recipient-country/@code") == "VN"
    assert one(root, "//sector/@code") == "12230"
    assert one(root, "//budget/value") == "150000.00"
    told = [
        (
            each.find("transaction-type").get("code"),
            each.find("value").text,
            each.find("value").get("currency"),
            each.find("value").get("value-date"),
        )
        for each in root.iter("transaction")
    ]
    assert told == [("11", "150000.00", "USD", "2024-01-15"), ("1", "50000.50", "USD", "2024-04-02")]
    assert one(root, "//transaction[1]/provider-org/narrative[1]") == "JICA"
    assert one(root, "//transaction[1]/receiver-org/narrative[1]") == str(made.unit)
    assert found.warnings == []


def test_bare_aid_is_valid_and_its_gaps_are_told(publisher):
    made = any_aid(state="APPROVED", start_date=DAY)
    made.donors.clear()
    root, found = published(made)
    assert root.xpath("//transaction") == root.xpath("//budget") == root.xpath("//sector") == []
    assert len(found.warnings) >= 6
    assert {each.aid for each in found.warnings} == {made}


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("APPROVED", "1"),
        ("UNDER_WAY", "2"),
        ("SUSPENDED", "6"),
        ("ENDED", "3"),
        ("COMPLETED", "4"),
        ("REVOKED", "5"),
    ],
)
def test_states_are_told_by_the_codes_of_the_standard(publisher, state, code):
    assert one(published(full(state=state))[0], "//activity-status/@code") == code


@pytest.mark.parametrize("state", ["MOBILISING", "DRAFT", "SUBMITTED", "APPRAISING", "DECLINED", "CANCELLED"])
def test_what_was_not_approved_is_not_published(publisher, state):
    found = publish(AidProject.objects.filter(pk=full(state=state).pk))
    assert (found.content, found.published, found.left_out) == (None, 0, 1)


def test_every_state_is_either_published_or_meant_not_to_be():
    hidden = {
        "MOBILISING",
        "DRAFT",
        "UNIT_REVIEW",
        "SUBMITTED",
        "RETURNED",
        "REVIEWING",
        "AT_OFFICE",
        "AT_LEADER",
        "ISSUING",
        "APPRAISING",
        "DECLINED",
        "CANCELLED",
    }
    assert set(AidState.values) == set(codes.STATUS) | hidden
    untold = {CooperationField.HIV_TB_MALARIA, CooperationField.TOURISM, CooperationField.OTHER}
    assert set(CooperationField.values) == set(codes.SECTOR) | untold


def test_aid_that_has_not_begun_has_no_actual_days(publisher):
    ahead = timezone.localdate() + datetime.timedelta(days=30)
    root, _found = published(
        full(state="UNDER_WAY", start_date=ahead, end_date=ahead + datetime.timedelta(days=9))
    )
    assert root.xpath("//activity-date/@type") == ["1", "3"]


def test_what_lasts_longer_than_a_year_has_no_budget(publisher):
    root, found = published(full(end_date=datetime.date(2026, 12, 31)))
    assert root.xpath("//budget") == []
    assert len(root.xpath("//transaction")) == 2
    assert len(found.warnings) == 1


def test_fields_share_a_hundred_per_cent(publisher):
    root, found = published(full(fields=["TREATMENT", "RESEARCH", "TRAINING", "OTHER"]))
    assert root.xpath("//sector/@percentage") == ["33.33", "33.33", "33.34"]
    assert len(found.warnings) == 2


def test_private_person_is_not_named(publisher):
    made = full()
    made.donors.set([people.partner("Yamada Tarō", "JP", "CN")])
    root, _found = published(made)
    assert "Yamada" not in etree.tostring(root, encoding="unicode")


def test_of_several_donors_nobody_is_said_to_have_paid(publisher):
    made = full()
    made.donors.add(people.partner("Quỹ Toàn cầu", "JP", "NHTC"))
    root, _found = published(made)
    assert len(root.xpath("//participating-org[@role='1']")) == 2
    assert root.xpath("//provider-org") == []


def test_disbursement_without_a_currency_is_told_in_usd_or_left_out(publisher):
    made = full(currency="", usd_rate=None)
    Disbursement(aid=made, date=DAY, amount=Decimal(10), usd=Decimal(7)).save(by=None)
    root, found = published(made)
    assert [each.text for each in root.xpath("//transaction/value")] == ["7.00"]
    assert root.xpath("//transaction/value/@currency") == ["USD"]
    assert any("02/04/2024" in each.text for each in found.warnings)


def test_signs_no_xml_may_hold_do_not_break_it(publisher):
    root, _found = published(full(title="Trang\x02thiết bị & <máy> \x0b 'thở'", content="\x01"))
    assert "& <máy>" in one(root, "//title/narrative[1]")
    assert root.xpath("//description/@type") == ["2", "4"]


def test_schema_does_refuse():
    assert not SCHEMA.validate(
        etree.fromstring('<iati-activities version="2.03"><iati-activity/></iati-activities>')
    )
