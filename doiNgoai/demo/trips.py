"""Đoàn ra of the script."""

from doiNgoai.demo.cast import CANCER, CDC, EYE, GENERAL, HEART, LUNG, OBSTETRICS, THANH_NHAN
from doiNgoai.demo.makers import trip
from doiNgoai.demo.stage import Day, Dossier, Rows

INCOMPLETE = "Thiếu bản dịch thư mời; đề nghị bổ sung"
LIST = "Danh sách đoàn chưa thống nhất với thư mời"


def _on(first: int, days: int, **more) -> dict:
    return {"start_date": Day(first), "end_date": Day(first + days - 1), **more}


TRIPS = (
    # with the unit
    Dossier(trip, HEART, "Đoàn dự Hội nghị Tim mạch can thiệp tại Tokyo", "draft-3", _on(58, 5)),
    Dossier(trip, HEART, "Đoàn học tập siêu âm tim thai tại Pháp", "draft-8", _on(33, 12, to="FR", partners="Đối tác minh họa 03", purposes=["DTBD"])),
    Dossier(trip, HEART, "Đoàn khảo sát mô hình phòng mổ lai tại Hàn Quốc", "draft-9", _on(18, 4, to="KR", partners="Đối tác minh họa 02", purposes=["KSNC"])),
    Dossier(trip, OBSTETRICS, "Đoàn dự Hội nghị Sản phụ khoa châu Á tại Thái Lan", "draft-5", _on(62, 4, to="TH", partners="Đối tác minh họa 10", managed=True)),
    Dossier(trip, HEART, "Đoàn dự Diễn đàn Điều dưỡng tim mạch tại Úc", "draft-4 submit-1", _on(52, 6, to="AU", partners="Đối tác minh họa 08")),
    Dossier(trip, HEART, "Đoàn đào tạo phẫu thuật nội soi tim tại Đức", "draft-13 submit-8", _on(40, 20, to="DE", partners="Đối tác minh họa 05", paid="DOITAC", purposes=["DTBD"])),
    Dossier(trip, HEART, "Đoàn dự Hội nghị Hồi sức tim mạch tại Hoa Kỳ", "draft-16 submit-14 approve_unit-13 receive-12 return-9", _on(36, 6, to="US", partners="Tổ chức Project Vietnam Foundation"), (INCOMPLETE,)),
    Dossier(trip, OBSTETRICS, "Đoàn học tập hỗ trợ sinh sản tại Nhật Bản", "draft-10 submit-7 receive-6 return-2", _on(38, 10, purposes=["DTBD"]), (LIST,)),
    Dossier(trip, GENERAL, "Đoàn trao đổi kinh nghiệm chấn thương chỉnh hình tại Pháp", "draft-6 withdraw-4", _on(70, 7, to="FR", partners="Đối tác minh họa 03"), ("Nhập trùng với hồ sơ giấy của đơn vị",)),
    Dossier(trip, HEART, "Đoàn dự hội thảo tim bẩm sinh tại Singapore", "draft-12 withdraw-10", _on(45, 3, to="SG"), ("Đối tác hủy thư mời",)),
    # with the department: taken up, appraised, agreed on
    Dossier(trip, HEART, "Đoàn dự Hội nghị Nhịp tim học tại Hàn Quốc", "draft-4 submit-3 approve_unit-1", _on(45, 4, to="KR", partners="Đối tác minh họa 02")),
    Dossier(trip, OBSTETRICS, "Đoàn dự khóa đào tạo sàng lọc trước sinh tại Pháp", "draft-8 submit-6", _on(39, 14, to="FR", partners="Đối tác minh họa 03", purposes=["DTBD"])),
    Dossier(trip, CANCER, "Đoàn dự Hội nghị Ung thư vú tại Nhật Bản", "draft-0 submit-0", _on(6, 4, in_plan=False, unplanned_reason="Thư mời đến muộn")),
    Dossier(trip, HEART, "Đoàn khảo sát trung tâm ghép tim tại Hoa Kỳ", "draft-7 submit-6 approve_unit-5 receive-1", _on(44, 8, to="US", partners="Bệnh viện Brigham and Women, Đại học Y Harvard", purposes=["KSNC"])),
    Dossier(trip, GENERAL, "Đoàn tập huấn cấp cứu đa chấn thương tại Hàn Quốc", "draft-15 submit-14 receive-11", _on(8, 7, to="KR", partners="Đối tác minh họa 02", purposes=["DTBD"])),
    Dossier(trip, HEART, "Đoàn dự Hội nghị Tăng huyết áp tại Thái Lan",
            "draft-26 submit-24 approve_unit-23 receive-22 return-20 submit-17 approve_unit-16 receive-15 return-12 submit-9 approve_unit-8 receive-7 propose-1",
            _on(34, 4, to="TH", partners="Đối tác minh họa 10"), (INCOMPLETE, LIST)),
    Dossier(trip, EYE, "Đoàn học tập phẫu thuật dịch kính võng mạc tại Đức", "draft-13 submit-12 receive-11 propose-7", _on(29, 15, to="DE", partners="Đối tác minh họa 05", purposes=["DTBD"])),
    Dossier(trip, OBSTETRICS, "Đoàn dự Hội nghị Sơ sinh tại Úc", "draft-8 submit-7 receive-6 propose-4 approve_office-1", _on(15, 5, to="AU", partners="Đối tác minh họa 08")),
    Dossier(trip, HEART, "Đoàn dự lễ trao giải nghiên cứu tim mạch tại Vương quốc Anh", "draft-6 submit-5 approve_unit-4 receive-3 propose-2 approve_office-1", _on(9, 4, to="GB", partners="Đối tác minh họa 09")),
    Dossier(trip, LUNG, "Đoàn dự Hội nghị Bệnh phổi châu Á tại Nhật Bản", "draft-17 submit-16 receive-14 propose-12 approve_office-8", _on(5, 5)),
    Dossier(trip, HEART, "Đoàn tháp tùng công tác của Thành phố tại Lào", "draft-3 submit-3 approve_unit-2 urgent-1", _on(7, 3, to="LA", partners="Đối tác minh họa 06", kind="THAM_GIA_DOAN"), ("Theo chỉ đạo của UBND Thành phố, đoàn khởi hành trong tuần tới",)),
    Dossier(trip, OBSTETRICS, "Đoàn dự hội nghị chuyên đề tiền sản giật tại Pháp", "draft-11 submit-10 receive-9 propose-8 approve_office-7 approve_leader-6", _on(30, 5, to="FR", partners="Đối tác minh họa 03")),
    Dossier(trip, HEART, "Đoàn dự Hội nghị Suy tim tại Đức", "draft-14 submit-12 approve_unit-11 receive-10 propose-8 approve_office-7 approve_leader-5 issue-2", _on(32, 5, to="DE", partners="Đối tác minh họa 05")),
    Dossier(trip, CDC, "Đoàn học tập giám sát dịch bệnh tại Hàn Quốc", "draft-25 submit-24 receive-22 propose-20 approve_office-19 approve_leader-17 issue-16", _on(16, 10, to="KR", partners="Đối tác minh họa 02", purposes=["DTBD"])),
    Dossier(trip, HEART, "Chuyến đi thăm thân tại Úc của bác sĩ khoa Nội", "draft-7 submit-6 approve_unit-5 receive-4 propose-3 approve_office-2 approve_leader-1", _on(20, 14, to="AU", kind="VIEC_RIENG", people=1, paid="TUTUC")),
    Dossier(trip, OBSTETRICS, "Chuyến đi du lịch tại Nhật Bản của nữ hộ sinh khoa Đẻ", "draft-21 submit-19 receive-18 propose-16 approve_office-15 approve_leader-14 grant-13", _on(5, 7, kind="VIEC_RIENG", people=1, paid="TUTUC")),
    # decided
    Dossier(trip, HEART, "Đoàn học tập can thiệp mạch tại Nhật Bản", "draft-48 submit-46 approve_unit-45 receive-44 propose-41 approve_office-40 approve_leader-38 issue-37 permit-30", _on(12, 10, purposes=["DTBD"])),
    Dossier(trip, OBSTETRICS, "Đoàn dự Hội nghị Y học bào thai tại Vương quốc Anh", "draft-50 submit-47 receive-46 propose-43 approve_office-42 approve_leader-41 issue-40 permit-33", _on(-2, 6, to="GB", partners="Đối tác minh họa 09")),
    Dossier(trip, HEART, "Đoàn dự hội nghị can thiệp mạch vành tại Hàn Quốc", "draft-62 submit-60 approve_unit-59 receive-57 propose-55 approve_office-54 approve_leader-52 issue-51 permit-44", _on(-17, 5, to="KR", partners="Đối tác minh họa 02")),
    Dossier(trip, HEART, "Đoàn ký kết hợp tác đào tạo tại Pháp", "draft-75 submit-72 approve_unit-71 receive-70 propose-67 approve_office-66 approve_leader-65 issue-64 permit-57", _on(-34, 6, to="FR", partners="Đối tác minh họa 03", passport="OFFICIAL", purposes=["KYKET"])),
    Dossier(trip, OBSTETRICS, "Đoàn khảo sát bệnh viện không giấy tại Nhật Bản", "draft-70 submit-66 receive-65 propose-62 approve_office-61 approve_leader-60 issue-59 permit-51", _on(-20, 5, passport="OFFICIAL", purposes=["KSNC"])),
    Dossier(trip, THANH_NHAN, "Đoàn học tập quản lý chất lượng tại Đức", "draft-70 submit-66 receive-65 propose-62 approve_office-61 approve_leader-60 issue-59 permit-52 report-2", _on(-17, 8, to="DE", partners="Đối tác minh họa 05", purposes=["DTBD"])),
    Dossier(trip, HEART, "Đoàn dự Hội nghị Điện sinh lý tim tại Hoa Kỳ", "draft-78 submit-75 approve_unit-74 receive-73 propose-70 approve_office-69 approve_leader-68 issue-67 permit-60 report-10 return_report-6", _on(-28, 7, to="US", partners="Bệnh viện Brigham and Women, Đại học Y Harvard"), ("Báo cáo thiếu kiến nghị và phần kinh phí đã sử dụng",)),
    Dossier(trip, HEART, "Đoàn dự Hội nghị Tim mạch Đông Nam Á tại Thái Lan", "draft-90 submit-86 approve_unit-85 receive-84 propose-81 approve_office-80 approve_leader-79 issue-78 permit-70 report-38 complete-34", _on(-50, 4, to="TH", partners="Đối tác minh họa 10")),
    Dossier(trip, CANCER, "Đoàn nhận bàn giao thiết bị xạ trị tại Đức", "draft-62 submit-58 receive-57 propose-56 approve_office-55 approve_leader-55 issue-54 permit-52 report-40 complete-35", _on(-60, 8, to="DE", partners="Đối tác minh họa 05", purposes=["KIEMTRA"])),
    Dossier(trip, EYE, "Đoàn dự Hội nghị Nhãn khoa tại Cuba", "draft-44 backfill-44", _on(-58, 6, to="CU", partners="Đối tác minh họa 07"), ("Quyết định đã ban hành trên giấy trước khi dùng phần mềm",)),
    Dossier(trip, HEART, "Đoàn tham quan triển lãm thiết bị y tế tại Đức", "draft-30 submit-28 approve_unit-27 receive-26 propose-22 refuse-20", _on(20, 5, to="DE", partners="Đối tác minh họa 05", in_plan=False, unplanned_reason="Thư mời ngoài kế hoạch năm", purposes=["TQHT"]), ("Nội dung chưa gắn với nhiệm vụ chuyên môn, trùng đoàn đã cử trong năm",)),
    Dossier(trip, LUNG, "Đoàn dự hội thảo lao kháng thuốc tại Hoa Kỳ", "draft-45 submit-43 receive-42 propose-39 approve_office-38 approve_leader-37 issue-36 refuse-28:d", _on(9, 6, to="US", partners="Tổ chức Y tế Thế giới"), ("UBND Thành phố không đồng ý cử đoàn",)),
    Dossier(trip, OBSTETRICS, "Đoàn học tập phẫu thuật nội soi tại Hàn Quốc", "draft-33 submit-31 receive-30 propose-27 postpone-19", _on(24, 10, to="KR", partners="Đối tác minh họa 02", purposes=["DTBD"]), ("Đối tác đề nghị lùi khóa học sang quý sau",)),
    Dossier(trip, HEART, "Đoàn dự hội nghị phục hồi chức năng tim mạch tại Úc", "draft-52 submit-50 approve_unit-49 receive-48 propose-45 approve_office-44 approve_leader-43 issue-42 permit-35 cancel-5", _on(15, 5, to="AU", partners="Đối tác minh họa 08"), ("Ban tổ chức hủy hội nghị",)),
    Dossier(trip, HEART, "Đoàn trao đổi chuyên gia hồi sức tại Pháp", "draft-55 submit-53 approve_unit-52 receive-51 propose-48 approve_office-47 approve_leader-46 issue-45 permit-38 adjust-2",
            _on(21, 8, to="FR", partners="Đối tác minh họa 03"), ("Đối tác đề nghị kéo dài chương trình thêm hai ngày",), (Rows(1, values={"end_date": Day(30)}),)),
    Dossier(trip, OBSTETRICS, "Đoàn dự khóa siêu âm chẩn đoán tại Đức", "draft-58 submit-55 receive-54 propose-51 approve_office-50 approve_leader-49 issue-48 permit-41 adjust-7 submit-5 receive-3",
            _on(26, 7, to="DE", partners="Đối tác minh họa 05", purposes=["DTBD"]), ("Thay đổi ngày đi theo lịch khóa học",), (Rows(6, values={"start_date": Day(28), "end_date": Day(34)}),)),
)  # fmt: skip
