"""K17–K19, K23: agreements carried out, milestones, successors, partners."""

from decimal import Decimal

import pytest

from agreements.models import ContentItem
from core.links import link
from directory.models import Partner
from reports.gauges.partners import concentration
from tests.factories.people import country
from tests.reports.gauges import counts, light, listed, readings
from tests.reports.makers import agreement, aid, conference, day, implemented, trip, visit

pytestmark = pytest.mark.django_db


def old(**details):
    return agreement(**{"signed_on": day("01/01/2023"), "effective_date": day("01/01/2023"), **details})


# --- K17 ----------------------------------------------------------------------------------------


def test_agreement_is_carried_out_by_its_own_rows():
    old(title="chưa làm")
    implemented(old(), "01/03/2024")
    implemented(old(title="làm đã lâu"), "14/06/2023")
    agreement(effective_date=day("15/12/2023"))
    old(expiry_date=day("13/06/2024"))
    old(scope="TRONG_NUOC")
    assert listed("K17", "look") == ["chưa làm", "làm đã lâu"]
    assert counts("K17", "of") == [4]
    assert readings("K17") == [Decimal("50.0")]
    assert light("K17") == "RED"


@pytest.mark.parametrize(
    ("make", "acted"),
    [
        (lambda: trip(), True),
        (lambda: visit(), True),
        (lambda: conference(), True),
        (lambda: aid(), True),
        (lambda: trip(state="CANCELLED"), False),
        (lambda: visit(start_date=day("14/06/2023"), end_date=day("20/06/2023")), False),
        (lambda: visit(start_date=day("15/06/2024"), end_date=day("20/06/2024")), False),
        (lambda: aid(state="CANCELLED"), False),
        (lambda: agreement(), False),
    ],
)
def test_agreement_is_carried_out_by_what_is_linked_to_it(make, acted):
    link(old(title="có liên kết"), make(), by=None)
    assert ("có liên kết" in listed("K17", "look")) is not acted


# --- K18 ----------------------------------------------------------------------------------------


def test_milestones_done_in_time():
    paper = old()

    def milestone(due: str | None, done: str | None = None, state: str = "PENDING", of=paper):
        ContentItem(
            agreement=of,
            content="Đào tạo",
            due=day(due) if due else None,
            done_on=day(done) if done else None,
            state=state,
        ).save(by=None)

    milestone("14/06/2024", "14/06/2024", "DONE")
    milestone("01/03/2024", "02/03/2024", "DONE")
    milestone("01/03/2024")
    milestone("15/06/2024")
    milestone(None)
    milestone("01/03/2024", state="DROPPED")
    milestone("01/03/2024", state="DONE")
    milestone("01/03/2024", of=old(state="TERMINATED"))
    assert counts("K18", "look", "of", "unknown") == [2, 3, 1]
    assert readings("K18") == [Decimal("33.3")]
    assert light("K18") == "RED"


# --- K19 ----------------------------------------------------------------------------------------


def test_expiring_without_a_successor():
    soon = {"expiry_date": day("12/09/2024")}
    old(title="sắp hết", **soon)
    old(expiry_date=day("13/09/2024"))
    old(auto_renewal=True, **soon)
    agreement(previous=old(**soon), chain_kind="GIA_HAN", state="DRAFT", signed_on=None)
    agreement(
        previous=old(title="bị từ chối", **soon), chain_kind="THAY_THE", state="REFUSED", signed_on=None
    )
    agreement(previous=old(title="chỉ sửa đổi", **soon), chain_kind="SUA_DOI")
    assert sorted(listed("K19", "look")) == ["bị từ chối", "chỉ sửa đổi", "sắp hết"]
    assert light("K19") == "RED"


def test_nothing_expiring_is_good():
    old()
    assert (readings("K19"), light("K19")) == ([0], "GREEN")


# --- K23 ----------------------------------------------------------------------------------------


def test_concentration():
    assert concentration([]) is None
    assert concentration([None]) is None
    assert concentration([1, 1, 1, 1]) == Decimal("1.00")
    assert concentration([1, 1, 2, 3]) == Decimal("0.38")  # (4 + 1 + 1) / 16


def test_partners_countries_and_concentration():
    def partner(name: str, code: str) -> Partner:
        return Partner.objects.create(by=None, name=name, kind="BV", country=country(code))

    japan, other_japan, france = partner("A", "JP"), partner("B", "JP"), partner("C", "FR")
    agreement(signing_name="TP").partners.set([japan, france])
    agreement().partners.set([japan])
    agreement().partners.set([other_japan])
    agreement(scope="TRONG_NUOC").partners.set([partner("D", "VN")])
    agreement(signed_on=day("15/06/2024")).partners.set([partner("E", "US")])
    assert readings("K23") == [Decimal("0.63"), Decimal("1.00"), 2, 3]
    assert counts("K23", "look", "units") == [4, 2]


def test_no_agreement_has_no_concentration():
    assert readings("K23") == [None, None, 0, 0]
