"""Writing through the API: child rows, locks, steps, withdrawing; what is refused says where and why."""

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from api.models import Answer
from core.access import EDIT_ALL
from core.attachments import Attachment, DocumentKind, attach
from core.events import Event
from core.files.kinds import PDF
from core.screens import screen_of, screens
from core.workflow import choices_for
from delegations.models import Member, OutboundDelegation
from tests.api.caller import Caller
from tests.factories import people
from tests.factories.dossiers import ready_outbound
from tests.factories.records import make, period

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def counted_anew():
    cache.clear()


@pytest.fixture
def record():
    return make(OutboundDelegation)


@pytest.fixture
def owner():
    return Caller(people.owner())


def at(record, tail: str = "") -> str:
    return f"{record.slug}/{record.pk}/{tail}"


def places(response) -> dict[str, str]:
    return {fault["at"]: fault["code"] for fault in response.json()["errors"]}


# --- child rows ---------------------------------------------------------------------------------


def test_rows_are_entered_changed_and_taken_away_by_a_list_given_whole(record, owner):
    (stored,) = owner.get(at(record)).json()["members"]
    added = {"full_name": "Trần Thị Bình", "role": "MEMBER", "birth_date": "1980-05-04"}
    body = {"version": record.version, "members": [{"id": stored["id"], "position": "Trưởng khoa"}, added]}
    found = owner.patch(at(record), body)
    assert found.status_code == 200, found.json()
    first, second = found.json()["members"]
    assert (first["id"], first["position"], first["full_name"]) == (
        stored["id"],
        "Trưởng khoa",
        stored["full_name"],
    )
    assert (second["full_name"], second["birth_date"]) == ("Trần Thị Bình", "1980-05-04")
    left = owner.patch(
        at(record), {"version": found.json()["version"], "members": [{"id": second["id"], "role": "LEADER"}]}
    )
    assert left.status_code == 200, left.json()
    assert [(row["id"], row["role"]) for row in left.json()["members"]] == [(second["id"], "LEADER")]
    assert left.json()["legs"] == owner.get(at(record)).json()["legs"] != []
    assert Member.history.filter(id=stored["id"], history_type="-", history_user=people.owner()).exists()


def test_faults_of_rows_stand_at_their_place(record, owner):
    (stored,) = owner.get(at(record)).json()["members"]
    rows = [{"full_name": "A", "role": "LEADER"}, {"id": stored["id"]}, {"birth_date": "1200-01-01"}]
    response = owner.patch(at(record), {"version": record.version, "members": rows})
    assert response.status_code == 422
    assert {"/members/2/full_name": "required", "/members/2/birth_date": "invalid"}.items() <= places(
        response
    ).items()
    twice = [{"full_name": "A", "role": "LEADER"}, {"id": stored["id"]}]
    response = owner.patch(at(record), {"version": record.version, "members": twice})
    assert (response.status_code, list(places(response))) == (422, ["/members/0/role"])
    assert OutboundDelegation.objects.get().version == record.version


@pytest.mark.parametrize(
    ("rows", "status", "place"),
    [
        ([{"id": 999999}], 422, "/members/0/id"),
        ([{}], 422, "/members/0"),
        ([{"nope": 1}], 400, "/members/0/nope"),
        ([{"full_name": 1}], 400, "/members/0/full_name"),
        ([1], 400, "/members/0"),
        ({}, 400, "/members"),
        (None, 400, "/members"),
        ([{"id": True}], 400, "/members/0/id"),
        ([{"full_name": "A"}] * 1001, 400, "/members"),
    ],
)
def test_rows_that_cannot_be_are_refused(record, owner, rows, status, place):
    response = owner.patch(at(record), {"version": record.version, "members": rows})
    assert (response.status_code, place in places(response)) == (status, True), response.json()


def test_rows_of_another_record_are_not_reached(record, owner):
    other = make(OutboundDelegation)
    foreign = other.members.get()
    body = {"version": record.version, "members": [{"id": foreign.pk, "position": "Giám đốc"}]}
    assert owner.patch(at(record), body).status_code == 422
    foreign.refresh_from_db()
    assert foreign.position == ""


# --- what may be given --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"title": 1}, "/title"),
        ({"unit": "1"}, "/unit"),
        ({"unit": 2**70}, "/unit"),
        ({"in_plan": "true"}, "/in_plan"),
        ({"start_date": "01/03/2024"}, "/start_date"),
        ({"start_date": "2024-02-30"}, "/start_date"),
        ({"cost": 5}, "/cost"),
        ({"cost": "1.000,5"}, "/cost"),
        ({"purposes": "DTBD"}, "/purposes"),
        ({"co_units": [True]}, "/co_units"),
        ({"number": "DR-1"}, "/number"),
        ({"version": "1"}, "/version"),
    ],
)
def test_a_value_of_another_kind_is_refused_at_its_place(record, owner, body, place):
    response = owner.patch(at(record), {"version": record.version} | body)
    assert (response.status_code, place in places(response)) == (400, True), response.json()


def test_numbers_days_and_choices_come_back_as_they_were_given(record):
    caller = Caller(people.officer())
    body = {
        "version": record.version, "cost": "1234567.5", "exchange_rate": "0.0000000001", "start_date": "2024-03-05",
        "end_date": "2024-03-09", "in_plan": False, "purposes": ["HNHT", "DTBD"], "co_units": [people.unit().pk],
        "planned_activity": None, "content": "Nội dung",
    }  # fmt: skip
    found = caller.patch(at(record), body)
    assert found.status_code == 200, found.json()
    same = {
        name: value
        for name, value in found.json().items()
        if name in body and name not in ("version", "purposes")
    }
    assert (
        same == {name: value for name, value in body.items() if name in same} and len(same) == len(body) - 2
    )
    assert found.json()["purposes"] == ["DTBD", "HNHT"]
    again = caller.patch(at(record), body | {"version": found.json()["version"]})
    assert again.json()["version"] == found.json()["version"]


def test_a_units_officer_enters_for_the_own_unit_only(owner):
    stranger = people.stranger().unit
    response = owner.post("outbound/", {"title": "Đoàn", "unit": stranger.pk})
    assert (response.status_code, places(response)) == (422, {"/unit": "locked"})
    assert owner.post("outbound/", {"title": "Đoàn"}).json()["unit"] == people.unit().pk
    assert owner.post("outbound/", {"title": "Đoàn", "unit": people.unit().pk}).status_code == 201
    assert owner.post("outbound/", {"title": "Đoàn", "permit_number": "1"}).status_code == 422


def test_what_was_sent_is_locked_for_the_unit_and_a_change_after_the_decision_says_why(record, owner):
    record.state = "SUBMITTED"
    record.save(by=None)
    assert owner.patch(at(record), {"version": record.version, "title": "Khác"}).status_code == 403
    record.state = "PERMITTED"
    record.save(by=None)
    response = owner.patch(at(record), {"version": record.version, "title": "Khác"})
    assert (response.status_code, places(response)) == (422, {"/title": "locked"})
    results = owner.patch(at(record), {"version": record.version, "report_summary": "Tốt"})
    assert results.status_code == 200, results.json()
    officer, version = Caller(people.officer()), results.json()["version"]
    without = officer.patch(at(record), {"version": version, "content": "Khác", "note": "a"})
    assert without.status_code == 422
    reasoned = {"version": version, "note": "a", "change_reason": "Sửa sai sót"}
    assert officer.patch(at(record), {**reasoned, "change_reason": ""}).status_code == 422
    assert officer.patch(at(record), reasoned).status_code == 200
    assert officer.get(at(record, "history/")).json()["results"][0]["reason"] == "Sửa sai sót"


def test_another_units_record_is_not_there(record):
    stranger = Caller(people.stranger())
    for tail in ("", "history/", "links/", "attachments/"):
        assert stranger.get(at(record, tail)).status_code == 404
    assert stranger.patch(at(record), {"version": 1, "title": "a"}).status_code == 404
    assert stranger.post(at(record, "withdraw/"), {"reason": "Nhập nhầm"}).status_code == 404
    assert stranger.post(at(record, "steps/submit/"), {}).status_code == 404


def test_a_mark_of_secrecy_is_refused(record, owner):
    response = owner.patch(at(record), {"version": record.version, "content": "Tài liệu TỐI MẬT"})
    assert (response.status_code, list(places(response))) == (422, ["/content"])


# --- withdrawing, steps -------------------------------------------------------------------------


def test_withdrawing_says_why(record, owner):
    assert owner.post(at(record, "withdraw/"), {"reason": " "}).status_code == 422
    assert owner.post(at(record, "withdraw/"), {}).status_code == 422
    assert owner.post(at(record, "withdraw/"), {"reason": "Nhập nhầm", "version": 0}).status_code == 409
    found = owner.post(at(record, "withdraw/"), {"reason": "Nhập nhầm"})
    assert (found.status_code, found.json()) == (200, {"id": record.pk, "withdrawn": True})
    assert owner.get(at(record)).status_code == 404
    assert Event.objects.get(kind=Event.Kind.WITHDRAWAL).comment == "Nhập nhầm"


def test_steps_offered_are_those_of_the_page(record):
    for person in (people.owner(), people.officer(), people.leader()):
        found = Caller(person).get(at(record)).json()
        offered = [step.name for step in choices_for(screen_of("outbound").transitions, record, person)]
        assert [step["name"] for step in found["steps"]] == offered
        assert found["may_edit"] is bool(person.may(EDIT_ALL) or person == people.owner())


def test_issuing_a_report_is_neither_offered_nor_taken():
    ready, clerk = period(state="ISSUING"), Caller(people.clerk())
    offered = [step["name"] for step in clerk.get(at(ready)).json()["steps"]]
    assert "issue" not in offered and "return" in offered
    assert clerk.post(at(ready, "steps/issue/"), {}).status_code == 409


def test_a_step_is_taken_as_on_the_page_or_says_what_is_missing(record, owner):
    missing = owner.post(at(record, "steps/submit/"), {})
    assert missing.status_code == 422
    assert missing.json()["errors"]
    ready = ready_outbound()
    assert owner.post(at(ready, "steps/submit/"), {"version": 0}).status_code == 409
    taken = owner.post(at(ready, "steps/submit/"), {"comment": "Kính gửi"})
    assert taken.status_code == 200, taken.json()
    assert taken.json()["state"] in ("UNIT_REVIEW", "SUBMITTED")
    event = Event.objects.get(kind=Event.Kind.TRANSITION)
    assert (event.actor_name, event.action, event.comment) == ("owner", "submit", "Kính gửi")
    assert owner.post(at(ready, "steps/submit/"), {}).status_code == 409
    assert owner.post(at(ready, "steps/nope/"), {}).status_code == 409


def test_a_step_of_another_role_is_forbidden_and_its_fields_are_read(record, owner):
    record.state = "UNIT_REVIEW"
    record.save(by=None)
    step = next(
        step
        for step in screen_of("outbound").transitions
        if step.starts_from(record) and not people.owner().may(step.permission_for(record))
    )
    body = {"comment": "Vì sao"}
    assert owner.post(at(record, f"steps/{step.name}/"), body).status_code == 403
    assert owner.post(at(record, f"steps/{step.name}/"), {"nope": 1}).status_code == 400
    assert owner.post(at(record, f"steps/{step.name}/"), {"comment": 1}).status_code == 400


# --- twice --------------------------------------------------------------------------------------


def test_a_request_sent_twice_is_done_once(owner):
    body, head = {"title": "Đoàn"}, {"Idempotency-Key": "so-1"}
    first, second = owner.post("outbound/", body, **head), owner.post("outbound/", body, **head)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["id"] == second.json()["id"]
    assert second.headers["Idempotency-Replayed"] == "true"
    assert OutboundDelegation.objects.count() == Answer.objects.count() == 1
    assert owner.post("outbound/", {"title": "Khác"}, **head).status_code == 422
    assert Caller(people.colleague()).post("outbound/", body, **head).status_code == 201
    assert owner.post("outbound/", body, **{"Idempotency-Key": "ü"}).status_code == 400


def test_what_was_refused_may_be_sent_again(owner):
    head = {"Idempotency-Key": "so-1"}
    assert owner.post("outbound/", {"title": ""}, **head).status_code == 422
    assert owner.post("outbound/", {"title": "Đoàn"}, **head).status_code == 201


# --- files --------------------------------------------------------------------------------------


def test_files_are_listed_and_taken_through_the_same_checks(record):
    for kind in (DocumentKind.REQUEST, DocumentKind.PASSPORT):
        upload = SimpleUploadedFile("to-trinh.pdf", b"%PDF-1.4 x", content_type="application/pdf")
        attach(record, upload, PDF, kind=kind, by=people.owner())
    plain, scan = Attachment.objects.order_by("kind").reverse()
    owner, leader, stranger = Caller(people.owner()), Caller(people.leader()), Caller(people.stranger())
    listed = {
        row["kind"]: row["readable"] for row in leader.get(at(record, "attachments/")).json()["results"]
    }
    assert listed == {"REQUEST": True, "PASSPORT": False}
    found = owner.get(f"attachments/{plain.pk}/")
    assert b"".join(found.streaming_content) == b"%PDF-1.4 x"
    assert found.headers["Content-Type"] == "application/octet-stream"
    assert found.headers["Content-Disposition"].startswith("attachment")
    assert leader.get(f"attachments/{scan.pk}/").status_code == 403
    assert stranger.get(f"attachments/{plain.pk}/").status_code == 404
    b"".join(owner.get(f"attachments/{scan.pk}/").streaming_content)
    assert Event.objects.filter(kind=Event.Kind.DOWNLOAD, actor_name="owner").count() == 1


def test_every_type_with_steps_has_them():
    for screen in screens():
        if screen.transitions:
            assert reverse(f"api_{screen.model.slug}_step", args=[1, "submit"])
