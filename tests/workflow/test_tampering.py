"""Attempts to break the way of a dossier: what is smuggled, done twice, done too late, or done behind its back."""

import datetime
import io

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook as read_book

from accounts.models import HeldRole
from aid_projects.models import AidProject
from core import bulk
from core.actions import LONGEST_COMMENT
from core.approval import ApprovalStep, ChainStep
from core.attachments import Attachment, DocumentKind, attach
from core.deadlines import Deadline
from core.digest import send_digests
from core.events import Event
from core.files.kinds import PDF
from core.notifications import Kind, store
from core.workflow import Refused
from delegations.models import Member, OutboundDelegation
from delegations.views import OUTBOUND
from exchange.services import load_workbook
from tests.exchange.books import base, trip, write
from tests.factories import files, people
from tests.factories.dossiers import READY, ready_outbound, take
from tests.factories.forms import as_sent, faults
from tests.factories.records import make, outbound
from tests.workflow.dossiers import act, fresh, from_workbook, sent
from tests.workflow.tables import TABLES
from tests.workflow.test_tables import SCREENS
from worklist.inbox import awaited_by, waiting_for

pytestmark = pytest.mark.django_db
every_type = pytest.mark.parametrize("model", TABLES, ids=lambda model: model.slug)
MARKED = "Nội dung TUYỆT MẬT"
SECRET = "Nội dung có dấu hiệu chứa bí mật nhà nước, không được nhập vào hệ thống."


# --- what is posted -------------------------------------------------------------------------------


def test_fields_not_asked_for_are_not_taken(client):
    record = sent()
    other = people.unit("Bệnh viện Phụ sản Hà Nội")
    client.force_login(people.officer())
    smuggled = {
        "state": "PERMITTED",
        "unit": other.pk,
        "title": "Khác",
        "permit_number": "1/QĐ",
        "adjustment": "DRAFT",
    }
    client.post(act(record, "propose"), smuggled)
    after = fresh(record)
    assert (after.state, after.unit, after.title, after.permit_number) == (
        "AT_OFFICE", record.unit, record.title, "",
    )  # fmt: skip


@pytest.mark.parametrize(
    "typed",
    [{}, {"department_letter_number": "x" * 101, "department_letter_date": "01/03/2024"},
     {"department_letter_number": "1\0", "department_letter_date": "\0"},
     {"department_letter_number": "\0", "department_letter_date": "01/03/2024"},
     {"department_letter_number": "1", "department_letter_date": "31/02/2024"},
     {"department_letter_number": MARKED, "department_letter_date": "01/03/2024"}],
)  # fmt: skip
def test_step_with_missing_huge_or_wild_values_is_refused(client, typed):
    record = make(OutboundDelegation, state="ISSUING")
    client.force_login(people.clerk())
    assert client.post(act(record, "issue"), typed).status_code == 302
    assert (fresh(record).state, fresh(record).version) == ("ISSUING", record.version)
    assert not Event.objects.filter(kind="TRANSITION").exists()


def test_huge_comment_is_refused(client):
    record = sent()
    client.force_login(people.officer())
    client.post(act(record, "return"), {"comment": "a" * (LONGEST_COMMENT + 1)})
    assert fresh(record).state == "REVIEWING"
    step = ApprovalStep.objects.of(record).open().get()
    page = client.post(
        reverse("inbox"), {"step": step.pk, "action": "return", "comment": "a" * (LONGEST_COMMENT + 1)}
    )
    assert (page.status_code, page.context["results"], fresh(record).state) == (200, [], "REVIEWING")


def test_rows_of_a_locked_table_are_not_taken(client):
    record = make(OutboundDelegation, state="PERMITTED")
    client.force_login(people.owner())
    address = reverse("outbound_edit", args=[record.pk])
    row = record.members.get()
    smuggled = {
        "members-TOTAL_FORMS": "2", "members-INITIAL_FORMS": "1", "members-0-id": str(row.pk), "members-0-DELETE": "on",
        "members-1-full_name": "Người Mới", "legs-TOTAL_FORMS": "0", "legs-INITIAL_FORMS": "0",
    }  # fmt: skip
    response = client.post(address, as_sent(client.get(address)) | smuggled | {"actual_cost": "5"})
    assert response.status_code == 302, faults(response)
    assert list(record.members.values_list("pk", flat=True)) == [row.pk]


@every_type
def test_addresses_that_write_take_no_get_and_no_post_without_a_token(model):
    record, client = make(model), Client(enforce_csrf_checks=True)
    client.force_login(people.officer())
    doors = [
        act(record, "cancel"), reverse(f"{model.slug}_withdraw", args=[record.pk]),
        reverse(f"{model.slug}_restore", args=[record.pk]), reverse("record_link"),
        reverse("reveal", args=[record.slug, record.pk]), reverse("bell_read"), reverse("logout"),
    ]  # fmt: skip
    assert {client.get(door).status_code for door in doors} == {405}
    posted = [*doors, reverse("inbox"), reverse(f"{model.slug}_edit", args=[record.pk])]
    assert {client.post(door, {"reason": "Vì sao", "comment": "Vì sao"}).status_code for door in posted} == {
        403
    }
    assert fresh(record).version == record.version


def test_step_pressed_twice_is_taken_once(client):
    record = sent()
    client.force_login(people.officer())
    for _press in range(2):
        assert client.post(act(record, "propose")).status_code == 302
    assert fresh(record).state == "AT_OFFICE"
    assert Event.objects.filter(action="propose").count() == 1


def test_form_sent_from_two_tabs_is_stale_the_second_time(client):
    record = make(OutboundDelegation)
    client.force_login(people.owner())
    address = reverse("outbound_edit", args=[record.pk])
    typed = as_sent(client.get(address))
    assert client.post(address, typed | {"title": "Thẻ một"}).status_code == 302
    second = client.post(address, typed | {"title": "Thẻ hai"})
    assert (second.status_code, bool(second.context["stale"]), fresh(record).title) == (200, True, "Thẻ một")


# --- marks of secrecy -----------------------------------------------------------------------------


def test_marks_of_secrecy_are_refused_wherever_a_reason_is_given(client):
    record = make(OutboundDelegation)
    row = Member.objects.get(delegation=record)
    row.passport_number = "C1234567"
    row.save(by=None)
    file = attach(record, files.upload(), PDF, kind=DocumentKind.REQUEST, by=people.owner())
    gone = make(OutboundDelegation)
    gone.withdraw(by=people.owner(), reason="Nhầm")
    step = ApprovalStep.objects.of(sent()).open().get()
    client.force_login(people.officer())
    doors = [
        (act(record, "cancel"), "comment"),
        (reverse("outbound_withdraw", args=[record.pk]), "reason"),
        (reverse("outbound_restore", args=[gone.pk]), "reason"),
        (reverse("reveal", args=[record.slug, record.pk]), "reason"),
        (reverse("file_remove", args=[file.pk]), "reason"),
        *((reverse("outbound_paper", args=[record.pk, kind.code]), "reason") for kind in OUTBOUND.papers if kind.secrets),
        (reverse("inbox"), "comment"),
    ]  # fmt: skip
    told = Event.objects.count()
    for address, name in doors:
        response = client.post(address, {name: MARKED, "step": step.pk, "action": "return"}, follow=True)
        assert SECRET in response.content.decode(), address
    assert Event.objects.count() == told
    assert (fresh(record).version, Attachment.objects.live().count()) == (record.version, 1)
    assert OutboundDelegation._base_manager.get(pk=gone.pk).deleted_at is not None


def test_workbook_with_marks_of_secrecy_is_refused(tmp_path):
    book = write(tmp_path / "a.xlsx", base(**{"Đoàn ra": [trip(**{"Tên đoàn": MARKED})]}))
    loaded = load_workbook(book)
    error = loaded.errors[0]
    assert (error.sheet, error.row, error.column, error.reason) == (
        "Đoàn ra", 2, "Tên đoàn", SECRET,
    )  # fmt: skip
    assert OutboundDelegation.objects.count() == 0


# --- texts that are code --------------------------------------------------------------------------


def test_script_in_any_text_is_shown_as_text(client):
    script = "<script>alert('x')</script>"
    record = sent(title=f"Đoàn {script}")
    attach(
        record,
        files.upload(f"{script}.pdf"),
        PDF,
        kind=DocumentKind.REQUEST,
        by=people.owner(),
        number=script,
    )
    take(OUTBOUND, record, "return", people.officer(), script)
    store([people.owner()], Kind.COURSE, script, record.get_absolute_url(), "x")
    gone = make(OutboundDelegation, title=script)
    gone.withdraw(by=people.owner(), reason=script)
    client.force_login(people.owner())
    pages = [
        record.get_absolute_url(), reverse("outbound_edit", args=[record.pk]), reverse("outbound_history", args=[record.pk]),
        reverse("outbound_list"), f"{reverse('outbound_list')}?q={script}", reverse("inbox"), reverse("bell"),
        reverse("withdrawn_list"), reverse("deadline_list"), reverse("outbound_history", args=[gone.pk]),
        f"{reverse('file_add', args=[record.number])}?of={Attachment.objects.get().pk}",
    ]  # fmt: skip
    for page in pages:
        response = client.get(page)
        assert response.status_code == 200, page
        assert "<script>alert" not in response.content.decode(), page


def test_exports_hold_no_formulas(client):
    title = '=HYPERLINK("http://x";A1)'
    record = ready_outbound(title=title)
    record.settle()
    assert Deadline.objects.of(record).open().exists()
    client.force_login(people.officer())
    for address in (reverse("deadline_export"), reverse("outbound_export")):
        book = read_book(io.BytesIO(b"".join(client.get(address).streaming_content)))
        cells = [cell for row in book.active.iter_rows() for cell in row if cell.value == title]
        assert cells, address
        assert {cell.data_type for cell in cells} == {"s"}, address


# --- people who come and go -----------------------------------------------------------------------


def test_steps_of_a_deactivated_person_wait_for_the_others(client):
    record, second = sent(), people.user("second", "department_officer")
    officer = people.officer()
    client.force_login(officer)
    officer.is_active = False
    officer.save()
    assert client.post(act(record, "propose")).url.startswith(reverse("login"))
    assert [step.record_id for step in waiting_for(second)] == [record.pk]
    assert list(waiting_for(officer)) == []


def test_stand_in_whose_days_are_over_takes_no_step_in_the_same_session(client):
    record, stand_in = make(OutboundDelegation, state="AT_OFFICE"), people.user("stand_in")
    today = timezone.localdate()
    held = HeldRole.objects.create(user=stand_in, role="office_head", start_date=today, end_date=today)
    client.force_login(stand_in)
    assert client.get(record.get_absolute_url()).status_code == 200
    held.start_date = held.end_date = today - datetime.timedelta(days=1)
    held.save()
    assert client.get(record.get_absolute_url()).status_code == 404
    assert client.post(act(record, "approve_office")).status_code == 404
    assert fresh(record).state == "AT_OFFICE"


def test_digest_tells_nothing_of_dossiers_one_no_longer_sees():
    owner = people.owner()
    owner.email = "owner@example.com"
    owner.save()
    record = make(OutboundDelegation, title="Đoàn riêng của bệnh viện")
    store([owner], Kind.COURSE, f"Được cho phép: {record.title}", record.get_absolute_url(), "EVENT:1")
    owner.unit = people.stranger().unit
    owner.save()
    send_digests()
    assert mail.outbox == []


# --- behind the back of a dossier under way -------------------------------------------------------


def test_stage_taken_from_the_chain_does_not_stop_a_dossier_that_stands_at_it():
    record = sent()
    for position, stage in enumerate(("UNIT_REVIEW", "SUBMITTED", "AT_LEADER", "ISSUING", "FORWARDED")):
        ChainStep.objects.create(procedure=OUTBOUND.procedure(record).code, position=position, stage=stage)
    assert take(OUTBOUND, record, "propose", people.officer()).state == "AT_OFFICE"


def test_urgent_way_without_a_leaders_step_is_refused_in_words():
    record = make(OutboundDelegation, state="REVIEWING")
    ChainStep.objects.create(procedure=OUTBOUND.procedure(record).code, position=1, stage="AT_OFFICE")
    with pytest.raises(Refused):
        take(OUTBOUND, record, "urgent", people.leader(), "Gấp")
    assert fresh(record).state == "REVIEWING"


def test_steps_follow_a_dossier_to_its_new_unit():
    record = sent()
    other = people.stranger()
    record.unit, record.title = other.unit, "Tên mới"
    record.save(by=people.officer())
    record.settle()
    take(OUTBOUND, record, "propose", people.officer())
    assert list(awaited_by(people.owner())) == []
    assert [step.record_title for step in awaited_by(other)] == ["Tên mới"]
    assert set(Deadline.objects.of(record).open().values_list("unit", flat=True)) <= {other.unit_id}


def test_steps_follow_a_dossier_moved_by_workbook(tmp_path):
    record = from_workbook(tmp_path, {})
    OutboundDelegation.objects.filter(pk=record.pk).update(state="REVIEWING")
    bulk.open_missing_steps(OutboundDelegation)
    label = str(dict(OutboundDelegation._meta.get_field("state").choices)["REVIEWING"])
    moved = {"Trạng thái": label, "Tên đoàn": "Tên mới", "Đơn vị chủ trì": "CUBA"}
    loaded = load_workbook(write(tmp_path / "b.xlsx", base(**{"Đoàn ra": [trip(**moved)]})))
    assert loaded.errors == []
    step = ApprovalStep.objects.of(record).open().get()
    assert (step.record_title, step.unit.code) == ("Tên mới", "CUBA")


# --- days ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "model", [model for model in TABLES if model is not AidProject], ids=lambda model: model.slug
)
def test_days_are_those_of_ha_noi(model):
    with time_machine.travel(datetime.datetime(2024, 12, 31, 17, 30, tzinfo=datetime.UTC), tick=False):
        record = READY[model](state="DRAFT")
        assert record.number.split("-")[1] == "2025"
        take(SCREENS[model], record, "submit", people.officer())
        assert fresh(record).submitted_on == datetime.date(2025, 1, 1)
    with time_machine.travel(datetime.datetime(2024, 12, 31, 16, 30, tzinfo=datetime.UTC), tick=False):
        assert make(model).number.split("-")[1] == "2024"


def test_leap_day_is_a_day(client):
    day = datetime.date(2024, 2, 29)
    record = outbound(start_date=day, end_date=day)
    record.settle()
    client.force_login(people.owner())
    for moment in (
        datetime.datetime(2024, 2, 29, 3, tzinfo=datetime.UTC),
        datetime.datetime(2025, 2, 28, 3, tzinfo=datetime.UTC),
    ):
        with time_machine.travel(moment):
            client.force_login(people.owner())
            assert client.get(record.get_absolute_url()).status_code == 200
            assert (
                client.get(f"{reverse('outbound_list')}?from_date=29/02/2024&to_date=29/02/2024").context[
                    "rows"
                ]
                != []
            )
