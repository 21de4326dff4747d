"""K20–K22: aid disbursed and begun, and what external affairs cost."""

from decimal import Decimal

import pytest

from aid_projects.models import Progress
from delegations.models import Funding
from reports.gauges.money import divide
from tests.reports.gauges import counts, light, listed, readings, result
from tests.reports.makers import H1, aid, conference, day, disbursed, trip, visit

pytestmark = pytest.mark.django_db

# --- K20 ----------------------------------------------------------------------------------------

HALF = {"start_date": day("14/06/2023"), "end_date": day("15/06/2025")}
"""367 of its 733 days have passed on 14/06/2024: 50.07 %."""


def test_disbursed_share_against_time():
    disbursed(aid(title="chậm", **HALF), "01/03/2024", "300")
    disbursed(aid(title="kịp", value=Decimal(3000), **HALF), "01/03/2024", "1500")
    aid(title="không giá", value=None, **HALF)
    assert readings("K20") == [Decimal("45.0"), Decimal("50.1"), Decimal("-5.1")]
    assert listed("K20", "look") == ["chậm"]
    assert counts("K20", "committed", "disbursed", "unknown") == [Decimal("4000.00"), Decimal("1800.00"), 1]
    assert light("K20") == "GREEN"


@pytest.mark.parametrize(
    ("paid", "seen"), [("400.7", "GREEN"), ("400", "AMBER"), ("250.7", "AMBER"), ("249", "RED")]
)
def test_gap_of_ten_and_of_twenty_five_points(paid, seen):
    disbursed(aid(**HALF), "01/03/2024", paid)
    assert light("K20") == seen


def test_time_passed_ends_with_the_aid_and_weighs_by_value():
    aid(start_date=day("01/01/2024"), end_date=day("31/01/2024"))
    aid(value=Decimal(3000), start_date=day("14/06/2024"), end_date=day("17/06/2024"))
    assert readings("K20")[1] == Decimal("43.8")  # (1000 × 100 % + 3000 × 25 %) / 4000


def test_payments_after_the_period_do_not_count():
    disbursed(aid(**HALF), "15/06/2024", "1000")
    assert readings("K20")[0] == Decimal("0.0")


def test_no_aid_measures_nothing():
    assert readings("K20") == [None, None, None]
    assert light("K20") == "UNKNOWN"


# --- K21 ----------------------------------------------------------------------------------------


def test_aid_not_begun_in_six_months():
    long_ago = {"permit_date": day("13/12/2023")}
    aid(title="chưa làm", **long_ago)
    aid(title="chưa làm, đã duyệt", state="APPROVED", **long_ago)
    aid(permit_date=day("14/12/2023"))
    disbursed(aid(**long_ago), "14/06/2024", "1")
    disbursed(aid(title="trả sau kỳ", **long_ago), "15/06/2024", "1")
    Progress(aid=aid(**long_ago), period="2024-H1", results="Đã mua").save(by=None)
    aid(state="ENDED", **long_ago)
    aid(state="REVOKED", **long_ago)
    assert sorted(listed("K21", "look")) == ["chưa làm", "chưa làm, đã duyệt", "trả sau kỳ"]
    assert light("K21") == "RED"


# --- K22 ----------------------------------------------------------------------------------------


def test_cost_in_dong_and_what_is_missing():
    trip(cost=Decimal("100.00"), currency="USD", exchange_rate=Decimal(25000), actual_cost=Decimal("80.00"))
    trip(cost=Decimal("1000000.00"))
    trip(cost=Decimal("5.00"), currency="EUR")
    trip(kind="VIEC_RIENG", cost=Decimal("9.00"))
    visit(cost=Decimal("500000.00"))
    conference(cost=Decimal("250000.50"))
    conference(cost=Decimal("7.00"), role="THAM_DU")
    conference()
    assert readings("K22") == [Decimal("4250000.50"), Decimal("80.0")]
    assert counts("K22", "unknown") == [2]
    assert light("K22") == "INFO"


def test_no_cost_known_is_no_data():
    trip()
    assert readings("K22") == [None, None]
    assert light("K22") == "UNKNOWN"


@pytest.mark.parametrize(
    ("shares", "amounts"),
    [
        ([], [("", 100)]),
        ([("NSTP", None, None)], [("NSTP", 100)]),
        ([("NSTP", 40, None), ("DOITAC", 60, None)], [("NSTP", 40), ("DOITAC", 60)]),
        ([("NSTP", None, 30), ("DOITAC", None, None)], [("NSTP", 30), ("", 70)]),
        ([("NSTP", None, None), ("DOITAC", None, None)], [("", 100)]),
    ],
)
def test_cost_is_divided_as_far_as_it_is_told(shares, amounts):
    told = [(source, *(None if n is None else Decimal(n) for n in rest)) for source, *rest in shares]
    assert divide(Decimal(100), told) == amounts


def test_cost_by_source():
    made = trip(cost=Decimal("1000.00"))
    Funding(delegation=made, source="NSTP", percent=Decimal(60)).save(by=None)
    Funding(delegation=made, source="DOITAC", percent=Decimal(40)).save(by=None)
    visit(cost=Decimal("500.00"), funding=["DONVI"])
    conference(cost=Decimal("500.00"), funding=["NSNGANH"])
    (table,) = result("K22").gauge.tables(H1.window(), None)
    assert table.rows == (
        ("Ngân sách Thành phố", Decimal("600.00"), Decimal("30.0")),
        ("Nguồn thu của đơn vị", Decimal("500.00"), Decimal("25.0")),
        ("NS ngành, đơn vị", Decimal("500.00"), Decimal("25.0")),
        ("Phía nước ngoài đài thọ", Decimal("400.00"), Decimal("20.0")),
        (table.rows[-1][0], Decimal("1100.00"), Decimal("55.0")),
    )


def test_source_not_divided_and_no_state_budget():
    made = trip(cost=Decimal("1000.00"))
    for source in ("NSDV", "DOITAC"):
        Funding(delegation=made, source=source).save(by=None)
    (table,) = result("K22").gauge.tables(H1.window(), None)
    assert [row[1:] for row in table.rows] == [
        (Decimal("1000.00"), Decimal("100.0")),
        (Decimal("0.00"), Decimal("0.0")),
    ]
