"""The report as a paper: its head, its annexes, the set of three files, and the command that writes them."""

import datetime
import io
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from django.utils.translation import override
from docx import Document as Word
from pypdf import PdfReader

from core.department import Department
from core.papers.tree import Heading, Page, Paper, Paragraph, Signature, Signatures
from reports.documents import report_document
from reports.documents.files import write_set
from reports.documents.paper import Head, report_parts, subject, usual_head
from reports.periods import parse
from reports.selection import Selection
from reports.summary import summarise
from reports.text.narrative import draft
from tests.factories import people
from tests.reports.makers import trip, unit

pytestmark = pytest.mark.django_db
H1 = Selection(parse("2024-H1"))
HEAD = Head(
    "05/BC-SYT", datetime.date(2024, 6, 5), "Kết quả công tác đối ngoại", ("UBND thành phố Hà Nội",), ("Như trên", "Lưu: VT, VP")
)  # fmt: skip


def parts_of(head=HEAD, user=None):
    summary = summarise(H1, user=user)
    with override("en"):  # the reader's language changes nothing
        annexes = report_document(summary, user=user)
    return report_parts(summary, (Paragraph("Nội dung."),), head, annexes)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("2024-H1", "6 tháng đầu năm 2024; phương hướng, nhiệm vụ 6 tháng cuối năm 2024"),
        ("2024-H2", "6 tháng cuối năm 2024; phương hướng, nhiệm vụ năm 2025"),
        ("2024", "năm 2024; phương hướng, nhiệm vụ năm 2025"),
        ("2024-01-01..2024-03-31", "từ ngày 01/01/2024 đến ngày 31/3/2024"),
    ],
)
def test_the_title_looks_ahead_to_the_next_period(code, said):
    assert subject(parse(code)) == f"Kết quả công tác đối ngoại {said}"


def test_the_paper_bears_what_its_head_says():
    paper = parts_of()[0]
    assert isinstance(paper, Paper)
    assert (paper.letterhead.superior, paper.letterhead.office) == ("UBND THÀNH PHỐ HÀ NỘI", "SỞ Y TẾ")
    assert (paper.number, paper.place_and_date) == ("Số: 05/BC-SYT", "Hà Nội, ngày 05 tháng 6 năm 2024")
    assert (paper.kind, paper.subject, paper.draft) == ("BÁO CÁO", "Kết quả công tác đối ngoại", False)
    assert paper.recipients == ("Như trên", "Lưu: VT, VP")


def test_without_a_number_there_is_a_place_for_it():
    summary = summarise(H1)
    head = usual_head(summary)
    paper = report_parts(summary, (), head, report_document(summary))[0]
    assert (paper.number, paper.draft) == ("Số: ……/BC-SYT", True)
    assert paper.addressed == ("UBND thành phố Hà Nội", "Sở Ngoại vụ thành phố Hà Nội")


def test_annexes_lie_across_are_numbered_and_say_with_what_they_go():
    pages = parts_of()[1:]
    assert all(isinstance(page, Page) and page.landscape for page in pages)
    assert [(page.name, page.title) for page in pages] == [
        ("", "BIỂU TỔNG HỢP KẾT QUẢ CÔNG TÁC ĐỐI NGOẠI"),
        ("Phụ lục I", "DANH SÁCH ĐOÀN RA"),
        ("Phụ lục Ib", "DANH SÁCH THÀNH VIÊN ĐOÀN RA"),
        ("Phụ lục II", "DANH SÁCH ĐOÀN VÀO"),
        ("Phụ lục III", "THỎA THUẬN QUỐC TẾ, VĂN BẢN HỢP TÁC"),
        ("Phụ lục IV", "HỘI NGHỊ, HỘI THẢO QUỐC TẾ"),
        ("Phụ lục V", "CHƯƠNG TRÌNH, DỰ ÁN, PHI DỰ ÁN VIỆN TRỢ"),
        ("Phụ lục VI", "NHÂN LỰC VÀ TẬP HUẤN ĐỐI NGOẠI"),
        ("Phụ lục VII", "THỐNG KÊ THEO ĐƠN VỊ"),
    ]
    assert {page.subtitle for page in pages} == {
        "(Kèm theo Báo cáo số 05/BC-SYT ngày 05/6/2024 của Sở Y tế Hà Nội)\n(Từ ngày 15/12/2023 đến ngày 14/6/2024)"
    }
    assert not any(isinstance(block, Signatures) for page in pages for block in page.blocks)


def test_a_unit_reports_under_its_own_name():
    user = people.owner()
    summary = summarise(H1, user=user)
    paper = report_parts(summary, (), usual_head(summary), report_document(summary, user=user))[0]
    office = str(user.unit).upper()
    assert (paper.letterhead.superior, paper.letterhead.office) == ("SỞ Y TẾ HÀ NỘI", office)
    assert paper.addressed == (Department.current().name,)
    assert paper.signature == Signature(("THỦ TRƯỞNG ĐƠN VỊ",))


def test_the_draft_has_the_five_sections_in_order():
    trip(people=4)
    blocks = draft(summarise(H1))
    first = [block.text for block in blocks if isinstance(block, Heading) and block.level == 1]
    assert [text.partition(".")[0] for text in first] == ["I", "II", "III", "IV", "V"]
    assert first[3].endswith("6 THÁNG CUỐI NĂM 2024")
    assert any(isinstance(block, Paragraph) and "04 lượt người" in block.text for block in blocks)


def test_the_set_is_three_files_of_one_name_the_same_every_time():
    unit("Bệnh viện Đa khoa Đông Anh")
    trip(people=3, to=("JP",))

    def made():
        summary = summarise(H1)
        return write_set(summary, draft(summary), HEAD)

    files = made()
    assert {kind: name for kind, (name, _content) in files.items()} == {
        kind: f"BC_doi_ngoai_6T1_2024.{kind}" for kind in ("docx", "pdf", "xlsx")
    }
    assert files == made()
    assert Word(io.BytesIO(files["docx"][1])).core_properties.author == "Sở Y tế Hà Nội"
    assert "BÁO CÁO" in PdfReader(io.BytesIO(files["pdf"][1])).pages[0].extract_text()
    with ZipFile(io.BytesIO(files["xlsx"][1])) as book:
        assert {entry.date_time for entry in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_progress_is_told_and_only_what_is_asked_for_is_written():
    told = []
    summary = summarise(H1)
    files = write_set(
        summary, (Paragraph("…"),), HEAD, progress=lambda percent, said: told.append(percent), kinds=("docx",)
    )
    assert list(files) == ["docx"]
    assert told == sorted(told) and told[0] == 0 and told[-1] < 100


def test_the_command_writes_word_and_pdf(tmp_path, capsys):
    word, pdf = tmp_path / "báo cáo.docx", tmp_path / "báo cáo.pdf"
    call_command("six_month_report", "2024-H1", "--docx", str(word), "--pdf", str(pdf))
    assert capsys.readouterr().out == ""
    assert any("DỰ THẢO" in page.extract_text() for page in PdfReader(pdf).pages[:1])
    assert any(item.text == "BÁO CÁO" for item in Word(word).paragraphs)
