"""The gauges on the department's real first half of 2024."""

import json
from decimal import Decimal

import pytest
from django.core.management import call_command

from reports import catalogue
from reports.gauges import BY_CODE
from reports.services import part_rows
from tests.factories import people
from tests.reports.gauges import result
from tests.reports.makers import H1

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hanoi")]

HEADLINES = {
    "K1": Decimal("86.3"), "K1b": 69, "K2": Decimal("70.2"), "K3": None, "K4": None, "K5": None, "K6": None, "K7": None,
    "K8": 0, "K9": Decimal("80.8"), "K10": None, "K11": Decimal("87.3"), "K12": Decimal("31.3"), "K13": Decimal("10.0"),
    "K14": 19, "K15": Decimal("24.20"), "K16": Decimal("0.0"), "K17": Decimal("7.1"), "K18": None, "K19": 1,
    "K20": Decimal("17.6"), "K21": 0, "K22": None, "K23": Decimal("0.25"),
}  # fmt: skip
"""K3 to K7: the workbook is paper history. K22: it gives no costs."""


def test_headlines_of_the_first_half_of_2024():
    found = {}
    for code in BY_CODE:
        read = result(code)
        found[code] = read.value(read.gauge.readings[0])
    assert found == HEADLINES


def test_four_of_four_agreements_of_units_are_with_one_country():
    found = result("K23")
    assert (found.now["hhi_units"], found.now["units"]) == (Decimal("1.00"), 4)


def test_what_gauges_share_with_the_report_is_the_same():
    """KK01 and KK02, KK04 and KK03, NL04 and NL01, KK05 and TT06, VT07 and VT05."""
    pairs = {"K1": (69, 80), "K9": (10, 52), "K11": (48, 55), "K17": (1, 14)}
    assert {code: (result(code).now["look"], result(code).now["of"]) for code in pairs} == pairs
    assert [result("K20").now[name] for name in ("disbursed", "committed")] == [393_000, 2_229_000]


def test_report_knows_no_gauge(capsys):
    call_command("six_month_report", "2024-H1", "--json")
    told = set(json.loads(capsys.readouterr().out)["figures"])
    assert told == set(catalogue.BY_CODE)
    assert told.isdisjoint(BY_CODE)


def test_every_gauge_of_the_page_opens_its_rows(client):
    client.force_login(people.leader())
    for section in client.get("/bao-cao/ton-tai/?period=2024-H1").context["sections"]:
        for line in section["gauges"]:
            for listed in line["lists"]:
                assert client.get(listed["url"]).status_code == 200


def test_unit_reads_its_own():
    owner = people.owner()
    for code, gauge in BY_CODE.items():
        own, whole = result(code, user=owner), result(code)
        for rows in gauge.rows:
            assert own.counted(rows) <= whole.counted(rows)
            for part in rows.parts:
                keys = {row.pk for row in part_rows(part, H1.window(), user=owner)}
                assert keys <= {row.pk for row in part_rows(part, H1.window())}
