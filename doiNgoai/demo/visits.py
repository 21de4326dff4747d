"""Đoàn vào of the script."""

from delegations.models import AgencyNotice
from doiNgoai.demo.cast import AMBULANCE, CANCER, CDC, COLLEGE, EYE, GENERAL, HEART, OBSTETRICS
from doiNgoai.demo.makers import visit
from doiNgoai.demo.stage import Day, Dossier, Rows

JAPAN = {"countries": "JP", "partners": "Đối tác minh họa 01"}
FRANCE = {"countries": "FR", "partners": "Đối tác minh họa 03"}
AMERICA = {"countries": "US", "partners": "Tổ chức Project Vietnam Foundation"}
GERMANY = {"countries": "DE", "partners": "Đối tác minh họa 05"}


def _on(first: int, days: int, **more) -> dict:
    return {"start_date": Day(first), "end_date": Day(first + days - 1), **more}


def _notified(ago: int) -> Rows:
    return Rows(
        ago,
        AgencyNotice,
        {"agency": "Phòng Quản lý xuất nhập cảnh, Công an Thành phố", "number": "TB-MH/9", "date": Day(-ago)},
        "d",
    )


VISITS = (
    Dossier(visit, HEART, "Đoàn chuyên gia tim mạch Hàn Quốc đến hội chẩn", "draft-2", _on(24, 3)),
    Dossier(visit, HEART, "Đoàn bác sĩ Nhật Bản trao đổi về điều dưỡng tim mạch", "draft-6", _on(12, 2, **JAPAN)),
    Dossier(visit, OBSTETRICS, "Đoàn chuyên gia Pháp giảng dạy sàng lọc sơ sinh", "draft-11", _on(7, 4, **FRANCE, purposes=["CHIASE"])),
    Dossier(visit, HEART, "Đoàn sinh viên y khoa Pháp thực tập", "draft-4 submit-1", _on(40, 20, **FRANCE, rank="TINH_NGUYEN", purposes=["HOCTAP"], guest_count=5)),
    Dossier(visit, HEART, "Đoàn chuyên gia Hoa Kỳ phẫu thuật tim nhân đạo", "draft-9 submit-7 approve_unit-6 receive-5 return-2", _on(35, 5, **AMERICA, purposes=["KCB_ND"], clinical=True, clinical_permit="GP-MH/11"), ("Thiếu danh sách người bệnh dự kiến và bản sao giấy phép hành nghề",)),
    Dossier(visit, OBSTETRICS, "Đoàn đại học Nhật Bản khảo sát đề tài nghiên cứu", "draft-5 submit-3", _on(18, 3, **JAPAN, purposes=["NCKH"])),
    Dossier(visit, GENERAL, "Đoàn bệnh viện Thái Lan học tập mô hình cấp cứu", "draft-7 submit-7", _on(14, 2, countries="TH", partners="Đối tác minh họa 10", purposes=["HOCTAP"])),
    Dossier(visit, CANCER, "Đoàn kỹ sư Đức bảo trì hệ thống xạ trị", "draft-0 submit-0", _on(3, 2, **GERMANY, purposes=["CGKT"], guest_count=2)),
    Dossier(visit, HEART, "Đoàn chuyên gia Đức chuyển giao kỹ thuật thay van tim", "draft-8 submit-7 approve_unit-6 receive-2", _on(33, 6, **GERMANY, purposes=["CGKT"], needs_sponsorship=True, sponsorship_number="NA2-MH/3")),
    Dossier(visit, COLLEGE, "Đoàn giảng viên điều dưỡng Nhật Bản", "draft-16 submit-15 receive-12", _on(10, 4, **JAPAN, purposes=["CHIASE"])),
    Dossier(visit, OBSTETRICS, "Đoàn làm việc của Tổ chức Y tế Thế giới về sức khỏe bà mẹ", "draft-7 submit-6 receive-4 propose-1", _on(3, 2, countries="CH", partners="Tổ chức Y tế Thế giới")),
    Dossier(visit, HEART, "Đoàn khảo sát dự án đào tạo từ xa của Hoa Kỳ", "draft-9 submit-8 approve_unit-7 receive-6 propose-5", _on(11, 3, **AMERICA, in_approved_programme=True, purposes=["DUAN"])),
    Dossier(visit, CDC, "Đoàn chuyên gia Nhật Bản về giám sát dịch bệnh", "draft-8 submit-7 receive-6 propose-4 approve_office-1", _on(2, 5, **JAPAN)),
    Dossier(visit, HEART, "Đoàn Thứ trưởng Bộ Y tế Lào thăm và làm việc", "draft-12 submit-11 approve_unit-10 receive-9 propose-8 approve_office-6", _on(15, 2, countries="LA", partners="Đối tác minh họa 06", rank="THU_TRUONG", purposes=["THAM"])),
    Dossier(visit, OBSTETRICS, "Đoàn điều dưỡng Úc chia sẻ chăm sóc sơ sinh", "draft-9 submit-8 receive-7 propose-6 approve_office-4 approve_leader-1", _on(16, 4, countries="AU", partners="Đối tác minh họa 08", purposes=["CHIASE"])),
    Dossier(visit, AMBULANCE, "Đoàn cấp cứu Paris huấn luyện sơ cấp cứu", "draft-13 submit-12 receive-11 propose-9 approve_office-8", _on(9, 5, **FRANCE, in_approved_programme=True, purposes=["CHIASE"])),
    Dossier(visit, HEART, "Đoàn Bộ trưởng Bộ Y tế Cuba thăm bệnh viện", "draft-16 submit-15 approve_unit-14 receive-13 propose-11 approve_office-10 approve_leader-9 issue-8", _on(19, 1, countries="CU", partners="Đối tác minh họa 07", rank="CAP_CAO", purposes=["THAM"])),
    Dossier(visit, HEART, "Đoàn Phó Thủ tướng Lào thăm bệnh viện", "draft-9 submit-8 approve_unit-7 receive-6 propose-4 approve_office-3 approve_leader-1", _on(22, 1, countries="LA", partners="Đối tác minh họa 06", rank="CAP_CAO", purposes=["THAM"])),
    Dossier(visit, HEART, "Đoàn chuyên gia Nhật Bản hội chẩn ca bệnh khó", "draft-20 submit-18 approve_unit-17 receive-16 propose-14 approve_office-13 approve_leader-12 grant-11", _on(4, 2, **JAPAN)),
    Dossier(visit, OBSTETRICS, "Đoàn chuyên gia Hàn Quốc chuyển giao kỹ thuật nội soi", "draft-24 submit-22 receive-21 propose-19 approve_office-18 approve_leader-17 grant-16", _on(-1, 4, purposes=["CGKT"]), (), (_notified(9),)),
    Dossier(visit, HEART, "Đoàn đại học Pháp bàn chương trình liên kết", "draft-36 submit-34 approve_unit-33 receive-32 propose-30 approve_office-29 approve_leader-28 grant-27", _on(-8, 3, **FRANCE, declared=True), (), (_notified(15),)),
    Dossier(visit, OBSTETRICS, "Đoàn bác sĩ tình nguyện Hoa Kỳ khám sàng lọc", "draft-48 submit-45 receive-44 propose-42 approve_office-41 approve_leader-40 grant-39", _on(-24, 5, **AMERICA, rank="TINH_NGUYEN", purposes=["KCB_ND"], declared=True), (), (_notified(31),)),
    Dossier(visit, HEART, "Đoàn chuyên gia Úc đánh giá chất lượng", "draft-44 submit-42 approve_unit-41 receive-40 propose-38 approve_office-37 approve_leader-36 grant-35 report-1", _on(-12, 4, countries="AU", partners="Đối tác minh họa 08", declared=True), (), (_notified(22),)),
    Dossier(visit, HEART, "Đoàn chuyên gia Đức tập huấn máy tim phổi", "draft-60 submit-57 approve_unit-56 receive-55 propose-53 approve_office-52 approve_leader-51 grant-50 report-28 complete-25", _on(-36, 4, **GERMANY, declared=True), (), (_notified(44),)),
    Dossier(visit, EYE, "Đoàn từ thiện phẫu thuật đục thủy tinh thể", "draft-31 submit-29 receive-28 propose-27 approve_office-26 approve_leader-25 grant-24 report-16 complete-14", _on(-30, 6, **AMERICA, purposes=["KCB_ND"], declared=True), (), (_notified(26),)),
    Dossier(visit, GENERAL, "Đoàn công ty nước ngoài giới thiệu sản phẩm", "draft-19 submit-18 receive-17 propose-15 refuse-13", _on(6, 1, in_plan=False, unplanned_reason="Đối tác đề nghị đột xuất"), ("Nội dung quảng bá thương mại, không thuộc kế hoạch hợp tác",)),
    Dossier(visit, HEART, "Đoàn bệnh viện Thái Lan trao đổi hợp tác", "draft-22 submit-20 approve_unit-19 receive-18 postpone-8", _on(5, 2, countries="TH", partners="Đối tác minh họa 10"), ("Đối tác đổi lịch sang tháng sau",)),
    Dossier(visit, OBSTETRICS, "Đoàn đại học Hàn Quốc làm việc về đào tạo", "draft-26 submit-24 receive-23 cancel-12", _on(8, 2), ("Phía bạn không bố trí được chuyên gia",)),
    Dossier(visit, CDC, "Đoàn điều tra dịch tễ phối hợp của Tổ chức Y tế Thế giới", "draft-2 submit-2 urgent-1", _on(5, 6, countries="CH", partners="Tổ chức Y tế Thế giới", in_plan=False, unplanned_reason="Phối hợp xử lý ổ dịch"), ("Cần đón đoàn ngay để phối hợp xử lý ổ dịch",)),
)  # fmt: skip
