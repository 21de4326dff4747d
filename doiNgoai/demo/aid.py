"""Viện trợ of the script."""

from decimal import Decimal

from aid_projects.models import AidOpinion, Disbursement
from doiNgoai.demo.cast import (
    AMBULANCE,
    CANCER,
    CDC,
    COLLEGE,
    EYE,
    GENERAL,
    HEART,
    LUNG,
    OBSTETRICS,
    THANH_NHAN,
)
from doiNgoai.demo.makers import aid
from doiNgoai.demo.stage import Day, Dossier, Rows

ON_PAPER = "Quyết định phê duyệt trên giấy, nhập lại để theo dõi"
FUND = "[Minh họa] Quỹ Sức khỏe trẻ em Hoa Anh đào"
"""A donor of the script itself: its registration ends soon."""


def _on(first: int, days: int, **more) -> dict:
    return {"start_date": Day(first), "end_date": Day(first + days), **more}


def _paid(ago: int, amount: int) -> Rows:
    return Rows(
        ago, Disbursement, {"date": Day(-ago), "amount": Decimal(amount), "form": "TIEN", "voucher": "CT-MH"}
    )


def _asked(ago: int, agency: str, due: int) -> Rows:
    return Rows(
        ago,
        AidOpinion,
        {"agency": agency, "sent_number": "LYK-MH/4", "sent_on": Day(-ago), "due": Day(due)},
        "d",
    )


def _approved(ago: int, *, head: bool = True) -> str:
    """The way of aid to its approval, so many days ago."""
    steps = (
        ("draft", 50), ("agreed", 44), ("submit", 40), ("approve_unit", 39), ("receive", 38), ("propose", 32), ("approve_office", 31),
        ("approve_leader", 29), ("issue", 28), ("approve", 0),
    )  # fmt: skip
    return " ".join(f"{name}-{ago + before}" for name, before in steps if head or name != "approve_unit")


AIDS = (
    Dossier(aid, HEART, "Chương trình phẫu thuật tim cho trẻ em nghèo", "draft-6", _on(90, 365)),
    Dossier(aid, OBSTETRICS, "Hỗ trợ máy thở sơ sinh", "draft-15 agreed-4", _on(60, 200, partners=FUND)),
    Dossier(aid, HEART, "Dự án đào tạo can thiệp tim mạch", "draft-20 agreed-14 submit-1", _on(60, 500, kind="DAKT", value=Decimal(120000))),
    Dossier(aid, OBSTETRICS, "Hỗ trợ đào tạo hồi sức sơ sinh", "draft-18 agreed-12 submit-6", _on(50, 300)),
    Dossier(aid, HEART, "Hỗ trợ vật tư can thiệp cho người bệnh nghèo", "draft-22 agreed-18 submit-15 approve_unit-14 receive-13 return-5", _on(45, 180), ("Thiếu bảng kê giá trị vật tư và thư cam kết của nhà tài trợ",)),
    Dossier(aid, CDC, "Dự án giám sát dịch bệnh cộng đồng", "draft-25 agreed-20 submit-16 receive-14", _on(40, 700, kind="DAKT", value=Decimal(260000), partners="Tổ chức Trao đổi nguồn lực quốc tế REI-Inc")),
    Dossier(aid, EYE, "Chương trình mổ đục thủy tinh thể cho người cao tuổi", "draft-24 agreed-20 submit-17 receive-16 propose-6", _on(40, 240, beneficiaries=["CAO_TUOI"])),
    Dossier(aid, OBSTETRICS, "Dự án sàng lọc ung thư cổ tử cung", "draft-26 agreed-22 submit-19 receive-18 propose-9 approve_office-1", _on(35, 400, beneficiaries=["PHU_NU"])),
    Dossier(aid, HEART, "Hỗ trợ hệ thống hội chẩn từ xa", "draft-30 agreed-26 submit-22 approve_unit-21 receive-20 propose-12 approve_office-10 approve_leader-4", _on(30, 365)),
    Dossier(aid, HEART, "Dự án nâng cao năng lực cấp cứu tim mạch", "draft-60 agreed-55 submit-50 approve_unit-49 receive-48 propose-40 approve_office-38 approve_leader-36 issue-34", _on(20, 700, kind="DAKT", value=Decimal(310000)), (),
            (_asked(33, "Sở Kế hoạch và Đầu tư", -9), _asked(32, "Sở Tài chính", -4))),
    Dossier(aid, AMBULANCE, "Hỗ trợ đào tạo cấp cứu ngoại viện", _approved(40, head=False), _on(-20, 365)),
    Dossier(aid, HEART, "Hỗ trợ trang bị phòng tập phục hồi tim mạch", _approved(200), _on(-180, 400)),
    Dossier(aid, OBSTETRICS, "Dự án chăm sóc trẻ sinh non", f"{_approved(240, head=False)} start-225", _on(-230, 600, partners=FUND, kind="DAKT", value=Decimal(90000)), (), (_paid(200, 20000), _paid(90, 15000))),
    Dossier(aid, HEART, "Dự án đào tạo phẫu thuật viên tim mạch", f"{_approved(260)} start-245 adjust-12 submit-10 approve_unit-9 receive-5", _on(-250, 500, kind="DAKT", value=Decimal(150000)), ("Nhà tài trợ đề nghị gia hạn thêm ba tháng",), (_paid(180, 40000), Rows(11, values={"end_date": Day(340)}))),
    Dossier(aid, LUNG, "Chương trình phát hiện lao trong cộng đồng", "draft-280 agreed-279 backfill-278 start-265 pause-30", _on(-270, 500), (ON_PAPER, "Chờ nhà tài trợ xác nhận kinh phí năm tới",), (_paid(210, 12000),)),
    Dossier(aid, GENERAL, "Hỗ trợ dụng cụ phẫu thuật chỉnh hình", f"{_approved(290, head=False)} start-280 end-20", _on(-285, 260), (), (_paid(150, 50000),)),
    Dossier(aid, THANH_NHAN, "Hỗ trợ máy lọc máu", f"{_approved(300, head=False)} start-290 end-120 hand_over-100", _on(-295, 170), (), (_paid(200, 50000),)),
    Dossier(aid, HEART, "Hỗ trợ máy siêu âm tim cầm tay", "draft-310 agreed-309 backfill-308 start-300 end-150 hand_over-130 settle-15", _on(-305, 150), (ON_PAPER,), (_paid(220, 50000),)),
    Dossier(aid, CANCER, "Hỗ trợ tập huấn chăm sóc giảm nhẹ", "draft-310 agreed-309 backfill-308 start-300 end-190 hand_over-170 settle-120 complete-110", _on(-305, 110), (ON_PAPER,), (_paid(230, 50000),)),
    Dossier(aid, COLLEGE, "Hỗ trợ mô hình thực hành điều dưỡng", "draft-70 drop-40", _on(30, 120), ("Nhà tài trợ không còn nguồn",)),
    Dossier(aid, GENERAL, "Hỗ trợ phần mềm quản lý giường bệnh", f"{_approved(230, head=False)} revoke-20", _on(-200, 365), ("Quá sáu tháng chưa triển khai",)),
    Dossier(aid, OBSTETRICS, "Hỗ trợ thiết bị đã qua sử dụng", "draft-60 agreed-52 submit-48 receive-47 propose-41 refuse-38", _on(10, 90, form="CHUYEN_GIA"), ("Thiết bị đã qua sử dụng, không bảo đảm quy định",)),
    Dossier(aid, CDC, "Hỗ trợ truyền thông tiêm chủng", "draft-55 agreed-50 submit-45 receive-44 cancel-30", _on(20, 90), ("Hoạt động đã được chương trình khác chi trả",)),
)  # fmt: skip
