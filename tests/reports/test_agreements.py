"""TT01–TT07 and KK05: signing, effect, and agreements nobody carries out."""

import pytest

from reports.periods import free, parse
from tests.reports.makers import agreement, count, day, implemented

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("state", "signed"),
    [
        ("DRAFT", 0),
        ("PERMITTED", 0),
        ("SIGNED", 1),
        ("SUSPENDED", 1),
        ("REPLACED", 1),
        ("TERMINATED", 1),
        ("CANCELLED", 0),
    ],
)
def test_signing_counts_whatever_became_of_the_paper(state, signed):
    agreement(state=state)
    assert count("TT01", "TT04") == [signed, signed]


@pytest.mark.parametrize("state", ["SUSPENDED", "REPLACED", "TERMINATED"])
def test_ended_paper_is_not_in_force(state):
    agreement(state=state)
    assert count("TT06") == [0]


def test_signings_are_split_by_name_and_scope():
    for name in ("TP", "TP", "SO", "DONVI"):
        agreement(signing_name=name)
    agreement(scope="TRONG_NUOC", signing_name="SO")
    assert count("TT01", "TT02", "TT03", "TT04", "TT05") == [4, 2, 1, 1, 1]


def test_domestic_paper_is_never_an_international_one_in_force():
    agreement(scope="TRONG_NUOC")
    assert count("TT06", "KK05") == [0, 0]


@pytest.mark.parametrize(
    ("signed", "expected"), [("14/12/2023", 0), ("15/12/2023", 1), ("14/06/2024", 1), ("15/06/2024", 0)]
)
def test_signing_counts_by_its_day(signed, expected):
    agreement(signed_on=day(signed))
    assert count("TT01") == [expected]


@pytest.mark.parametrize(
    ("effective", "expiry", "in_force", "soon"),
    [
        ("14/06/2024", None, 1, 0),
        ("15/06/2024", None, 0, 0),
        ("01/01/2020", "14/06/2024", 1, 1),
        ("01/01/2020", "13/06/2024", 0, 0),
        ("01/01/2020", "12/09/2024", 1, 1),  # 90 days after 14/06
        ("01/01/2020", "13/09/2024", 1, 0),
    ],
)
def test_paper_is_in_force_on_the_last_day(effective, expiry, in_force, soon):
    agreement(
        signed_on=day("01/01/2020"),
        effective_date=day(effective),
        expiry_date=day(expiry) if expiry else None,
    )
    assert count("TT06", "TT07") == [in_force, soon]


def test_automatic_renewal_does_not_move_the_expiry():
    agreement(signed_on=day("01/01/2020"), expiry_date=day("01/01/2024"), auto_renewal=True)
    assert count("TT06") == [0]


@pytest.mark.parametrize(
    ("effective", "end", "dormant"),
    [
        ("31/12/2023", "30/06/2024", 0),  # five whole months and a rest
        ("30/12/2023", "30/06/2024", 1),
        ("15/12/2023", "14/06/2024", 0),
        ("14/12/2023", "14/06/2024", 1),
        ("30/08/2023", "29/02/2024", 0),
        ("29/08/2023", "29/02/2024", 1),
        ("31/08/2022", "28/02/2023", 0),
        ("28/08/2022", "28/02/2023", 1),
        ("29/02/2024", "29/08/2024", 1),
        ("29/02/2024", "28/08/2024", 0),
        ("28/02/2023", "31/08/2023", 1),
        ("01/03/2023", "31/08/2023", 0),
    ],
)
def test_dormant_needs_six_whole_months(effective, end, dormant):
    agreement(signed_on=day("01/01/2020"), effective_date=day(effective))
    assert count("KK05", period=free(day(end), day(end))) == [dormant]


@pytest.mark.parametrize(
    ("done", "end", "dormant"),
    [
        ("14/06/2023", "14/06/2024", 1),  # end − 1 year < date
        ("15/06/2023", "14/06/2024", 0),
        ("14/06/2024", "14/06/2024", 0),
        ("15/06/2024", "14/06/2024", 1),  # not yet
        ("28/02/2023", "29/02/2024", 1),
        ("01/03/2023", "29/02/2024", 0),
        ("28/02/2024", "28/02/2025", 1),
        ("29/02/2024", "28/02/2025", 0),
    ],
)
def test_dormant_looks_at_the_twelve_months_before(done, end, dormant):
    paper = agreement(signed_on=day("01/01/2020"))
    implemented(paper, done)
    assert count("KK05", period=free(day(end), day(end))) == [dormant]


def test_dormant_paper_must_be_in_force():
    agreement(signed_on=day("01/01/2020"), expiry_date=day("13/06/2024"))
    assert count("KK05", period=parse("2024-H1")) == [0]


def test_withdrawn_paper_never_counts():
    agreement().withdraw(by=None, reason="nhập trùng")
    assert count("TT01", "TT04", "TT06") == [0, 0, 0]
