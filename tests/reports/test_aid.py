"""VT01–VT08: aid under way, newly approved, its value and what was disbursed."""

from decimal import Decimal

import pytest

from tests.reports.makers import aid, count, day, disbursed

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("MOBILISING", 0),
        ("SUBMITTED", 0),
        ("APPRAISING", 0),
        ("APPROVED", 1),
        ("UNDER_WAY", 1),
        ("SUSPENDED", 1),
        ("ENDED", 1),
        ("COMPLETED", 1),
        ("DECLINED", 0),
        ("REVOKED", 0),
        ("CANCELLED", 0),
    ],
)
def test_aid_counts_once_approved(state, expected):
    disbursed(aid(state=state), "01/03/2024", "10")
    assert count("VT01", "VT04") == [expected, expected]
    assert count("VT05", "VT06") == [1000 * expected, 10 * expected]


def test_aid_without_decision_date_never_counts():
    disbursed(aid(permit_date=None), "01/03/2024", "10")
    assert count("VT01", "VT04", "VT05", "VT07") == [0, 0, 0, 0]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("01/01/2023", "14/12/2023", 0),
        ("01/01/2023", "15/12/2023", 1),
        ("14/06/2024", "31/12/2026", 1),
        ("15/06/2024", "31/12/2026", 0),
        ("01/01/2020", "31/12/2030", 1),
    ],
)
def test_aid_is_under_way_when_its_dates_meet_the_window(start, end, expected):
    aid(permit_date=day("01/01/2020"), start_date=day(start), end_date=day(end))
    assert count("VT01", "VT04") == [expected, 0]


def test_kinds_split_into_projects_and_non_projects():
    for kind in ("CT", "DADT", "DAKT", "ODA", "PDA", "KHAN_CAP"):
        aid(kind=kind)
    assert count("VT01", "VT02", "VT03") == [6, 4, 2]


def test_value_is_rounded_half_up_per_record():
    """Three times 0.125 USD: each is 0.13, together 0.39, not 0.38 as once rounded."""
    for _number in range(3):
        aid(value=Decimal("0.25"), usd_rate=Decimal("0.5"))
    assert count("VT05") == [Decimal("0.39")]


def test_value_uses_the_rate_as_recorded():
    aid(value=Decimal(3_000_000), currency="JPY", usd_rate=Decimal("0.0068"))
    aid(value=Decimal(210_000), currency="EUR", usd_rate=Decimal("1.08"))
    aid(value=None, unpriced_goods=True)
    assert count("VT05") == [Decimal("247200.00")]


def test_disbursements_in_the_window_and_so_far():
    made = aid(permit_date=day("01/01/2020"), start_date=day("01/01/2020"), end_date=day("31/12/2030"))
    for on, usd in (
        ("14/12/2023", "1"), ("15/12/2023", "2"), ("14/06/2024", "4"), ("15/06/2024", "8"),
    ):  # fmt: skip
        disbursed(made, on, usd)
    assert count("VT06", "VT07") == [6, 7]


def test_disbursement_of_aid_not_under_way_never_counts():
    disbursed(aid(start_date=day("01/01/2020"), end_date=day("14/12/2023")), "01/03/2024", "10")
    assert count("VT06", "VT07") == [0, 0]


def test_counterpart_funds_are_summed_in_dong():
    aid(counterpart=Decimal("4500000000.50"))
    aid(counterpart=None)
    aid(counterpart=Decimal("1000000000.25"))
    assert count("VT08") == [Decimal("5500000000.75")]


def test_withdrawn_aid_never_counts():
    made = aid(counterpart=Decimal(5))
    disbursed(made, "01/03/2024", "10")
    made.withdraw(by=None, reason="nhập trùng")
    assert count("VT01", "VT05", "VT06", "VT07", "VT08") == [0] * 5
