"""What the department really signed and held can be entered in full, and is shown in full."""

import pytest
from playwright.sync_api import expect

from tests.browser.hands import add_row, fact, pick, rows_of, save

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AGREEMENT = {
    "Tên văn bản": "Biên bản thỏa thuận hợp tác phát triển trong lĩnh vực y tế giữa Sở Y tế Nghệ An và Sở Y tế TP. Hồ Chí Minh",
    "Đơn vị tham gia khác": "Bệnh viện Hữu nghị Đa khoa tỉnh; Bệnh viện Sản Nhi; Bệnh viện Ung bướu; Bệnh viện Phổi; "
    "Bệnh viện Mắt; Bệnh viện Nội tiết; Bệnh viện Chấn thương Chỉnh hình; Bệnh viện Đa khoa Thành phố Vinh",
    "Mục tiêu": "Nghệ An thành Trung tâm y tế chuyên sâu khu vực Bắc Trung Bộ; TP. Hồ Chí Minh là trung tâm chăm sóc sức khỏe ASEAN",
    "Căn cứ": "Luật Khám bệnh, chữa bệnh; Chỉ thị 25; Nghị quyết 39 của Bộ Chính trị",
    "Tiền đề": "Cuộc làm việc ngày 17/5/2023",
    "Ngày ký": "08/05/2024",
    "Nơi ký": "TP Vinh, Hội nghị chia sẻ kinh nghiệm và ký kết",
    "Người ký phía Việt Nam": "TS Nguyễn Thị Hồng Hoa, Giám đốc Sở Y tế Nghệ An",
    "Người ký phía đối tác": "PGS.TS Tăng Chí Thượng, Giám đốc Sở Y tế TP. Hồ Chí Minh",
    "Thành phần dự lễ ký": "Ban Tuyên giáo Tỉnh ủy, Đảng ủy Khối Các cơ quan tỉnh, Đại học Y khoa Vinh, "
    "trung tâm y tế và Bệnh viện Thành phố Vinh; lãnh đạo Sở Y tế và các bệnh viện TP. Hồ Chí Minh",
    "Ngày hết hiệu lực": "31/12/2025",
    "Ghi chú": "Thời hạn: từ nay đến năm 2025 và những năm tiếp theo",
}
CHOSEN = {
    "Phạm vi": "Trong nước",
    "Loại văn bản": "Biên bản thỏa thuận",
    "Danh nghĩa ký": "Sở Y tế",
    "Hình thức ký": "Trực tiếp",
    "Thời hạn hiệu lực": "Đến ngày",
}
CONTENTS = [
    "Đào tạo nguồn nhân lực chất lượng",
    "Chuyển giao kỹ thuật, công nghệ cao cho bệnh viện tuyến tỉnh",
    "Phát triển chuyên khoa sâu (tim mạch, sản, nhi, ngoại khoa…)",
    "Phòng, chống dịch: trao đổi thông tin giám sát, cảnh báo; chuyển giao kỹ thuật xét nghiệm giữa CDC TP. Hồ Chí Minh và CDC Nghệ An",
    "Y tế cơ sở, y tế cộng đồng",
    "Mạng lưới cấp cứu ngoại viện chuyên nghiệp",
    "Quản lý nhà nước về y tế, quản lý chất lượng khám bệnh, chữa bệnh",
    "Nghiên cứu khoa học, đổi mới sáng tạo",
    "Y tế thông minh, cải cách hành chính, công nghệ thông tin, chuyển đổi số",
    "Du lịch y tế gắn du lịch sinh thái",
]
PARTNERS = ["Sở Y tế Nghệ An", "Sở Y tế TP. Hồ Chí Minh"]


def enter_partner(page, name: str) -> None:
    page.goto("/doi-tac/them/")
    page.get_by_label("Tên đối tác").fill(name)
    page.get_by_label("Loại đối tác").select_option("Cơ quan, đơn vị trong nước")
    save(page)


def test_agreement_of_nghe_an_and_ho_chi_minh_city(visit):
    page = visit("chuyenvien", "")
    for name in PARTNERS:
        enter_partner(page, name)
    page.goto("/thoa-thuan/them/")
    for label, text in AGREEMENT.items():
        page.get_by_label(label, exact=False).first.fill(text)
    for label, text in CHOSEN.items():
        page.get_by_label(label).first.select_option(text)
    pick(page, page, "Đối tác", *PARTNERS)
    row = rows_of(page, "Các nội dung hợp tác").first
    for number, text in enumerate(CONTENTS):
        if number:
            row = add_row(page, "Các nội dung hợp tác")
        row.get_by_label("Nội dung hợp tác").fill(text)
    save(page)

    for label, text in (AGREEMENT | CHOSEN).items():
        expect(fact(page, label)).to_have_text(text)
    for name in PARTNERS:
        expect(fact(page, "Đối tác")).to_contain_text(name)
    rows = rows_of(page, "Các nội dung hợp tác")
    expect(rows).to_have_count(10)
    for number, text in enumerate(CONTENTS):
        expect(rows.nth(number)).to_contain_text(text)


HANOI = {
    "Tên lớp": "Hội nghị tập huấn công tác đối ngoại cho ngành y tế Hà Nội",
    "Từ ngày": "11/06/2024",
    "Cơ quan tham dự": "Vụ Chính sách đối ngoại, Cục Ngoại vụ (Bộ Ngoại giao); Sở Ngoại vụ; Sở Kế hoạch và Đầu tư; "
    "Công an Thành phố; Liên hiệp các tổ chức hữu nghị Hà Nội",
    "Ghi chú số lượng": "Lãnh đạo chi cục, bệnh viện, trung tâm y tế, trung tâm chuyên khoa",
}
HANOI_TOPICS = [
    ("Khai mạc", "Trần Văn Chung", "Phó Giám đốc", "Sở Y tế Hà Nội"),
    ("Chính sách đối ngoại", "Nguyễn Hoàng Giang", "Phó Vụ trưởng", "Vụ Chính sách đối ngoại, Bộ Ngoại giao"),
    (
        "Xử lý hoạt động đối ngoại thông thường, quy mô nhỏ, thường xuyên",
        "Lê Anh Tú",
        "",
        "Cục Ngoại vụ, Bộ Ngoại giao",
    ),
    ("Thủ tục trình duyệt tiếp nhận viện trợ", "Phan Thúy Nga", "", "Sở Kế hoạch và Đầu tư Hà Nội"),
    (
        "Phối hợp quản lý người nước ngoài",
        "Nguyễn Minh Phương",
        "",
        "Phòng Quản lý xuất nhập cảnh, Công an Thành phố Hà Nội",
    ),
]
HOA_BINH = {
    "Tên lớp": "Hội nghị Tập huấn về Công tác hợp tác quốc tế trong lĩnh vực y tế",
    "Cơ quan tổ chức (ngoài ngành)": "Vụ Hợp tác quốc tế, Bộ Y tế",
    "Từ ngày": "29/11/2018",
    "Địa điểm": "Hòa Bình",
    "Ghi chú số lượng": "Trên 100 đại biểu",
    "Cơ quan tham dự": "Cục, Tổng cục, Vụ, Thanh tra, Văn phòng Bộ; trường đại học, viện, bệnh viện; Sở Y tế lân cận Hà Nội và miền núi phía Bắc",
}
HOA_BINH_TOPICS = [
    ("Khai mạc", "PGS.TS Nguyễn Trường Sơn", "Thứ trưởng", "Bộ Y tế"),
    (
        "Tổng kết 2016–2018, kế hoạch 2019–2020",
        "PGS.TS Trần Thị Giáng Hương",
        "Vụ trưởng",
        "Vụ Hợp tác quốc tế",
    ),
    ("Chính sách đối ngoại", "Trương Triều Dương", "Đại sứ", ""),
    ("Kỹ năng lễ tân đối ngoại và Giao tiếp đa văn hóa", "Trương Triều Dương", "Đại sứ", ""),
    ("Bảo vệ an ninh chính trị nội bộ", "Vũ Mạnh Tuân", "Phó Trưởng phòng 6", "A03, Bộ Công an"),
    ("Sức khỏe toàn cầu", "TS Ushio Mitsuhiro", "", ""),
    (
        "Quy chế quản lý thống nhất các hoạt động đối ngoại",
        "TS Nguyễn Mạnh Cường",
        "Phó Vụ trưởng",
        "Vụ Hợp tác quốc tế",
    ),
    ("Tham luận", "", "", "Bệnh viện Phổi Trung ương"),
    ("Tham luận của Trường", "", "", "Đại học Dược Hà Nội"),
]


@pytest.mark.parametrize(
    ("course", "topics", "unit"),
    [(HANOI, HANOI_TOPICS, "Sở Y tế Hà Nội"), (HOA_BINH, HOA_BINH_TOPICS, "")],
    ids=["Hà Nội 2024", "Hòa Bình 2018"],
)
def test_training_course(visit, course, topics, unit):
    page = visit("chuyenvien", "/tap-huan/them/")
    for label, text in course.items():
        page.get_by_label(label).first.fill(text)
    if unit:
        pick(page, page, "Đơn vị tổ chức", unit)
    row = rows_of(page, "Chuyên đề và báo cáo viên").first
    for number, texts in enumerate(topics):
        if number:
            row = add_row(page, "Chuyên đề và báo cáo viên")
        for label, text in zip(("Chủ đề", "Báo cáo viên", "Chức vụ", "Cơ quan công tác"), texts, strict=True):
            row.get_by_label(label).fill(text)
    save(page)

    for label, text in course.items():
        expect(fact(page, label)).to_have_text(text)
    rows = rows_of(page, "Chuyên đề và báo cáo viên")
    expect(rows).to_have_count(len(topics))
    for number, texts in enumerate(topics):
        for text in filter(None, texts):
            expect(rows.nth(number)).to_contain_text(text)
