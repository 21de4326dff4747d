"""One act on many rows: each row for itself, nothing twice, nothing beyond one's scope, nothing left untold."""

import uuid

import pytest
from django.urls import reverse

from core import bulk, bulk_actions, events
from core.approval import ApprovalStep
from core.jobs import Job
from core.screens import screen_of
from delegations.models import OutboundDelegation
from delegations.views import OUTBOUND
from tests.contracts.world import content_of
from tests.factories import people
from tests.factories.records import SHARED, make, record_types

pytestmark = pytest.mark.django_db
LIST, BULK = reverse("outbound_list"), reverse("outbound_bulk")
every_type = pytest.mark.parametrize("model", record_types(), ids=lambda model: model.slug)


def sent(count: int = 1, **details) -> list[OutboundDelegation]:
    """Waiting for the department's officer to take them up."""
    made = [make(OutboundDelegation, state="SUBMITTED", **details) for _number in range(count)]
    bulk.open_missing_steps(OutboundDelegation)
    return made


def address(act: str, *records, **more) -> str:
    asked = [
        f"do={act}",
        *(f"row={record.pk}" for record in records),
        *(f"{name}={value}" for name, value in more.items()),
    ]
    return f"{BULK}?{'&'.join(asked)}"


def act(client, where: str, seen: int, **data):
    """Send the form and follow to what came of it."""
    sent_form = {"seen": seen, "once": str(uuid.uuid4()), **data}
    return client.post(where, sent_form, follow=True)


def outcomes(response) -> dict[int, tuple[bool, str]]:
    return {row["key"]: (row["done"], row["words"]) for row in response.context["rows"]}


@pytest.fixture
def as_officer(client):
    client.force_login(people.officer())
    return client


def test_every_row_is_done_or_refused_by_itself_with_its_reason(as_officer):
    good, draft = sent()[0], make(OutboundDelegation, state="DRAFT")
    response = act(as_officer, address("receive", good, draft), 2)
    told = outcomes(response)
    assert told[good.pk] == (True, "Đang thẩm định")
    assert told[draft.pk] == (False, "Hồ sơ không còn ở trạng thái cho phép thao tác này.")
    assert [row["done"] for row in response.context["rows"]] == [False, True]
    assert {row["url"] for row in response.context["rows"]} == {
        good.get_absolute_url(),
        draft.get_absolute_url(),
    }
    good.refresh_from_db()
    draft.refresh_from_db()
    assert (good.state, draft.state) == ("REVIEWING", "DRAFT")
    logged = events.Event.objects.filter(kind=events.Event.Kind.TRANSITION)
    assert [(event.record_id, event.actor_name) for event in logged] == [(str(good.pk), "officer")]
    assert not ApprovalStep.objects.open().filter(record_id=good.pk, stage="SUBMITTED").exists()


def test_what_is_missing_is_told_with_the_name_of_its_field(client):
    client.force_login(people.owner())
    record = make(OutboundDelegation, state="DRAFT", start_date=None, end_date=None)
    done, words = outcomes(act(client, address("submit", record), 1))[record.pk]
    assert not done
    assert "Ngày đi" in words or "Từ ngày" in words, words


def test_nothing_is_done_before_the_form_is_sent(as_officer):
    record = sent()[0]
    response = as_officer.get(address("receive", record))
    assert response.context["count"] == 1
    assert [row["allowed"] for row in response.context["rows"]] == [True]
    record.refresh_from_db()
    assert (record.state, Job.objects.count()) == ("SUBMITTED", 0)


def test_page_says_beforehand_which_rows_will_be_refused(as_officer):
    good, draft = sent()[0], make(OutboundDelegation, state="DRAFT")
    response = as_officer.get(address("receive", good, draft))
    assert response.context["refused"] == 1


def test_same_form_sent_twice_is_done_once(as_officer):
    record = sent()[0]
    once = {"once": str(uuid.uuid4())}
    first = act(as_officer, address("receive", record), 1, **once)
    second = act(as_officer, address("receive", record), 1, **once)
    assert first.redirect_chain == second.redirect_chain
    assert outcomes(second)[record.pk][0]
    assert events.Event.objects.filter(kind=events.Event.Kind.TRANSITION).count() == 1


def test_form_of_somebody_else_is_refused(as_officer, client):
    record, once = sent()[0], {"once": str(uuid.uuid4())}
    act(as_officer, address("receive", record), 1, **once)
    client.force_login(people.leader())
    assert act(client, address("approve_leader", record), 1, **once).status_code in (200, 403)
    assert Job.objects.filter(owner=people.officer()).count() == Job.objects.count() == 1


def test_all_that_match_are_taken_and_only_they(as_officer):
    wanted, others = sent(3, title="Đoàn Huế"), sent(2, title="Đoàn Lào")
    where = address("receive", all="1", q="hue")
    assert as_officer.get(where).context["count"] == 3
    assert set(outcomes(act(as_officer, where, 3))) == {record.pk for record in wanted}
    states = OutboundDelegation.objects.filter(pk__in=[record.pk for record in others]).values_list(
        "state", flat=True
    )
    assert set(states) == {"SUBMITTED"}


def test_list_that_changed_meanwhile_is_shown_again(as_officer):
    sent(2)
    response = act(as_officer, address("receive", all="1"), 1)
    assert response.context["count"] == 2
    assert Job.objects.count() == 0


def test_more_rows_than_one_waits_for_go_to_the_worker(
    as_officer, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(bulk_actions, "AT_ONCE", 2)
    monkeypatch.setattr(bulk_actions, "TOLD_EVERY", 1)
    records = sent(3)
    with django_capture_on_commit_callbacks(execute=False) as later:
        response = act(as_officer, address("receive", *records), 3)
    job = Job.objects.get()
    assert (job.status, response.redirect_chain[-1][0]) == (Job.Status.WAITING, f"/viec/{job.pk}/")
    for each in later:
        each()
    job.refresh_from_db()
    assert (job.status, len(job.result["rows"])) == (Job.Status.DONE, 3)
    assert "3" in job.message
    assert as_officer.get(f"/viec/{job.pk}/").url == reverse("outbound_bulk_result", args=[job.pk])


def test_work_that_stopped_half_way_says_what_was_not_reached(as_officer):
    one, two = sent(2)
    rows = [{"key": one.pk, "name": "x", "url": one.get_absolute_url(), "done": True, "words": "x"}]
    job = Job.objects.create(
        kind=bulk_actions.BULK, title="Tiếp nhận", owner=people.officer(), status=Job.Status.FAILED,
        payload={"list": "outbound", "act": "receive", "keys": [one.pk, two.pk], "data": ""}, result={"rows": rows},
    )  # fmt: skip
    assert as_officer.get(reverse("outbound_bulk_result", args=[job.pk])).context["untold"] == 1


def test_error_of_ours_in_one_row_leaves_the_others(as_officer, monkeypatch, caplog):
    broken, good = sent(2)
    perform = bulk_actions.perform

    def trips(step, record, **kwargs):
        if record.pk == broken.pk:
            raise RuntimeError("tripped")
        return perform(step, record, **kwargs)

    monkeypatch.setattr(bulk_actions, "perform", trips)
    told = outcomes(act(as_officer, address("receive", broken, good), 2))
    assert (told[broken.pk][0], told[good.pk][0]) == (False, True)
    assert "tripped" not in told[broken.pk][1]
    assert "tripped" in caplog.text


def test_step_that_asks_for_a_comment_is_not_taken_without(as_officer):
    record = sent()[0]
    where = address("return", record)
    assert act(as_officer, where, 1).context["form"].errors
    assert outcomes(act(as_officer, where, 1, comment="Thiếu thư mời"))[record.pk][0]
    assert events.Event.objects.get(kind=events.Event.Kind.TRANSITION).comment == "Thiếu thư mời"


def test_result_is_only_for_who_did_it_and_names_only_what_one_may_see(client):
    client.force_login(people.owner())
    record = make(OutboundDelegation, title="Đoàn kín")
    act(client, address("withdraw", record), 1, reason="Nhập nhầm")
    job = Job.objects.get()
    where = reverse("outbound_bulk_result", args=[job.pk])
    assert "Đoàn kín" in client.get(where).content.decode()
    owner = people.owner()
    owner.unit = people.stranger().unit
    owner.save()
    assert "Đoàn kín" not in client.get(where).content.decode()
    assert "Đoàn kín" not in client.get(f"{where}?format=csv").content.decode()
    for other in (people.colleague, people.officer):
        client.force_login(other())
        assert client.get(where).status_code == 404


def test_result_as_csv_holds_every_row_and_no_formula(as_officer):
    record = sent(title="=1+1")[0]
    act(as_officer, address("receive", record), 1)
    response = as_officer.get(reverse("outbound_bulk_result", args=[Job.objects.get().pk]) + "?format=csv")
    lines = response.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[0].count(";") == lines[1].count(";") == 2  # as lists taken out have it
    assert lines[1].startswith(record.number)
    assert response.headers["Content-Disposition"].endswith('.csv"')


@every_type
def test_withdrawing_many_takes_what_one_may_and_refuses_the_rest(client, model):
    mine, other = make(model), make(model, **({} if model in SHARED else {"unit": people.stranger().unit}))
    client.force_login(people.owner())
    where = f"{reverse(f'{model.slug}_bulk')}?do=withdraw&row={mine.pk}&row={other.pk}"
    if model in SHARED:  # kept by the department
        assert client.get(where).status_code == 302
        return
    told = outcomes(act(client, where, 2, reason="Nhập nhầm"))
    assert told[mine.pk][0]
    assert not told[other.pk][0]
    mine.refresh_from_db()
    other.refresh_from_db()
    assert mine.deleted_at is not None
    assert other.deleted_at is None


def test_record_one_may_not_see_is_refused_without_a_word_of_it(client):
    other = make(OutboundDelegation, unit=people.stranger().unit, title="Bí ẩn")
    client.force_login(people.owner())
    where = address("withdraw", other)
    assert "Bí ẩn" not in client.get(where).content.decode()
    response = act(client, where, 1, reason="Nhập nhầm")
    assert list(outcomes(response).values()) == [(False, "Không còn, hoặc không thuộc phạm vi của bạn.")]
    assert other.number not in response.content.decode()
    other.refresh_from_db()
    assert other.deleted_at is None


def test_role_is_asked_again_when_the_work_is_done(as_officer):
    record = sent()[0]
    job = Job.objects.create(
        kind=bulk_actions.BULK, title="x", owner=people.leader(),
        payload={"list": "outbound", "act": "receive", "keys": [record.pk], "data": ""},
    )  # fmt: skip
    from core.work import do  # noqa: PLC0415

    do(job)
    job.refresh_from_db()
    record.refresh_from_db()
    assert (job.status, record.state) == (Job.Status.FAILED, "SUBMITTED")


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?do=receive",
        "?row=1",
        "?do=nonsense&row=1",
        "?do=receive&row=abc",
        "?do=export",
        "?do=receive&row=" + "9" * 40,
    ],
)
def test_odd_addresses_lead_back_to_the_list(as_officer, query):
    sent()
    for ask in (as_officer.get, as_officer.post):
        response = ask(BULK + query)
        assert response.status_code == 302
        assert response.url.startswith(LIST)


def test_export_of_the_chosen_holds_exactly_these(as_officer):
    one, two, _three = sent(3)
    response = as_officer.get(address("export", one, two, sort="title"))
    assert response.status_code == 302
    listed = as_officer.get(f"{LIST}?{response.url.partition('?')[2]}")
    assert {row["pk"] for row in listed.context["rows"]} == {one.pk, two.pk}
    assert content_of(as_officer.get(response.url))
    everything = as_officer.get(address("export", all="1", q="doan")).url
    assert "pk=" not in everything
    assert "q=doan" in everything


def test_clerk_without_export_has_no_export_to_choose(client):
    client.force_login(people.clerk())
    sent()
    listed = client.get(LIST).context["bulk"]
    assert listed is None or "export" not in {choice["name"] for choice in listed["acts"]}
    assert client.get(address("export", OutboundDelegation.objects.get())).url.startswith(LIST)


@every_type
def test_list_offers_acts_that_are_answered(client, model):
    make(model)
    for who in (people.owner, people.officer, people.leader, people.administrator):
        client.force_login(who())
        response = client.get(reverse(f"{model.slug}_list"))
        offered = response.context["bulk"]
        for choice in offered["acts"] if offered else []:
            rows = "&".join(f"row={row['pk']}" for row in response.context["rows"])
            answer = client.get(f"{offered['url']}?do={choice['name']}&{rows}")
            assert answer.status_code == (302 if choice["name"] == "export" else 200), (who, choice)


def test_acts_are_the_steps_of_the_role_once_each():
    names = [each.name for each in bulk_actions.acts_of(OUTBOUND, people.officer())]
    assert len(names) == len(set(names))
    assert {"receive", "return", "withdraw"} <= set(names)
    assert bulk_actions.acts_of(screen_of("outbound"), people.nobody()) == []
