"""Official papers of every record type: who prints them and what they show."""

import datetime
import io

import pytest
from django.urls import reverse
from docx import Document

from agreements.views import AGREEMENT
from aid_projects.views import AID
from conferences.views import CONFERENCE
from core.events import Event
from core.links import record_types
from delegations.models import Guest, Member, ProgrammeItem
from delegations.views import INBOUND, OUTBOUND
from tests.core.papers import cells, words
from tests.factories import people
from tests.factories.records import make, person

pytestmark = pytest.mark.django_db
SCREENS = (OUTBOUND, INBOUND, AGREEMENT, CONFERENCE, AID)
every_paper = pytest.mark.parametrize(
    ("screen", "kind"),
    [(screen, kind) for screen in SCREENS for kind in screen.papers],
    ids=lambda item: getattr(item, "code", None) or item.model.slug,
)
NUMBER = "C7654321"


def record_with_secrets(model):
    record = make(model)
    if model is OUTBOUND.model:
        member = record.members.get()
        member.passport_number = NUMBER
        member.save(by=None)
    if model is INBOUND.model:
        guest = record.guests.get()
        guest.passport_number = NUMBER
        guest.save(by=None)
    return record


def address(screen, record, kind) -> str:
    return screen.url("paper", record.pk, kind.code)


def ask(client, user, screen, record, kind, reason=None):
    client.force_login(user)
    place = address(screen, record, kind)
    return client.get(place) if reason is None else client.post(place, {"reason": reason})


def opened(response) -> Document:
    return Document(io.BytesIO(response.getvalue()))


def test_every_record_type_has_its_papers():
    assert {screen.model for screen in SCREENS if screen.papers} == set(record_types())


# --- who ----------------------------------------------------------------------------------------


@every_paper
def test_those_who_write_or_appraise_print_it(client, screen, kind):
    record = make(screen.model)
    for user in (people.owner(), people.colleague(), people.officer()):
        response = ask(client, user, screen, record, kind)
        assert response.status_code == 200
        assert response["Content-Disposition"] == f'attachment; filename="{kind.code}-{record.number}.docx"'
        assert response["X-Content-Type-Options"] == "nosniff"
        assert opened(response).paragraphs


@every_paper
def test_a_stranger_finds_no_paper(client, screen, kind):
    record = make(screen.model)
    for user in (people.stranger(), people.administrator(), people.nobody()):
        assert ask(client, user, screen, record, kind).status_code == 404
        assert ask(client, user, screen, record, kind, "Cấp thị thực").status_code == 404
    client.logout()
    assert client.get(address(screen, record, kind)).status_code == 302
    assert not Event.objects.filter(kind__in=("DOWNLOAD", "EXPORT")).exists()


@every_paper
def test_who_only_reads_the_record_is_not_offered_it(client, screen, kind):
    record, leader = make(screen.model), people.leader()
    assert ask(client, leader, screen, record, kind).status_code == 403
    client.force_login(leader)
    assert client.get(record.get_absolute_url()).context["papers"] == []
    client.force_login(people.owner())
    offered = client.get(record.get_absolute_url()).context["papers"]
    assert address(screen, record, kind) in [paper["url"] for paper in offered]


def test_an_unknown_paper_is_not_found(client):
    client.force_login(people.owner())
    assert client.get(OUTBOUND.url("paper", make(OUTBOUND.model).pk, "quyet-dinh")).status_code == 404


# --- secrets ------------------------------------------------------------------------------------


@every_paper
def test_passport_numbers_are_masked(client, screen, kind):
    record = record_with_secrets(screen.model)
    response = ask(client, people.officer(), screen, record, kind)
    text = words(opened(response))
    assert NUMBER not in text
    assert ("C****321" in text) == kind.secrets
    event = Event.objects.get(kind=Event.Kind.EXPORT)
    assert (event.actor_name, event.action, event.record_number) == ("officer", kind.code, record.number)


@every_paper
def test_whole_passport_numbers_for_a_reason_that_is_written_down(client, screen, kind):
    record = record_with_secrets(screen.model)
    response = ask(client, people.officer(), screen, record, kind, "Làm thủ tục thị thực")
    if not kind.secrets:
        assert response.status_code == 403
        return
    assert NUMBER in words(opened(response))
    event = Event.objects.get(kind=Event.Kind.DOWNLOAD)
    assert event.actor_name == "officer"
    assert event.comment.endswith(" · Làm thủ tục thị thực")
    history = client.get(screen.url("history", record.pk)).context["entries"]
    assert history[0]["reason"] == event.comment


def test_without_a_reason_or_the_right_no_number_is_whole(client):
    record, kind = record_with_secrets(OUTBOUND.model), OUTBOUND.papers[0]
    assert ask(client, people.officer(), OUTBOUND, record, kind, "  ").status_code == 302
    assert not Event.objects.filter(kind=Event.Kind.DOWNLOAD).exists()
    head = people.user("head_of_unit", "unit_head", people.unit())
    assert ask(client, head, OUTBOUND, record, kind, "Xem").status_code == 403


def test_a_paper_never_says_that_it_is_secret(client):
    record = make(OUTBOUND.model, content="Theo văn bản TUYỆT MẬT")
    response = ask(client, people.owner(), OUTBOUND, record, OUTBOUND.papers[0])
    assert (response.status_code, response.url) == (302, record.get_absolute_url())


# --- what stands in them ------------------------------------------------------------------------


@every_paper
def test_what_is_unknown_is_left_to_be_filled_in(client, screen, kind):
    record = make(screen.model)
    text = words(opened(ask(client, people.officer(), screen, record, kind)))
    assert "None" not in text and "……" in text


@every_paper
def test_hostile_text_stays_text(client, screen, kind):
    record = make(screen.model, title="Đoàn <w:p/> & \x0bA\ud7ff {{ x }} ]]>")
    text = words(opened(ask(client, people.officer(), screen, record, kind)))
    if kind.code != "danh-sach":
        assert "<w:p/> & A" in text and "{{ x }} ]]>" in text


def test_the_list_of_a_delegation_names_those_who_go(client):
    record = make(OUTBOUND.model)
    head = record.members.get()
    head.position, head.person.birth_date = "Giám đốc", datetime.date(1970, 3, 5)
    head.person.save(by=None)
    head.save(by=None)

    Member(delegation=record, person=person("Trần Văn Chung"), role="DEPUTY", participation="NOT_GOING").save(
        by=None
    )
    Member(delegation=record, person=person("Lê Thị Hoa"), unit=people.unit()).save(by=None)
    document = opened(ask(client, people.officer(), OUTBOUND, record, OUTBOUND.papers[1]))
    (table,) = document.tables
    assert cells(table) == [
        [
            "STT", "Họ và tên", "Ngày sinh", "Chức vụ", "Đơn vị công tác", "Chức danh nghề nghiệp",
            "Vai trò trong đoàn", "Số hộ chiếu", "Ghi chú",
        ],
        [
            "01", str(head.person), "05/3/1970", "Giám đốc", "Bệnh viện Tim Hà Nội", "……", "Trưởng đoàn", "……", " ",
        ],
        ["02", "Lê Thị Hoa", "……", "……", "Bệnh viện Tim Hà Nội", "……", "Thành viên", "……", " "],
    ]  # fmt: skip


def test_the_police_learn_guests_and_programme(client):
    record = make(INBOUND.model, start_date=datetime.date(2026, 4, 6), end_date=datetime.date(2026, 4, 10))
    Guest(delegation=record, full_name="Marie Curie", leads=True, nationality=people.country("FR")).save(
        by=None
    )
    ProgrammeItem(
        delegation=record, date=datetime.date(2026, 4, 6), time=datetime.time(8, 30), content="Hội chẩn"
    ).save(by=None)
    document = opened(ask(client, people.officer(), INBOUND, record, INBOUND.papers[1]))
    head, _end, guests, programme = document.tables
    assert "Kính gửi: Công an thành phố Hà Nội." in [paragraph.text for paragraph in document.paragraphs]
    assert cells(head)[1][0] == "Số: ……/SYT-VP\nV/v thông báo đoàn khách nước ngoài đến làm việc"
    assert [row[1] for row in cells(guests)] == ["Họ và tên", "Marie Curie", "Tanaka Ichirō"]
    assert cells(programme)[1] == ["01", "06/4/2026", "08:30", "Hội chẩn", "……", "……"]
    assert "từ ngày 06/4/2026 đến ngày 10/4/2026" in words(document)


def test_where_the_department_decides_the_unit_proposes(client):
    record = make(INBOUND.model, in_approved_programme=True, request_number="7/TTr-BVT")
    document = opened(ask(client, people.owner(), INBOUND, record, INBOUND.papers[0]))
    assert cells(document.tables[0])[0][0] == "SỞ Y TẾ HÀ NỘI\nBỆNH VIỆN TIM HÀ NỘI\n"
    assert cells(document.tables[0])[1][0] == "Số: 7/TTr-BVT"
    assert "Kính gửi: Sở Y tế Hà Nội." in [paragraph.text for paragraph in document.paragraphs]


@pytest.mark.parametrize(
    ("signing_name", "scope", "cited", "addressed"),
    [
        ("TP", "QUOC_TE", ["70/2020/QH14"], "- UBND thành phố Hà Nội;"),
        ("SO", "QUOC_TE", ["70/2020/QH14", "64/2021/NĐ-CP"], "- UBND thành phố Hà Nội;"),
        ("SO", "TRONG_NUOC", [], "- UBND thành phố Hà Nội;"),
        ("DONVI", "QUOC_TE", [], "Kính gửi: Sở Y tế Hà Nội."),
    ],
)
def test_an_agreement_goes_to_whoever_permits_it(client, signing_name, scope, cited, addressed):
    record = make(AGREEMENT.model, signing_name=signing_name, scope=scope)
    document = opened(ask(client, people.officer(), AGREEMENT, record, AGREEMENT.papers[0]))
    text = words(document)
    assert [law for law in ("70/2020/QH14", "64/2021/NĐ-CP") if law in text] == cited
    assert addressed in [paragraph.text for paragraph in document.paragraphs]


@pytest.mark.parametrize(
    ("day", "cited"), [(datetime.date(2025, 12, 7), "80/2020"), (datetime.date(2025, 12, 8), "313/2025")]
)
def test_aid_goes_by_the_decree_of_its_day(client, day, cited):
    record = make(AID.model, department_letter_date=day, department_letter_number="12/TTr-SYT")
    document = opened(ask(client, people.officer(), AID, record, AID.papers[0]))
    assert [law for law in ("80/2020", "313/2025") if f"{law}/NĐ-CP" in words(document)] == [cited]
    assert cells(document.tables[0])[1][0] == "Số: 12/TTr-SYT"


# --- the department's symbols -------------------------------------------------------------------


def test_the_department_is_asked_for_its_symbols(client):
    client.force_login(people.administrator())
    page = client.get(reverse("department_settings"))
    asked = {
        "proposal_symbol",
        "letter_symbol",
        "decision_symbol",
        "drafting_office",
        "foreign_office",
        "police",
    }
    assert asked <= set(page.context["form"].fields)
