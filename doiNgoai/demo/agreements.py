"""Thỏa thuận of the script."""

from agreements.models import Consultation, Implementation
from doiNgoai.demo.cast import CANCER, CDC, COLLEGE, GENERAL, HEART, LUNG, OBSTETRICS, THANH_NHAN
from doiNgoai.demo.makers import agreement
from doiNgoai.demo.stage import Day, Dossier, Rows

JAPAN = {"partners": "Đối tác minh họa 01", "countries": "JP"}
KOREA = {"partners": "Đối tác minh họa 02", "countries": "KR"}
AMERICA = {"partners": "Bệnh viện Brigham and Women, Đại học Y Harvard", "countries": "US"}
ON_PAPER = "Văn bản cho phép trên giấy, nhập lại để theo dõi"
SATELLITE = "[Minh họa] Mạng lưới bệnh viện vệ tinh"
"""A partner of the script itself."""
DOMESTIC = {"scope": "TRONG_NUOC", "kind": "CTHT", "partners": SATELLITE, "countries": ()}
OF_DEPARTMENT, OF_CITY = {"signing_name": "SO"}, {"signing_name": "TP", "kind": "TT"}


def _asked(ago: int, agency: str, due: int, replied: int | None = None) -> Rows:
    values = {"agency": agency, "sent_number": "LYK-MH/4", "sent_on": Day(-ago), "due": Day(due)}
    if replied is not None:
        values |= {"replied_on": Day(-replied), "reply_number": "TL-MH/6", "result": "AGREED"}
    return Rows(ago if replied is None else replied, Consultation, values, "d")


def _done(ago: int, content: str) -> Rows:
    return Rows(ago, Implementation, {"date": Day(-ago), "content": content, "result": "Hoàn thành"})


def _decided(ago: int, *, head: bool = True) -> str:
    """The way of a unit's agreement to its permission, so many days ago."""
    steps = ("draft", 19), ("submit", 16), ("approve_unit", 15), ("receive", 14), ("propose", 9), ("approve_office", 8), ("approve_leader", 5), ("grant", 4)  # fmt: skip
    return " ".join(f"{name}-{ago + before}" for name, before in steps if head or name != "approve_unit")


AGREEMENTS = (
    Dossier(agreement, HEART, "Biên bản ghi nhớ đào tạo bác sĩ nội trú với đối tác Pháp", "draft-3"),
    Dossier(agreement, HEART, "Biên bản ghi nhớ nghiên cứu lâm sàng với đối tác Nhật Bản", "draft-9 submit-6", JAPAN),
    Dossier(agreement, OBSTETRICS, "Biên bản ghi nhớ hợp tác hỗ trợ sinh sản với đối tác Hàn Quốc", "draft-12 submit-10 receive-9 return-4", KOREA, ("Nội dung tài chính chưa rõ; cần ý kiến Phòng Kế hoạch - Tài chính",)),
    Dossier(agreement, OBSTETRICS, "Thỏa thuận hợp tác đào tạo nữ hộ sinh với đối tác Pháp", "draft-5 submit-2"),
    Dossier(agreement, LUNG, "Biên bản ghi nhớ nghiên cứu lao kháng thuốc", "draft-14 submit-12 receive-10", JAPAN),
    Dossier(agreement, HEART, "Thỏa thuận hợp tác kỹ thuật cao giữa Sở Y tế và đối tác Pháp", "draft-24 submit-22 approve_unit-21 receive-20 propose-16", OF_DEPARTMENT, (),
            (_asked(16, "Sở Ngoại vụ", -5), _asked(15, "Công an Thành phố", 2), _asked(9, "Sở Tư pháp", -3, 6))),
    Dossier(agreement, CDC, "Thỏa thuận hợp tác phòng, chống dịch bệnh giữa Thành phố và Tokyo", "draft-34 submit-32 receive-31 propose-27 compile-8", {**OF_CITY, "partners": "Tokyo", "countries": "JP"}, (),
            (_asked(26, "Bộ Ngoại giao", -10, 12), _asked(25, "Sở Ngoại vụ", -12, 15))),
    Dossier(agreement, GENERAL, "Biên bản ghi nhớ trao đổi chuyên gia với Gyeonggi", "draft-40 submit-38 receive-37 propose-33 compile-12 propose_compiled-6 approve_office-3",
            {**OF_DEPARTMENT, "partners": "Tỉnh Gyeonggi", "countries": "KR"}, (), (_asked(32, "Sở Ngoại vụ", -18, 20),)),
    Dossier(agreement, HEART, "Thỏa thuận tiếp nhận chuyên gia giữa Sở Y tế và đối tác Hoa Kỳ", "draft-45 submit-42 approve_unit-41 receive-40 propose-36 compile-20 propose_compiled-18 approve_office-17 approve_leader-15 issue-13",
            {**OF_DEPARTMENT, **AMERICA}, (), (_asked(35, "Sở Ngoại vụ", -22, 24),)),
    Dossier(agreement, HEART, "Thỏa thuận hợp tác nghiên cứu giữa Sở Y tế và đối tác Nhật Bản", "draft-34 submit-32 approve_unit-31 receive-30 propose-26 compile-14 propose_compiled-12 approve_office-11 approve_leader-9",
            {**OF_DEPARTMENT, **JAPAN}, (), (_asked(25, "Sở Ngoại vụ", -15, 16),)),
    Dossier(agreement, HEART, "Chương trình phối hợp chuyên môn với bệnh viện vệ tinh", "draft-9 submit-8 approve_unit-7 receive-6 propose-2", DOMESTIC),
    Dossier(agreement, COLLEGE, "Chương trình liên kết thực hành lâm sàng trong nước", "draft-12 submit-11 receive-10 propose-8 approve_office-6 approve_leader-2", DOMESTIC),
    Dossier(agreement, HEART, "Biên bản ghi nhớ hội chẩn từ xa với đối tác Hoa Kỳ", _decided(6), AMERICA),
    Dossier(agreement, CANCER, "Biên bản ghi nhớ phân phối sản phẩm với doanh nghiệp", "draft-22 submit-20 receive-19 propose-14 refuse-11", KOREA, ("Không thuộc chức năng hợp tác quốc tế của đơn vị",)),
    Dossier(agreement, THANH_NHAN, "Biên bản ghi nhớ đào tạo gây mê hồi sức", f"{_decided(20, head=False)} cancel-9", JAPAN, ("Đối tác thay đổi chủ trương hợp tác",)),
    # signed
    Dossier(agreement, HEART, "Biên bản ghi nhớ chuyển giao kỹ thuật với đối tác Hàn Quốc", f"{_decided(30)} sign-9", {**KOREA, "expiry_date": Day(1000)}),
    Dossier(agreement, OBSTETRICS, "Biên bản ghi nhớ sàng lọc sơ sinh với đối tác Nhật Bản", f"{_decided(45, head=False)} sign-27", {**JAPAN, "expiry_date": Day(700)}),
    Dossier(agreement, HEART, "Biên bản ghi nhớ nghiên cứu bệnh van tim với đối tác Pháp", f"{_decided(260)} sign-245 copy-236", {"expiry_date": Day(480)}),
    Dossier(agreement, HEART, "Biên bản ghi nhớ hợp tác điều dưỡng với đối tác Nhật Bản", "draft-215 backfill-215 sign-200 copy-190", {**JAPAN, "expiry_date": Day(165)}, (ON_PAPER,), (_done(80, "Cử bốn điều dưỡng học tập ba tháng"),)),
    Dossier(agreement, OBSTETRICS, "Biên bản ghi nhớ đào tạo siêu âm với đối tác Hàn Quốc", "draft-300 backfill-300 sign-285 copy-275", {**KOREA, "expiry_date": Day(80)}, (ON_PAPER,), (_done(120, "Tổ chức khóa siêu âm cho mười hai bác sĩ"),)),
    Dossier(agreement, HEART, "Biên bản ghi nhớ hội chẩn trực tuyến với đối tác Hàn Quốc", "draft-320 backfill-320 sign-310 copy-300", {**KOREA, "expiry_date": Day(24)}, (ON_PAPER,), (_done(60, "Hội chẩn trực tuyến mười hai ca bệnh"),)),
    Dossier(agreement, CANCER, "Biên bản ghi nhớ nghiên cứu ung thư vú với đối tác Nhật Bản", "draft-325 backfill-325 sign-315 copy-305", {**JAPAN, "expiry_date": Day(-6)}, (ON_PAPER,), (_done(100, "Hoàn thành nghiên cứu giai đoạn một"),)),
    Dossier(agreement, OBSTETRICS, "Biên bản ghi nhớ trao đổi học viên với đối tác Pháp", "draft-190 backfill-190 sign-180 copy-170 suspend-40", {"expiry_date": Day(400)}, (ON_PAPER, "Tạm dừng theo đề nghị của đối tác",)),
    Dossier(agreement, GENERAL, "Biên bản ghi nhớ chấn thương chỉnh hình với đối tác Hàn Quốc", "draft-220 backfill-220 sign-210 copy-200 replace-30", {**KOREA, "expiry_date": Day(300)}, (ON_PAPER, "Hai bên ký văn bản mới thay thế",)),
    Dossier(agreement, THANH_NHAN, "Biên bản ghi nhớ đào tạo hồi sức với đối tác Pháp", "draft-240 backfill-240 sign-230 copy-220 terminate-25", {"expiry_date": Day(250)}, (ON_PAPER, "Đối tác sáp nhập, hai bên thống nhất chấm dứt",)),
)  # fmt: skip
