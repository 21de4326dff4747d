"""Hội nghị of the script."""

from conferences.models import ConferenceOpinion
from doiNgoai.demo.cast import CANCER, COLLEGE, EYE, GENERAL, HEART, LUNG, OBSTETRICS
from doiNgoai.demo.makers import conference
from doiNgoai.demo.stage import Day, Dossier, Rows

ATTENDED = {"role": "THAM_DU", "speakers": 0, "place": "Đà Nẵng"}
FRANCE = {"countries": "FR", "partners": "Đối tác minh họa 03"}


def _on(first: int, days: int = 2, **more) -> dict:
    return {"start_date": Day(first), "end_date": Day(first + days - 1), **more}


def _asked(ago: int, agency: str, due: int) -> Rows:
    values = {"agency": agency, "sent_number": "LYK-MH/4", "sent_on": Day(-ago), "due": Day(due)}
    return Rows(ago, ConferenceOpinion, values, "d")


CONFERENCES = (
    Dossier(conference, HEART, "Hội thảo quốc tế can thiệp tim bẩm sinh", "draft-5", _on(95)),
    Dossier(conference, OBSTETRICS, "Hội nghị quốc tế sản khoa nguy cơ cao", "draft-12", _on(34, 2, **FRANCE)),
    Dossier(conference, HEART, "Hội thảo quốc tế siêu âm tim", "draft-3 submit-1", _on(70)),
    Dossier(conference, OBSTETRICS, "Hội thảo quốc tế hỗ trợ sinh sản", "draft-6 submit-4", _on(58, 2, **FRANCE)),
    Dossier(conference, LUNG, "Hội nghị quốc tế bệnh phổi tắc nghẽn", "draft-12 submit-10 receive-8", _on(31)),
    Dossier(conference, HEART, "Tọa đàm quốc tế điều dưỡng tim mạch", "draft-15 submit-13 approve_unit-12 receive-11 return-3", _on(45, 1, kind="TOA_DAM"), ("Bổ sung lý lịch khoa học của diễn giả nước ngoài",)),
    Dossier(conference, CANCER, "Hội nghị quốc tế phòng, chống ung thư", "draft-20 submit-18 receive-17 propose-9 approve_office-7", _on(48, 3, **FRANCE)),
    Dossier(conference, HEART, "Hội thảo quốc tế tăng huyết áp phổi", "draft-20 submit-19 approve_unit-18 receive-17 propose-8 approve_office-7 approve_leader-5", _on(30)),
    Dossier(conference, HEART, "Hội nghị cấp cao về bệnh không lây nhiễm", "draft-34 submit-32 approve_unit-31 receive-30 propose-24 approve_office-22 approve_leader-20 issue-19", _on(40, 2, ministerial_guest=True, vietnamese=300, foreign_visiting=60), (),
            (_asked(23, "Bộ Ngoại giao", -6), _asked(22, "Công an Thành phố", 3))),
    Dossier(conference, OBSTETRICS, "Hội thảo quốc tế chăm sóc trẻ sinh non", "draft-62 submit-60 receive-59 propose-53 approve_office-52 approve_leader-50 issue-49 permit-36", _on(5, 2, **FRANCE, cleared=False)),
    Dossier(conference, HEART, "Hội thảo quốc tế suy tim", "draft-78 submit-75 approve_unit-74 receive-73 propose-68 approve_office-67 approve_leader-65 issue-64 permit-50", _on(-12)),
    Dossier(conference, GENERAL, "Hội thảo quốc tế phẫu thuật nội soi", "draft-90 submit-86 receive-85 propose-80 approve_office-79 approve_leader-77 issue-76 permit-62", _on(-26)),
    Dossier(conference, HEART, "Tập huấn quốc tế cấp cứu ngừng tuần hoàn", "draft-80 submit-76 approve_unit-75 receive-74 propose-69 approve_office-68 approve_leader-66 issue-65 permit-52 report-3", _on(-14, 2, kind="TAP_HUAN")),
    Dossier(conference, EYE, "Hội thảo quốc tế bệnh võng mạc", "draft-110 submit-106 receive-105 propose-99 approve_office-98 approve_leader-96 issue-95 permit-82 report-36 complete-32", _on(-46, 2, **FRANCE)),
    Dossier(conference, OBSTETRICS, "Hội nghị khoa học sản phụ khoa toàn quốc có yếu tố nước ngoài", "draft-7 submit-6 receive-4 propose-1", _on(25, 2, **ATTENDED)),
    Dossier(conference, COLLEGE, "Hội nghị giáo dục điều dưỡng quốc tế", "draft-11 submit-10 receive-9 propose-7 approve_office-5 approve_leader-3", _on(21, 2, **ATTENDED)),
    Dossier(conference, HEART, "Hội nghị giới thiệu thiết bị tim mạch", "draft-40 submit-38 approve_unit-37 receive-36 propose-30 approve_office-28 refuse-25:l", _on(20), ("Nội dung nặng về quảng bá thương mại",)),
    Dossier(conference, OBSTETRICS, "Hội thảo quốc tế dinh dưỡng thai kỳ", "draft-52 submit-50 receive-49 propose-44 approve_office-43 postpone-30", _on(18), ("Diễn giả chính chưa sang được",)),
    Dossier(conference, LUNG, "Hội thảo quốc tế kiểm soát hút thuốc lá", "draft-48 submit-46 receive-45 cancel-33", _on(22), ("Nhà tài trợ rút kinh phí",)),
)  # fmt: skip
