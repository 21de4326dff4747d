"""Official papers of every record type: who prints them, what they show, how they are laid out."""

import datetime
import io

import pytest
from django.urls import reverse
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from agreements.views import AGREEMENT
from aid_projects.views import AID
from conferences.views import CONFERENCE
from core.events import Event
from core.links import record_types
from core.papers.docx import LEFT, RIGHT, TOP, render
from core.papers.tree import Column, Heading, Letterhead, Page, Paper, Paragraph, Row, Signature, Table
from delegations.models import Guest, Member, ProgrammeItem
from delegations.views import INBOUND, OUTBOUND
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


def cells(table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def words(document) -> str:
    """Every text of the file."""
    return "\n".join(node.text or "" for node in document.element.iter(qn("w:t")))


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


# --- the layout of Decree 30/2020 ---------------------------------------------------------------


def paper(**changes) -> Paper:
    return Paper(
        **{
            "letterhead": Letterhead("UBND THÀNH PHỐ HÀ NỘI", "SỞ Y TẾ"),
            "number": "Số: 05/TTr-SYT",
            "place_and_date": "Hà Nội, ngày 05 tháng 6 năm 2024",
            "kind": "TỜ TRÌNH",
            "subject": "Về việc cử cán bộ đi công tác",
            "addressed": ("UBND thành phố Hà Nội",),
            "blocks": (Heading("1. Tên đoàn"), Paragraph("Nội dung\nDòng hai")),
            "signature": Signature(("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Trần Văn Chung"),
            "recipients": ("Như trên", "Lưu: VT, VP"),
            **changes,
        }
    )


def drawn(*parts) -> Document:
    return Document(io.BytesIO(render(parts, title="Tờ trình", author="Sở Y tế")))


def look(paragraph) -> tuple:
    (run,) = paragraph.runs
    return run.font.size.pt, bool(run.bold), bool(run.italic), paragraph.alignment


CENTER, LEFT_ALIGNED, JUSTIFIED = (
    WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY,
)  # fmt: skip


def test_the_page_is_a4_with_the_prescribed_margins_and_type():
    document = drawn(paper())
    (section,) = document.sections
    sides = (section.page_width, section.page_height, section.top_margin, section.bottom_margin)
    assert [round(side.mm) for side in sides] == [210, 297, TOP, 20]
    assert (round(section.left_margin.mm), round(section.right_margin.mm)) == (LEFT, RIGHT) == (30, 15)
    assert document.styles["Normal"].font.name == "Times New Roman"
    fonts = document.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:rFonts')}")
    assert set(fonts.attrib.values()) == {"Times New Roman"}
    assert document.core_properties.author == "Sở Y tế"


def test_page_numbers_stand_in_the_middle_of_the_top_margin_from_page_two():
    section = drawn(paper()).sections[0]
    (number,) = section.header.paragraphs
    assert number.alignment == CENTER and "PAGE" in number._p.xml
    assert number.runs[0].font.size.pt == 13
    assert section.different_first_page_header_footer
    assert section.first_page_header.paragraphs[0].text == ""


def test_heading_title_and_end_look_as_prescribed():
    document = drawn(paper())
    head, end = document.tables
    (left, right), (number, date) = (row.cells for row in head.rows)
    assert [look(item) for item in left.paragraphs[:2]] == [
        (12, False, False, CENTER),
        (12, True, False, CENTER),
    ]
    assert [look(item) for item in right.paragraphs[:2]] == [
        (12, True, False, CENTER),
        (13, True, False, CENTER),
    ]
    assert right.paragraphs[0].text == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert right.paragraphs[1].text == "Độc lập - Tự do - Hạnh phúc"
    assert look(number.paragraphs[0]) == (13, False, False, CENTER)
    assert look(date.paragraphs[0]) == (13, False, True, CENTER)
    title, subject, _rule, addressed, heading, first, second, *_ = document.paragraphs
    assert (title.text, look(title)) == ("TỜ TRÌNH", (14, True, False, CENTER))
    assert look(subject) == (14, True, False, CENTER)
    assert addressed.text == "Kính gửi: UBND thành phố Hà Nội."
    assert look(heading) == (14, True, False, JUSTIFIED)
    assert [first.text, second.text] == ["Nội dung", "Dòng hai"]
    assert look(first) == (14, False, False, JUSTIFIED)
    assert round(first.paragraph_format.first_line_indent.mm, 1) == 12.7
    assert first.paragraph_format.space_after.pt == 6
    recipients, signed = end.rows[0].cells
    assert [item.text for item in recipients.paragraphs] == ["Nơi nhận:", "- Như trên;", "- Lưu: VT, VP."]
    assert look(recipients.paragraphs[0]) == (12, True, True, LEFT_ALIGNED)
    assert look(recipients.paragraphs[1]) == (11, False, False, LEFT_ALIGNED)
    assert [item.text for item in signed.paragraphs] == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Trần Văn Chung"]
    assert {look(item) for item in signed.paragraphs} == {(14, True, False, CENTER)}


def test_headings_are_those_word_makes_a_tree_of_and_look_as_the_decree_says():
    blocks = (Heading("I. A", 1), Heading("1. B"), Heading("1.1. C", 3), Heading("II. D", 1))
    page = Page("Phụ lục I", "DANH SÁCH", "", (Heading("A. Một"),))
    document = drawn(paper(blocks=blocks), page)
    found = [item for item in document.paragraphs if item.style.name.startswith("Heading")]
    assert [(item.text, item.style.name[-1]) for item in found] == [
        ("I. A", "1"), ("1. B", "2"), ("1.1. C", "3"), ("II. D", "1"), ("Phụ lục I\nDANH SÁCH", "1"), ("A. Một", "2"),
    ]  # fmt: skip
    for style in {item.style.name: item.style for item in found}.values():
        assert str(style.font.color.rgb) == "000000"
        assert (style.font.name, style.font.size.pt, style.font.italic) == ("Times New Roman", 14, False)
        assert style.paragraph_format.keep_with_next


def test_a_draft_says_so_under_its_number():
    number = drawn(paper(draft=True)).tables[0].rows[1].cells[0]
    assert [item.text for item in number.paragraphs] == ["Số: 05/TTr-SYT", "DỰ THẢO"]


def test_a_letter_has_its_subject_under_its_number_and_no_title():
    document = drawn(paper(kind="", subject="thông báo", addressed=("A", "B")))
    number = document.tables[0].rows[1].cells[0]
    assert [item.text for item in number.paragraphs] == ["Số: 05/TTr-SYT", "V/v thông báo"]
    assert [item.text for item in document.paragraphs[:3]] == ["Kính gửi:", "- A;", "- B."]


def test_an_annex_has_its_own_page_numbers_and_may_lie_across():
    columns = (Column("STT", "ordinal", 6), Column("Tên", width=20), Column("Số", "number", 10))
    rows = tuple(Row((f"{number:02d}", "Tên", number)) for number in range(1, 4))
    page = Page("Phụ lục I", "DANH SÁCH", "(Kèm theo Tờ trình)", (Table(columns, rows),), landscape=True)
    document = drawn(paper(), page, page)
    first, *annexes = document.sections
    assert first._sectPr.find(qn("w:pgNumType")) is None
    for section in annexes:
        assert section.orientation == WD_ORIENT.LANDSCAPE
        assert section.page_width > section.page_height
        (start,) = section._sectPr.findall(qn("w:pgNumType"))
        assert start.get(qn("w:start")) == "1"
        assert section.header.is_linked_to_previous
    table = document.tables[2]
    assert cells(table)[1] == ["01", "Tên", "1"]
    assert round(sum(cell.width.mm for cell in table.rows[0].cells)) == 297 - LEFT - RIGHT
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert {
        run.font.size.pt for row in table.rows for cell in row.cells for run in cell.paragraphs[0].runs
    } == {12}


def test_headings_shared_by_columns_stand_once():
    columns = (Column("STT"), Column("Số", over=("Năm nay",)), Column("Trị giá", over=("Năm nay",)))
    page = Page("", "BẢNG", "", (Table(columns, (Row(("1", 2, 3)),)),))
    (table,) = drawn(page).tables
    assert [cell.text.strip() for cell in table.rows[0].cells] == ["STT", "Năm nay", "Năm nay"]
    assert [cell.text.strip() for cell in table.rows[1].cells] == ["STT", "Số", "Trị giá"]


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
