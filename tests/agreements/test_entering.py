"""What the sources tell can be entered in full: the agreement of Nghệ An with TP. Hồ Chí Minh (domain §5.3)."""

import pytest
from django.urls import reverse

from agreements.models import Agreement
from directory.models import Unit
from tests.factories import people
from tests.factories.forms import as_sent, faults

pytestmark = pytest.mark.django_db
CONTENTS = (
    "Đào tạo nguồn nhân lực chất lượng",
    "Chuyển giao kỹ thuật, công nghệ cao cho bệnh viện tuyến tỉnh",
    "Chuyên khoa sâu (tim mạch, sản, nhi, ngoại khoa…)",
    "Phòng, chống dịch: trao đổi thông tin giám sát, cảnh báo; chuyển giao kỹ thuật xét nghiệm giữa hai CDC",
    "Y tế cơ sở, y tế cộng đồng",
    "Mạng lưới cấp cứu ngoại viện chuyên nghiệp",
    "Quản lý nhà nước về y tế, quản lý chất lượng khám, chữa bệnh",
    "Nghiên cứu khoa học, đổi mới sáng tạo",
    "Y tế thông minh, cải cách hành chính, công nghệ thông tin, chuyển đổi số",
    "Du lịch y tế gắn du lịch sinh thái",
)
HOSPITALS = (
    "Bệnh viện Hữu nghị Đa khoa tỉnh",
    "Bệnh viện Sản Nhi",
    "Bệnh viện Ung bướu",
    "Bệnh viện Phổi",
    "Bệnh viện Mắt",
    "Bệnh viện Nội tiết",
    "Bệnh viện Chấn thương Chỉnh hình",
    "Bệnh viện Đa khoa Thành phố Vinh",
)


@pytest.fixture
def typed(client):
    client.force_login(people.officer())
    return as_sent(client.get(reverse("agreement_create")))


def whole_agreement() -> dict:
    department = people.unit("Sở Y tế Nghệ An")
    partner = people.partner("Sở Y tế Thành phố Hồ Chí Minh", code="VN", kind="TRONG_NUOC")
    rows = {f"contents-{number}-content": content for number, content in enumerate(CONTENTS)}
    rows |= {f"contents-{number}-state": "PENDING" for number in range(len(CONTENTS))}
    return rows | {
        "contents-TOTAL_FORMS": str(len(CONTENTS)),
        "title": "Biên bản thỏa thuận hợp tác phát triển trong lĩnh vực y tế",
        "scope": "TRONG_NUOC",
        "kind": "BBTT",
        "signing_name": "SO",
        "unit": str(department.pk),
        "proposing_unit": str(department.pk),
        "partners": [str(partner.pk)],
        "beneficiaries": [str(people.unit(name).pk) for name in HOSPITALS],
        "participants": "Đại học Y khoa Vinh; Trung tâm Y tế và Bệnh viện Thành phố Vinh",
        "signer": "TS Nguyễn Thị Hồng Hoa, Giám đốc",
        "partner_signer": "PGS.TS Tăng Chí Thượng, Giám đốc",
        "signed_on": "08/05/2024",
        "signing_place": "TP Vinh",
        "background": "Cuộc làm việc ngày 17/5/2023",
        "attendees": "Ban Tuyên giáo Tỉnh ủy; Đảng ủy Khối Các cơ quan tỉnh; Đại học Y khoa Vinh",
        "legal_basis": "Luật Khám bệnh, chữa bệnh; Chỉ thị 25; Nghị quyết 39 của Bộ Chính trị",
        "objective": "Nghệ An thành Trung tâm y tế chuyên sâu khu vực Bắc Trung Bộ",
        "term": "DEN_NGAY",
        "expiry_date": "31/12/2025",
        "auto_renewal": "on",
        "note": "Từ nay đến năm 2025 và những năm tiếp theo",
    }


def test_agreement_of_nghe_an_is_entered_in_full_and_shown(client, typed):
    response = client.post(reverse("agreement_create"), typed | whole_agreement())
    assert response.status_code == 302, faults(response)
    made = Agreement.objects.get()
    assert [row.content for row in made.contents.all()] == list(CONTENTS)
    assert {unit.name for unit in made.beneficiaries.all()} == set(HOSPITALS)
    assert made.effective_date == made.signed_on
    page = client.get(made.get_absolute_url()).content.decode()
    for text in (*CONTENTS, *HOSPITALS, "Tăng Chí Thượng", "31/12/2025", "Đại học Y khoa Vinh"):
        assert text in page


def test_treaty_names_are_refused(client, typed):
    response = client.post(reverse("agreement_create"), typed | {"title": "Hiệp định hợp tác y tế"})
    assert list(faults(response)) == ["title"]


def test_earlier_paper_is_named_by_its_number(client, typed):
    client.post(reverse("agreement_create"), typed | {"title": "Bản gốc"})
    first = Agreement.objects.get()
    changes = {"title": "Gia hạn", "previous": first.number.lower(), "chain_kind": "GIA_HAN"}
    assert client.post(reverse("agreement_create"), typed | changes).status_code == 302
    later = Agreement.objects.get(title="Gia hạn")
    assert later.previous == first
    address = reverse("agreement_edit", args=[later.pk])
    assert as_sent(client.get(address))["previous"] == first.number
    response = client.post(address, as_sent(client.get(address)) | {"previous": "TT-1999-0001"})
    assert faults(response) == {"previous": ["Không có thỏa thuận mang mã hồ sơ này."]}


def test_units_are_offered_in_vietnamese_order(client, typed):
    for name in ("Đông Anh", "Dung", "Ân Thi", "An Bình"):
        people.unit(name)
    form = client.get(reverse("agreement_create")).context["form"]
    offered = [
        label
        for _key, label in form.fields["unit"].choices
        if label in Unit.objects.values_list("name", flat=True)
    ]
    assert [name for name in offered if name in ("Đông Anh", "Dung", "Ân Thi", "An Bình")] == [
        "An Bình", "Ân Thi", "Dung", "Đông Anh",
    ]  # fmt: skip
