"""A unit's report: written and handed in, figures that moved since, who sees it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports.models import UnitReport
from tests.factories import people
from tests.factories.records import outbound
from tests.reports.asking import READY, report_of, save, save_ready, take
from tests.reports.makers import MARCH

pytestmark = pytest.mark.django_db


def test_draft_saves_with_whatever_is_there(client, asked):
    report = report_of(people.owner())
    answer = save(client, report, people.owner(), difficulties="", plan="", proposals="Tập huấn thêm")
    assert answer["Location"] == report.get_absolute_url()
    report.refresh_from_db()
    assert (report.proposals, report.state, report.updated_by) == ("Tập huấn thêm", "DRAFT", people.owner())


def test_save_and_hand_in_tells_at_the_fields_what_is_missing(client, asked):
    report = report_of(people.owner())
    answer = save(client, report, people.owner(), plan="", step="submit")
    assert answer["Location"] == reverse("unit_report_edit", args=[report.pk]) + "?step=submit#words"
    page = client.get(answer["Location"])
    assert [item["anchor"] for item in page.context["missing"]] == ["id_plan"]
    report.refresh_from_db()
    assert (report.difficulties, report.state) == (READY["difficulties"], "DRAFT")
    save(client, report, people.owner(), step="submit")
    assert report_of(people.owner()).state == "SUBMITTED"


def test_nothing_to_report_in_one_click_is_refused_with_what_counts(client, asked):
    outbound(state="PERMITTED", permit_date=MARCH)
    report = report_of(people.owner())
    answer = save(client, report, people.owner(), nothing="on", step="submit")
    (item,) = client.get(answer["Location"]).context["missing"]
    assert item["anchor"] == "id_nothing" and "1" in item["label"]


def test_two_people_at_once_lose_nothing(client, asked):
    report = report_of(people.owner())
    save(client, report, people.colleague(), difficulties="Của đồng nghiệp", plan="")
    answer = save(client, report, people.owner(), difficulties="", plan="Của tôi")
    assert answer.status_code == 200 and answer.context["stale"]
    form = answer.context["form"]
    assert (form["difficulties"].value(), form["plan"].value()) == ("Của đồng nghiệp", "Của tôi")
    report.refresh_from_db()
    assert report.plan == ""


def test_text_with_a_mark_of_secrecy_is_refused(client, asked):
    answer = save(client, report_of(people.owner()), people.owner(), proposals="Tài liệu MẬT kèm theo")
    assert list(answer.context["form"].errors) == ["proposals"]


def test_handed_in_report_is_read_not_written(client, asked):
    report = take(save_ready(report_of(people.owner())), "submit", people.owner())
    assert save(client, report, people.owner()).status_code == 403
    page = client.get(report.get_absolute_url())
    assert page.context["form"] is None and READY["plan"] in page.content.decode()


def test_reason_of_the_return_stands_on_the_page(client, asked):
    report = take(save_ready(report_of(people.owner())), "submit", people.owner())
    url = reverse("unit_report_act", args=[report.pk, "return"])
    client.force_login(people.officer())
    client.post(url, {"comment": "Nêu rõ nguyên nhân"})
    client.force_login(people.owner())
    page = client.get(report.get_absolute_url())
    assert page.context["returned"]["why"] == "Nêu rõ nguyên nhân"
    assert "Nêu rõ nguyên nhân" in page.content.decode()


def test_figures_that_moved_since_are_shown(client, asked):
    report = take(save_ready(report_of(people.owner())), "submit", people.owner())
    client.force_login(people.officer())
    assert client.get(report.get_absolute_url()).context["moved"] == []
    outbound(state="PERMITTED", permit_date=MARCH)
    moved = client.get(report.get_absolute_url()).context["moved"]
    assert ("0", "1") in [(item["then"], item["now"]) for item in moved]


def test_every_figure_opens_its_rows_for_unit_and_department(client, asked):
    outbound(state="PERMITTED", permit_date=MARCH)
    trip = outbound(state="PERMITTED", permit_date=MARCH, unit=people.stranger().unit)
    report = report_of(people.owner())
    for person in (people.owner(), people.officer()):
        client.force_login(person)
        page = client.get(report.get_absolute_url())
        lines = [figure for section in page.context["sections"] for figure in section["figures"]]
        assert {"DR01", "DR02"} < {line["code"] for line in lines}
        for line in lines:
            rows = client.get(line["url"])
            assert rows.context["figure"]["value"] == line["value"], line["code"]
            assert trip.number not in rows.content.decode()


# --- who sees what ------------------------------------------------------------------------------


def addresses_of(report) -> list[str]:
    names = ("unit_report_detail", "unit_report_edit", "unit_report_history")
    return [reverse(name, args=[report.pk]) for name in names] + [
        reverse("unit_report_figure", args=[report.pk, "DR01"])
    ]


@pytest.mark.parametrize("person", [people.stranger, people.administrator, people.nobody])
def test_another_units_report_is_not_there(client, asked, person):
    report = report_of(people.owner())
    client.force_login(person())
    assert {client.get(url).status_code for url in addresses_of(report)} == {404}
    act = reverse("unit_report_act", args=[report.pk, "submit"])
    assert client.post(act).status_code == 404
    assert report_of(people.owner()).version == report.version


def test_unit_sees_its_own_row_of_a_period(client, asked):
    client.force_login(people.owner())
    page = client.get(asked.get_absolute_url())
    assert [row["unit"] for row in page.context["rows"]] == ["Bệnh viện Tim Hà Nội"]
    assert "Phụ sản" not in page.content.decode()
    listed = client.get(reverse("period_list")).context["rows"][0]
    assert listed["own"]["url"] == report_of(people.owner()).get_absolute_url()


@pytest.mark.parametrize("person", [people.administrator, people.nobody])
def test_who_reads_no_records_sees_no_period(client, asked, person):
    client.force_login(person())
    assert client.get(asked.get_absolute_url()).status_code == 404
    assert client.get(reverse("period_list")).status_code == 403


def test_reports_wait_in_my_work_and_are_taken_many_at_once(client, asked):
    for person in (people.owner(), people.stranger()):
        take(save_ready(report_of(person)), "submit", person)
    client.force_login(people.officer())
    rows = client.get(reverse("inbox")).context["rows"]
    assert {row["url"] for row in rows} == {report.get_absolute_url() for report in UnitReport.objects.all()}
    answer = client.post(reverse("inbox"), {"step": [row["pk"] for row in rows], "action": "approve"})
    assert [result["done"] for result in answer.context["results"]] == [True, True]
    assert set(UnitReport.objects.values_list("state", flat=True)) == {"ACCEPTED"}


def test_unit_finds_its_report_in_my_work(client, asked):
    client.force_login(people.owner())
    (row,) = client.get(reverse("inbox")).context["rows"]
    assert row["url"] == report_of(people.owner()).get_absolute_url()


def test_who_left_the_unit_no_longer_reads_what_was_told(client, asked, django_capture_on_commit_callbacks):
    report = take(save_ready(report_of(people.owner())), "submit", people.owner())
    with django_capture_on_commit_callbacks(execute=True):
        take(report, "return", people.officer(), "Nêu rõ nguyên nhân")
    mover = people.owner()
    client.force_login(mover)
    assert "Nêu rõ nguyên nhân" in client.get(reverse("bell")).content.decode()
    mover.unit = people.stranger().unit
    mover.save()
    assert "Nêu rõ nguyên nhân" not in client.get(reverse("bell")).content.decode()


def test_page_of_a_report_costs_the_same_for_many_records(client, asked):
    client.force_login(people.owner())
    url = report_of(people.owner()).get_absolute_url()

    def queries() -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as found:
            assert client.get(url).status_code == 200
        return len(found)

    outbound(state="PERMITTED", permit_date=MARCH)
    few = queries()
    for _number in range(5):
        outbound(state="PERMITTED", permit_date=MARCH)
    assert queries() == few <= 32
