"""Periods: what a code means, what it is called, what it is compared with."""

import pytest
from django.utils.translation import override

from reports.periods import CALENDAR, PeriodError, free, half_year_of, official_date, parse
from tests.reports.makers import day


@pytest.mark.parametrize(
    ("code", "rule", "start", "end"),
    [
        ("2024-H1", "decree", "15/12/2023", "14/06/2024"),
        ("2024-H2", "decree", "15/06/2024", "14/12/2024"),
        ("2024", "decree", "15/12/2023", "14/12/2024"),
        ("2024-H1", "calendar", "01/01/2024", "30/06/2024"),
        ("2024-H2", "calendar", "01/07/2024", "31/12/2024"),
        ("2024", "calendar", "01/01/2024", "31/12/2024"),
        (" 2024-h1 ", "decree", "15/12/2023", "14/06/2024"),
        ("2024-02-28..2024-02-29", "decree", "28/02/2024", "29/02/2024"),
    ],
)
def test_code_gives_its_window(code, rule, start, end):
    period = parse(code, rule)
    assert (period.start, period.end) == (day(start), day(end))


@pytest.mark.parametrize(
    "code",
    ["", "2024-H3", "H1-2024", "24-H1", "2024-H1x", "0000", "9999-H1", "1900", "²⁰²⁴", "2024-02-30..2024-03-01", "2024-03-01..2024-02-01", "2024-01-01.."],
)  # fmt: skip
def test_bad_code_is_refused_with_a_sentence(code):
    with pytest.raises(PeriodError, match=r"^.{20,}\.$"):
        parse(code)


def test_bad_window_is_refused():
    with pytest.raises(PeriodError, match="lunar"):
        parse("2024-H1", "lunar")


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("2024-H1", "6 tháng đầu năm 2024"),
        ("2024-H2", "6 tháng cuối năm 2024"),
        ("2024", "năm 2024"),
        ("2023-12-15..2024-06-14", "từ ngày 15/12/2023 đến ngày 14/6/2024"),
    ],
)
def test_name_is_the_administrative_one(code, name):
    assert parse(code).name == name
    with override("en"):
        assert parse(code).official_name == name


def test_days_and_first_months_take_a_zero():
    assert [
        official_date(day(text)) for text in ("05/01/2024", "14/06/2024", "09/10/2024", "01/02/2024")
    ] == [
        "05/01/2024",
        "14/6/2024",
        "09/10/2024",
        "01/02/2024",
    ]


@pytest.mark.parametrize(
    ("code", "start", "end"),
    [
        ("2024-H1", "15/12/2022", "14/06/2023"),
        ("2024", "15/12/2022", "14/12/2023"),
        ("1901-H1", "15/12/1899", "14/06/1900"),
        ("2024-02-29..2024-03-31", "28/02/2023", "31/03/2023"),
    ],
)
def test_previous_is_the_same_period_last_year(code, start, end):
    previous = parse(code).previous
    assert (previous.start, previous.end) == (day(start), day(end))


def test_previous_keeps_the_rule():
    assert parse("2024-H1", CALENDAR).previous == parse("2023-H1", CALENDAR)


@pytest.mark.parametrize(
    ("date", "code"),
    [
        ("14/12/2023", "2023-H2"),
        ("15/12/2023", "2024-H1"),
        ("14/06/2024", "2024-H1"),
        ("15/06/2024", "2024-H2"),
    ],
)
def test_half_year_of_a_day_follows_the_decree(date, code):
    assert half_year_of(day(date)).code == code


def test_halves_leave_no_day_out():
    year, halves = parse("2024"), [parse("2024-H1"), parse("2024-H2")]
    assert (year.start, year.end) == (halves[0].start, halves[1].end)
    assert (halves[1].start - halves[0].end).days == 1


def test_free_dates_end_on_or_after_their_start():
    assert free(day("01/03/2024"), day("01/03/2024")).is_free
    with pytest.raises(PeriodError):
        free(day("02/03/2024"), day("01/03/2024"))
