"""Who plays: the demo accounts, the units, and people with invented names who travel."""

import datetime
import itertools

from accounts.models import User
from directory.models import Person, Unit

HEART, OBSTETRICS = "01-919", "PSHN"
GENERAL, THANH_NHAN, CANCER, LUNG, EYE = "01-003", "01-006", "01-916", "01-903", "01-911"
CDC, COLLEGE, AMBULANCE, PHUC_THO, DAN_PHUONG = "CDC", "01-318", "01-081", "01-838", "01-158"

ACCOUNTS = (
    # user name, role, code of the unit, name shown
    ("quantri", "administrator", None, "Quản trị hệ thống"),
    ("chuyenvien", "department_officer", None, "Chuyên viên Sở"),
    ("truongphong", "office_head", None, "Trưởng phòng"),
    ("lanhdao", "department_leader", None, "Lãnh đạo Sở"),
    ("vanthu", "clerk", None, "Văn thư Sở"),
    ("bvtim", "unit_officer", HEART, "Cán bộ Bệnh viện Tim"),
    ("bvtim.ld", "unit_head", HEART, "Lãnh đạo Bệnh viện Tim"),
    ("bvphusan", "unit_officer", OBSTETRICS, "Cán bộ Bệnh viện Phụ sản"),
)
OFFICERS = {HEART: "bvtim", OBSTETRICS: "bvphusan"}
"""Who enters a unit's dossiers; those of other units come on paper and the department's officer enters them."""
DEPARTMENT = {"d": "chuyenvien", "h": "truongphong", "l": "lanhdao", "c": "vanthu"}

FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô", "Dương")
MALE, FEMALE = ("Đức", "Minh", "Quang", "Hữu", "Xuân"), ("Thị", "Thu", "Ngọc", "Bích", "Thanh")
MEN = ("Anh", "Bách", "Cường", "Dũng", "Hải", "Khánh", "Lâm", "Nghĩa", "Phúc", "Sơn", "Thịnh", "Vinh")
WOMEN = ("An", "Châu", "Diệp", "Hà", "Hương", "Lan", "Mai", "Nga", "Oanh", "Quyên", "Thảo", "Yến")
POSITIONS = ("Trưởng khoa", "Bác sĩ điều trị", "Điều dưỡng trưởng", "Phó Trưởng khoa", "Chuyên viên")
FIRST_BIRTH = datetime.date(1972, 3, 4)


class Cast:
    """Everyone on the stage, looked up once."""

    def __init__(self):
        self.users = {user.username: user for user in User.objects.all()}
        self.units = {unit.code: unit for unit in Unit.objects.all()}
        self._next = itertools.count()

    def player(self, letter: str, unit: str) -> User:
        """`o` the unit's officer, `u` its head; `d`, `h`, `l`, `c` officer, office head, leader, clerk of the department."""
        if letter == "u":
            return self.users["bvtim.ld"]
        return self.users[OFFICERS.get(unit, DEPARTMENT["d"]) if letter == "o" else DEPARTMENT[letter]]

    def traveller(self, unit: Unit, *, by, **details) -> Person:
        """Someone nobody met before."""
        at = next(self._next)
        woman = at % 3 == 1
        middle, given = (FEMALE, WOMEN) if woman else (MALE, MEN)
        person = Person(
            full_name=f"{FAMILY[at % 11]} {middle[at % 5]} {given[at % 12]}",
            gender="FEMALE" if woman else "MALE",
            birth_date=FIRST_BIRTH + datetime.timedelta(days=at * 97),
            unit=unit,
            position=POSITIONS[at % 5],
            employment="PUBLIC_EMPLOYEE",
            **details,
        )
        person.save(by=by)
        return person
