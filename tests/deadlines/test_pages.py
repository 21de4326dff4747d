"""Deadlines on the pages: the list, a record's page, the panel beside the form."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from core.deadlines import Deadline
from tests.factories import people
from tests.factories import records as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def today():
    with time_machine.travel("2025-01-24 09:00+07:00", tick=False):
        yield


def day(text: str) -> datetime.date:
    return datetime.datetime.strptime(text, "%d/%m/%Y").replace(tzinfo=datetime.UTC).date()


def trip(**details):
    made = make.outbound(
        **{"state": "PERMITTED", "start_date": day("06/01/2025"), "end_date": day("10/01/2025"), **details}
    )
    made.settle()
    return made


def listed(client, user, query="") -> list[str]:
    client.force_login(user)
    return [row["url"] for row in client.get(reverse("deadline_list") + query).context["rows"]]


def test_unit_sees_its_own_deadlines_and_the_department_all(client):
    mine = trip()
    other = trip(unit=people.unit("Bệnh viện Phụ sản Hà Nội"))
    assert listed(client, people.owner()) == [mine.get_absolute_url()]
    assert listed(client, people.stranger()) == [other.get_absolute_url()]
    assert set(listed(client, people.leader())) == {mine.get_absolute_url(), other.get_absolute_url()}
    assert listed(client, people.nobody()) == []
    assert listed(client, people.administrator()) == []


def test_export_holds_what_the_list_shows(client):
    trip()
    trip(unit=people.unit("Bệnh viện Phụ sản Hà Nội"))
    client.force_login(people.owner())
    file = client.get(reverse("deadline_export"), {"format": "csv"}).getvalue()
    assert len(file.decode().splitlines()) == 1 + 1


def test_list_is_narrowed_by_day_kind_unit_and_text(client):
    overdue, soon = trip(end_date=day("07/01/2025")), trip(end_date=day("16/01/2025"), title="Đoàn Nhật Bản")
    later = trip(end_date=day("28/03/2025"), unit=people.unit("Bệnh viện Phụ sản Hà Nội"))
    officer = people.officer()
    assert listed(client, officer) == [
        overdue.get_absolute_url(), soon.get_absolute_url(), later.get_absolute_url(),
    ]  # fmt: skip
    assert listed(client, officer, "?when=overdue") == [overdue.get_absolute_url()]
    assert listed(client, officer, "?when=soon") == [soon.get_absolute_url()]
    assert listed(client, officer, f"?unit={later.unit_id}") == [later.get_absolute_url()]
    assert listed(client, officer, "?q=nhat+ban") == [soon.get_absolute_url()]
    assert len(listed(client, officer, "?code=out_report")) == 3
    assert listed(client, officer, "?code=in_report") == []
    assert listed(client, officer, "?owner=DEPARTMENT") == []
    assert listed(client, officer, "?sort=-due")[0] == later.get_absolute_url()


def test_list_shows_words_with_the_colour(client):
    trip(end_date=day("07/01/2025"))
    client.force_login(people.owner())
    cells = client.get(reverse("deadline_list")).context["rows"][0]["cells"]
    state = next(cell["state"] for cell in cells if cell["state"])
    assert (state["tone"], state["icon"]) == ("danger", "exclamation-octagon")


def test_list_costs_a_constant_number_of_queries(client, django_assert_max_num_queries):
    for _ in range(12):
        trip()
    client.force_login(people.officer())
    with django_assert_max_num_queries(10):
        assert len(client.get(reverse("deadline_list")).context["rows"]) == 12


def test_record_page_shows_what_it_owes_and_how_late_it_was_sent(client):
    made = trip(submitted_on=day("02/01/2025"))
    client.force_login(people.owner())
    shown = client.get(made.get_absolute_url()).context["obligations"]
    assert [item["due"] for item in shown["deadlines"]] == [
        day("03/02/2025")
    ]  # 25/01 is a Saturday, then Tết
    assert shown["deadlines"][0]["basis"] == "Thông tư 03/2023/TT-BNV điều 12"
    assert (shown["sending"].left, shown["sending"].least) == (2, 20)
    assert shown["sending"].shown["tone"] == "danger"


def test_records_that_owe_nothing_have_no_panel(client):
    client.force_login(people.owner())
    assert client.get(make.make(type(people.partner())).get_absolute_url()).context["obligations"] is None


# --- beside the form ---


def sending(client, slug="outbound", **typed):
    return client.get(reverse(f"{slug}_sending"), typed)


@pytest.mark.parametrize(
    ("typed", "latest", "lateness"),
    [
        ({"start_date": "12/03/2025"}, "12/02/2025", "IN_TIME"),
        ({"start_date": "120325"}, "12/02/2025", "IN_TIME"),
        ({"start_date": "21/02/2025"}, "17/01/2025", "LATE"),  # 14 working days from today
        ({"start_date": "14/02/2025"}, "10/01/2025", "LATE"),  # exactly 10 working days
        ({"start_date": "13/02/2025"}, "09/01/2025", "RUSHED"),  # 9
        ({"start_date": "10/02/2025"}, "06/01/2025", "RUSHED"),  # exactly 6
        ({"start_date": "07/02/2025"}, "03/01/2025", "HOPELESS"),
        ({"start_date": "24/01/2025"}, "26/12/2024", "HOPELESS"),
        ({"start_date": "23/01/2025"}, "25/12/2024", "AFTER_START"),
        ({"start_date": "12/03/2025", "submitted_on": "05/03/2025"}, "12/02/2025", "HOPELESS"),
    ],
)
def test_latest_day_follows_what_is_typed(client, typed, latest, lateness):
    client.force_login(people.owner())
    found = sending(client, **typed).context["sending"]
    assert (found.latest, found.lateness) == (day(latest), lateness)


def test_latest_day_knows_visas_and_authorities(client):
    client.force_login(people.owner())
    visit = {"start_date": "10/03/2025"}
    assert sending(client, "inbound", **visit).context["sending"].latest == day("28/02/2025")
    assert sending(client, "inbound", **visit, needs_sponsorship="on").context["sending"].latest == day(
        "07/02/2025"
    )
    meeting = {"start_date": "24/04/2025", "role": "CHU_TRI"}
    assert sending(client, "conference", **meeting).context["sending"].latest == day("14/03/2025")
    found = sending(client, "conference", **meeting, sensitive_topic="on").context["sending"]
    assert (found.latest, found.least, found.left) == (day("05/03/2025"), 50, 90)
    attended = sending(client, "conference", start_date="24/04/2025", role="THAM_DU").context
    assert attended["sending"] is None and attended["asked"] is False


@pytest.mark.parametrize("typed", [{}, {"start_date": "31/02/2025"}, {"start_date": "x", "kind": "??"}])
def test_unreadable_days_ask_for_a_day(client, typed):
    client.force_login(people.owner())
    response = sending(client, **typed)
    assert response.status_code == 200 and response.context["sending"] is None


def test_fragment_is_for_those_who_enter_records(client):
    client.force_login(people.leader())
    assert sending(client).status_code == 403
    client.force_login(people.nobody())
    assert sending(client).status_code == 403


def test_fragment_reads_no_record_and_writes_nothing(client, django_assert_max_num_queries):
    client.force_login(people.owner())
    sending(client, start_date="12/03/2025")
    with django_assert_max_num_queries(3):  # session, account, roles
        sending(client, start_date="12/03/2025")
    assert Deadline.objects.count() == 0


def test_form_shows_the_checklist_and_the_latest_day_without_a_script(client):
    made = trip(
        state="DRAFT", start_date=day("12/03/2025"), end_date=day("14/03/2025"), unit_letter_number="5/CV"
    )
    client.force_login(people.owner())
    aside = client.get(reverse("outbound_edit", args=[made.pk])).context["aside"]
    done = {item["field"]: item["done"] for item in aside["checklist"]}
    assert done["unit_letter_number"] is False  # its date is missing
    assert done["members"] is True
    assert "party_notice_number" not in done
    assert aside["sending"].latest == day("12/02/2025")
    assert "#id_start_date" in aside["inputs"]


def test_new_dossier_shows_the_whole_checklist_as_missing(client):
    client.force_login(people.owner())
    for slug in ("outbound", "inbound", "agreement", "conference", "aid"):
        aside = client.get(reverse(f"{slug}_create")).context["aside"]
        assert aside["checklist"] and not any(item["done"] for item in aside["checklist"])


def test_types_without_a_procedure_have_no_panel(client):
    client.force_login(people.owner())
    assert client.get(reverse("focal_point_create")).context["aside"] is None
