"""Which files are accepted, whatever they call themselves."""

import io
import unicodedata
import zipfile

import pytest
from django.utils import translation
from pypdf import PdfReader, PdfWriter

from core import sandbox
from core.files.check import check_upload
from core.files.kinds import FileRefused, clean_name
from core.workbook.package import MAX_FILE
from tests.factories.files import JPG, PNG, docx, packed, pdf, upload, with_part, xlsx

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def english():
    with translation.override("en"):
        yield


def refusal(name: str, content: bytes) -> str:
    with pytest.raises(FileRefused) as refused:
        check_upload(upload(name, content))
    return str(refused.value)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.pdf", pdf("Quyết định cử đoàn"), "PDF"),
        ("scan.PDF", pdf(), "PDF"),
        ("a.docx", docx("Tờ trình"), "DOCX"),
        ("a.xlsx", xlsx("Danh sách"), "XLSX"),
        ("a.jpg", JPG, "JPG"),
        ("a.jpeg", JPG, "JPG"),
        ("ảnh đoàn.png", PNG, "PNG"),
        ("a.docx", docx("BẢO VỆ BÍ MẬT NHÀ NƯỚC", "Phẫu thuật GAN MẬT TỤY"), "DOCX"),
    ],
)
def test_accepted(name, content, kind):
    assert check_upload(upload(name, content)).name == kind


NOT_ACCEPTED = "Only PDF, DOCX, XLSX, JPG and PNG files are accepted"
ACTIVE = "The file contains macros or programs"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.pdf", b"", "The file is empty."),
        ("a.pdf", b"MZ\x90\0" + b"\0" * 100, NOT_ACCEPTED),
        ("a.png", b"<html><script>alert(1)</script></html>", NOT_ACCEPTED),
        ("a.jpg", b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', NOT_ACCEPTED),
        ("a.pdf", b"plain text", NOT_ACCEPTED),
        ("a.exe", b"MZ\x90\0", NOT_ACCEPTED),
        ("a.svg", b"<svg/>", NOT_ACCEPTED),
        ("a.zip", packed({"a.txt": "a"}), NOT_ACCEPTED),
        ("a.docx", packed({"[Content_Types].xml": "<Types/>", "word/document.xml": "<a/>"}), NOT_ACCEPTED),
        ("a.png", pdf("a"), "By its content the file is PDF"),
        ("a.pdf", PNG, "By its content the file is PNG"),
        ("a.xlsx", docx("a"), "By its content the file is DOCX"),
        ("a.docm", docx("a"), "By its content the file is DOCX"),
        ("a", pdf("a"), "By its content the file is PDF"),
        ("a.pdf.exe", pdf("a"), "By its content the file is PDF"),
        ("a.docx", with_part(docx("a"), "word/vbaProject.bin", b"x"), ACTIVE),
        ("a.xlsx", with_part(xlsx("a"), "xl/macrosheets/sheet1.xml", "<a/>"), ACTIVE),
        ("a.docx", with_part(docx("a"), "word/embeddings/b.docm", b"x"), ACTIVE),
        ("a.docx", with_part(docx("a"), "word/embeddings/run.EXE", b"MZ"), ACTIVE),
        ("a.docx", with_part(docx("a"), "../evil.xml", "<a/>"), "The file is damaged."),
        ("a.docx", docx("a")[:-40], "The file is damaged."),
        ("a.docx", with_part(docx("a"), "word/document.xml", "<a>"), "The file is damaged."),
        (
            "a.docx",
            with_part(docx("a"), "word/document.xml", "\0" * 20_000_000),
            "The file unpacks to far more",
        ),
        ("a.pdf", b"%PDF-1.7 nothing follows", "The file is damaged."),
    ],
)
def test_refused_whatever_it_is_called(name, content, reason):
    assert refusal(name, content).startswith(reason)


def test_macro_enabled_type_is_refused_though_it_is_called_docx():
    package = docx("a")
    with zipfile.ZipFile(io.BytesIO(package)) as file:
        types = file.read("[Content_Types].xml").decode()
    macro = types.replace(
        "vnd.openxmlformats-officedocument.wordprocessingml.document.main",
        "vnd.ms-word.document.macroEnabled.main",
    )
    assert refusal("a.docx", with_part(package, "[Content_Types].xml", macro)).startswith(ACTIVE)


def test_an_entity_of_the_files_own_is_refused():
    bomb = '<!DOCTYPE a [<!ENTITY x "xxxxxxxx"><!ENTITY y "&x;&x;&x;">]><a>&y;</a>'
    assert refusal("a.docx", with_part(docx("a"), "word/document.xml", bomb)).startswith(
        "The file is damaged."
    )


def test_a_file_over_the_limit():
    assert refusal("a.png", PNG + b"\0" * MAX_FILE) == "The file is larger than 20 MB."


def test_a_password_is_asked_to_be_removed():
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf("a"))))
    writer.encrypt("secret")
    file = io.BytesIO()
    writer.write(file)
    assert refusal("a.pdf", file.getvalue()) == "The file has a password. Remove the password and try again."
    package = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    assert refusal("a.docx", package) == "The file has a password. Remove the password and try again."


MARKED = "The document shows signs of state secrets and must not be uploaded."
TEXT_BOX = "<w:txbxContent><w:p><w:r><w:t>M</w:t></w:r><w:r><w:t>ẬT</w:t></w:r></w:p></w:txbxContent>"
WATERMARK = '<v:shape><v:textpath string="TUYỆT MẬT"/></v:shape>'


def part(inner: str) -> str:
    return (
        '<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        f' xmlns:v="urn:schemas-microsoft-com:vml">{inner}</w:hdr>'
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("TUYỆT MẬT.pdf", pdf("a")),
        (unicodedata.normalize("NFD", "CV MẬT.pdf"), pdf("a")),
        ("TUYET_MAT.png", PNG),
        ("a.pdf", pdf("MẬT")),
        ("a.pdf", pdf(unicodedata.normalize("NFD", "Số 12, TỐI MẬT"))),
        ("a.docx", docx("Tờ trình", "MẬT", "Nội dung")),
        ("a.docx", docx("Tờ trình", header="TỐI MẬT")),
        ("a.docx", with_part(docx("a"), "word/header9.xml", part(TEXT_BOX))),
        ("a.docx", with_part(docx("a"), "word/header9.xml", part(WATERMARK))),
        ("a.xlsx", xlsx("Danh sách", "MẬT")),
        ("a.xlsx", xlsx("Danh sách", title="MẬT")),
    ],
)
def test_a_secrecy_mark_is_refused_wherever_it_stands(name, content):
    assert refusal(name, content) == MARKED


def test_a_child_that_is_stopped_refuses_the_file(monkeypatch):
    monkeypatch.setattr(sandbox, "run", lambda *args, **kwargs: b"")
    assert refusal("a.pdf", pdf("a")).startswith("The file is too large or too complicated to check.")


def test_the_process_that_reads_files_imports_no_django():
    code = "import sys, core.files.child; sys.exit('django' in sys.modules)"
    assert sandbox.subprocess.run([sandbox.sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Quyết định số 12.pdf", "Quyết định số 12.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\a\\thư mời.docx", "thư mời.docx"),
        ("a\r\nSet-Cookie: x=1.pdf", "a Set-Cookie x=1.pdf"),
        ("\u202efdp.exe.pdf", "fdp.exe.pdf"),
        ("a\0b.pdf", "ab.pdf"),
        ('"><script>.pdf', "script.pdf"),
        ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
        ("a." + "b" * 300, ("a." + "b" * 300)[:150]),
        ("   .pdf", "pdf"),
        ("...", "tai-lieu"),
        ("", "tai-lieu"),
        ("A.PDF", "A.pdf"),
        (unicodedata.normalize("NFD", "Bệnh viện.pdf"), "Bệnh viện.pdf"),
    ],
)
def test_names_are_made_harmless(name, kept):
    assert clean_name(name) == kept
