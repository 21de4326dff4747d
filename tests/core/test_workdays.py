"""Working days and terms, against tables counted by hand on a paper calendar."""

import datetime

import pytest
from django.core.cache import cache

from core.deadlines import DAYS_OFF_KEY, RULES_KEY, Holiday, Rule
from core.rules import Rulebook
from core.workdays import Calendar, add_months, add_working_days

pytestmark = pytest.mark.django_db


def day(text: str) -> datetime.date:
    return datetime.datetime.strptime(text, "%d/%m/%Y").replace(tzinfo=datetime.UTC).date()


def within(number: int, measure: str, start: str) -> datetime.date:
    return Rulebook.current().last_day([Rule(number=number, measure=measure)], day(start))


def before(number: int, measure: str, start: str) -> datetime.date:
    return Rulebook.current().latest_day([Rule(number=number, measure=measure)], day(start))


@pytest.mark.parametrize(
    ("start", "number", "expected"),
    [
        ("21/01/2025", 5, "04/02/2025"),  # We 22, Th 23, Fr 24, then Tết until 02/02: Mo 03, Tu 04
        ("24/01/2025", 1, "03/02/2025"),  # the first working day after Tết
        ("26/01/2025", 1, "03/02/2025"),  # counted from a day within Tết
        ("29/04/2025", 1, "05/05/2025"),  # 30/4, 1/5, 2/5 (swapped), Sa, Su
        ("25/04/2025", 1, "26/04/2025"),  # the Saturday worked instead of 2/5
        ("25/04/2025", 3, "29/04/2025"),  # Sa 26 worked, Mo 28, Tu 29
        ("03/05/2024", 1, "04/05/2024"),  # swap day of 2024
        ("28/08/2026", 1, "03/09/2026"),  # 31/8 swapped, 1/9 and 2/9 off
        ("05/02/2025", -3, "24/01/2025"),  # back over Tết: Tu 04, Mo 03, Fr 24
        ("28/04/2025", -1, "26/04/2025"),
        ("03/03/2025", 0, "03/03/2025"),
    ],
)
def test_working_days_skip_days_off_and_honour_swap_days(start, number, expected):
    assert add_working_days(day(start), number) == day(expected)


@pytest.mark.parametrize(
    ("start", "number", "measure", "expected"),
    [
        ("10/03/2025", 5, "DAYS", "17/03/2025"),  # the 15th is a Saturday
        ("10/03/2025", 4, "DAYS", "14/03/2025"),
        ("14/01/2025", 15, "DAYS", "03/02/2025"),  # 29/01 lies within Tết
        ("11/04/2025", 15, "DAYS", "26/04/2025"),  # a Saturday that is worked
        ("15/04/2025", 15, "DAYS", "05/05/2025"),  # 30/04, then 1/5, 2/5, weekend
        ("31/08/2024", 6, "MONTHS", "28/02/2025"),  # no 31st of February
        ("28/07/2024", 6, "MONTHS", "03/02/2025"),  # 28/01 lies within Tết
        ("24/01/2025", 5, "WORKING", "07/02/2025"),
    ],
)
def test_term_counts_from_the_day_after_and_ends_on_a_working_day(start, number, measure, expected):
    assert within(number, measure, start) == day(expected)


@pytest.mark.parametrize(
    ("start", "number", "measure", "expected"),
    [
        (
            "10/02/2025",
            20,
            "WORKING",
            "06/01/2025",
        ),  # 5 days of February, 15 of January from the 6th to the 24th
        ("10/02/2025", 6, "WORKING", "24/01/2025"),
        ("12/02/2025", 10, "DAYS", "24/01/2025"),  # 02/02 ends Tết: moved before it
        ("15/05/2025", 15, "DAYS", "29/04/2025"),  # 30/04 is off: moved earlier, never later
        ("12/05/2025", 16, "DAYS", "26/04/2025"),  # a Saturday that is worked
        ("28/08/2025", 6, "MONTHS", "28/02/2025"),
    ],
)
def test_latest_day_before_moves_earlier(start, number, measure, expected):
    assert before(number, measure, start) == day(expected)


def test_working_days_between_match_the_latest_day():
    calendar = Calendar.current()
    assert calendar.between(day("06/01/2025"), day("10/02/2025")) == 20
    assert calendar.between(day("24/01/2025"), day("03/02/2025")) == 1
    assert calendar.between(day("03/02/2025"), day("24/01/2025")) == -1
    assert calendar.between(day("03/02/2025"), day("03/02/2025")) == 0


def test_months_end_on_the_last_day_where_there_is_no_such_day():
    assert add_months(day("31/12/2024"), 2) == day("28/02/2025")
    assert add_months(day("31/12/2024"), -10) == day("29/02/2024")


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026, 2027])
def test_calendar_of_each_year_is_plausible(year):
    off = Holiday.objects.filter(date__year=year, works=False)
    swaps = Holiday.objects.filter(date__year=year, works=True)
    assert all(row.date.weekday() >= 5 for row in swaps)
    assert off.filter(name__contains="hoán đổi").count() == swaps.count()
    named = (
        off.exclude(name__contains="bù").exclude(name__contains="hoán đổi").exclude(name__contains="Văn hóa")
    )
    weekend = sum(row.date.weekday() >= 5 for row in named)
    made_up = off.filter(name__startswith="Nghỉ bù").count()
    assert weekend <= made_up + 2  # Tết, counted as seven days, holds a weekend
    assert not Calendar.current().works(datetime.date(year, 4, 30))


def test_calendar_follows_the_holiday_table_without_a_query(django_assert_num_queries):
    assert add_working_days(day("12/03/2025"), 1) == day("13/03/2025")
    extra = Holiday.objects.create(date=day("13/03/2025"), name="Nghỉ đột xuất")
    assert add_working_days(day("12/03/2025"), 1) == day("14/03/2025")
    with django_assert_num_queries(0):
        add_working_days(day("12/03/2025"), 200)
    extra.delete()
    assert add_working_days(day("12/03/2025"), 1) == day("13/03/2025")


def test_rule_of_the_day_is_in_force():
    assert (
        Rulebook.current().on("aid_appraise_days", day("07/12/2025")).basis
        == "Nghị định 80/2020/NĐ-CP điều 10"
    )
    assert Rulebook.current().on("aid_appraise_days", day("08/12/2025")).basis == "Nghị định 313/2025/NĐ-CP"
    assert Rulebook.current().on("unheard_of", day("08/12/2025")) is None


def test_changed_rule_is_known_at_once():
    rule = Rulebook.current().on("out_report_days", day("01/03/2025"))
    assert rule.number == 15
    rule.number = 10
    rule.save()
    assert Rulebook.current().on("out_report_days", day("01/03/2025")).number == 10


def test_every_number_of_the_settings_has_its_rule():
    wanted = {
        "out_lead_min": 20, "out_lead_rush": 10, "out_lead_hard": 6, "out_report_days": 15, "passport_return_wd": 5,
        "in_lead_novisa": 10, "in_lead_visa": 30, "in_lead_hard_wd": 5, "in_notify_police_days": 5, "in_report_days": 7,
        "kcb_nhandao_days": 10, "conf_lead_pm": 40, "conf_lead_competent": 30, "conf_internal_extra": 10,
        "conf_opinion_days": 15, "conf_report_days": 15, "agr_opinion_wd": 7, "agr_decide_wd": 5, "agr_copy_days": 15,
        "agr_lead_days": 30, "agr_expiry_warn": 180, "agr_dormant_months": 6, "aid_appraise_days": 20,
        "aid_start_months": 6, "aid_report_h1": 10, "aid_report_year": 10, "ngo_cert_warn_days": 90,
        "focal_change_days": 15, "focal_training_months": 24, "unit_report_wd": 2, "so_report_wd": 5,
    }  # fmt: skip
    assert {rule.code: rule.number for rule in Rule.objects.all()}.items() >= wanted.items()
    assert all(rule.label and rule.basis and rule.remind for rule in Rule.objects.all())


def test_calendar_is_read_anew_after_the_cache_is_lost(django_assert_num_queries):
    cache.delete_many([RULES_KEY, DAYS_OFF_KEY])
    with django_assert_num_queries(2):
        Rulebook.current()
    with django_assert_num_queries(0):
        Rulebook.current()
