"""Lists of people as clerks write them into one cell.

`T= Nguyễn Văn A, Trần Thị B`; `Trưởng đoàn: ông Nguyễn Văn A - Giám đốc; Thành viên: …`; a numbered list of lines.
A name is kept letter by letter as it was written.
"""

import re
import unicodedata
from dataclasses import dataclass

from core.text import fold

LEADER, DEPUTY, MEMBER = "Trưởng đoàn", "Phó trưởng đoàn", "Thành viên"
INTERPRETER, SECRETARY = "Phiên dịch", "Thư ký"

_ROLES = {
    "t": LEADER, "td": LEADER, "truong doan": LEADER, "t.doan": LEADER, "truong": LEADER, "lanh dao doan": LEADER,
    "p": DEPUTY, "ptd": DEPUTY, "pho truong doan": DEPUTY, "pho doan": DEPUTY, "pho td": DEPUTY,
    "tv": MEMBER, "thanh vien": MEMBER, "cac thanh vien": MEMBER, "thanh vien doan": MEMBER, "doan vien": MEMBER,
    "thanh phan": MEMBER, "cung cac thanh vien": MEMBER, "va cac thanh vien": MEMBER, "cac thanh vien khac": MEMBER,
    "phien dich": INTERPRETER, "pd": INTERPRETER, "thu ky": SECRETARY, "tk": SECRETARY,
}  # fmt: skip
_ROLE_NAMES = "|".join(sorted(map(re.escape, _ROLES), key=len, reverse=True))
_ROLE_BEFORE = re.compile(rf"^({_ROLE_NAMES})\s*[=:]\s*")
_ROLE_DASHED = re.compile(r"^(truong doan|pho truong doan)\s*[-–]\s*")
_NUMBERED = re.compile(r"^\s*(?:\d{1,3}\s*[.)/]\s*|[-+*•–]\s+)")
_INLINE_NUMBERS = re.compile(r"(?:(?<=[\s;,.])|^)\d{1,3}\s*[.)]\s*(?=[^\W\d_])")
_BRACKETS = re.compile(r"\s*\(([^()]*)\)\s*")
_DASH = re.compile(r"\s+[-–—]\s+|\s*:\s*")
_AND = re.compile(r"\s+(?:và|cùng|&)\s+")
_OTHERS = re.compile(r"^(?:va |cung )?(?:khoang )?\d+ (?:nguoi|can bo|thanh vien|dong chi|bac si|chuyen gia)\b.*|^(?:va )?(?:nhung )?nguoi khac$")  # fmt: skip
_MALE, _FEMALE = "Nam", "Nữ"
_HONORIFICS = {"ong": _MALE, "mr": _MALE, "ba": _FEMALE, "mrs": _FEMALE, "ms": _FEMALE, "d/c": "", "dong chi": "", "dc": "", "anh": _MALE, "chi": _FEMALE}  # fmt: skip
_TITLE = (
    r"(?:GS|PGS|TS|ThS|Ths|THS|ThS\.BS|BS|Bs|DS|Ds|CN|KS|BSCKI{1,2}|BSCK1|BSCK2|BSCKI|BSCKII|CKI|CKII|CK1|CK2|TTND|TTƯT|NGND|NGƯT"
    r"|Dr|Prof|Bác sĩ|bác sĩ|Tiến sĩ|tiến sĩ|Thạc sĩ|thạc sĩ|Giáo sư|giáo sư|Phó giáo sư|phó giáo sư|Dược sĩ|dược sĩ)"
)
_TITLES = re.compile(rf"^(?:{_TITLE}(?:[.,/]\s*|\s+))+")
_OF_POSITIONS = """
giam doc pho truong bac si duoc dieu duong ky thuat vien chuyen benh khoa phong so bo trung tam chi cuc chu tich can
nhan giang thu khoi ban to nganh pgd gd bs bscki bsckii pgs ts ths gs khth tckt tccb hcqt kt ptp tp
"""
_OF_FAMILIES = """
nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dao doan vuong trinh truong dinh lam phung mai
to luong ha thai chu ta tang lai quach cao nghiem luu kieu khuat thach chau tong la mac ton bach nong hua trieu giang
han kim lo quan son than tieu ung viet dam dau cu khong ninh phi che diep mau ngan thi trang an au
"""
_POSITION_WORDS, _FAMILY_NAMES = frozenset(_OF_POSITIONS.split()), frozenset(_OF_FAMILIES.split())


@dataclass
class Person:
    """One person of a list."""

    name: str
    role: str = ""
    position: str = ""
    gender: str = ""

    def add_to_position(self, text: str) -> None:
        self.position = ", ".join(filter(None, [self.position, text.strip(" ,;.")]))


def read_people(text: str, role: str = "") -> tuple[list[Person], list[str]]:
    """The people of a cell, in their order, and what of it names nobody.

    `role` is that of the first one where the cell does not say it (a column "Trưởng đoàn").
    """
    people: list[Person] = []
    unread: list[str] = []
    for entry in _entries(unicodedata.normalize("NFC", text)):
        _read_entry(entry, people, unread)
    if people and role and not any(person.role == role for person in people):
        people[0].role = role
    if any(person.role == LEADER for person in people):
        for person in people:
            person.role = person.role or MEMBER
    return people, unread


def _entries(text: str) -> list[str]:
    """Pieces that each begin with a role or with a person: by lines, semicolons and numbers."""
    pieces = [piece for line in text.splitlines() for piece in line.split(";")]
    found = [part for piece in pieces for part in _INLINE_NUMBERS.split(piece)]
    return [entry for piece in found if (entry := _NUMBERED.sub("", piece).strip(" ,.\t"))]


def _read_entry(entry: str, people: list[Person], unread: list[str]) -> None:
    role, entry = _role_before(entry)
    names_follow = False
    for number, piece in enumerate(_commas(entry)):
        piece = piece.strip(" ,.")
        if not piece:
            continue
        if _OTHERS.match(fold(piece)):
            unread.append(piece)
        elif number == 0 or is_name(piece):
            for part in _joined_by_and(piece):
                person = None if _OTHERS.match(fold(part)) else _person(part)
                if person is None:
                    unread.append(part)
                    continue
                only_first = role in (LEADER, DEPUTY) and names_follow
                person.role = person.role or ("" if only_first else role)
                names_follow = True
                people.append(person)
        elif people:
            _describe(people[-1], piece)
        else:
            unread.append(piece)


def _joined_by_and(piece: str) -> list[str]:
    """`Nguyễn Văn A và Trần Thị B` are two; what follows "và" and is neither a name nor a number of people stays."""
    parts = _AND.split(piece)
    told = all(is_name(part) or _OTHERS.match(fold(part)) for part in parts)
    return parts if told else [piece]


def _describe(person: Person, text: str) -> None:
    """Add what follows a name: a role in brackets is a role, all else the position."""
    for inside in _BRACKETS.findall(text):
        if role := _role_named(inside):
            person.role = role
            text = text.replace(f"({inside})", "")
    if role := _role_named(text):
        person.role = role
    else:
        person.add_to_position(text)


def _role_named(text: str) -> str | None:
    return _ROLES.get(fold(text).strip(" .,"))


def _role_before(entry: str) -> tuple[str, str]:
    """The role an entry begins with, and the rest of it."""
    folded = fold(entry)
    match = _ROLE_BEFORE.match(folded) or _ROLE_DASHED.match(folded)
    if match is None:
        return "", entry
    separator = re.search(r"[=:]|[-–]", entry)
    return _ROLES[match[1]], entry[separator.end() :].strip() if separator else entry


def _commas(entry: str) -> list[str]:
    """Pieces between commas that stand outside brackets."""
    pieces, depth, start = [], 0, 0
    for index, char in enumerate(entry):
        depth += (char == "(") - (char == ")")
        if char == "," and depth <= 0:
            pieces.append(entry[start:index])
            start = index + 1
    return [*pieces, entry[start:]]


def _person(piece: str) -> Person | None:
    """The person a piece names: honorific, titles, name, then a dash or brackets with the position."""
    person = Person("")
    for inside in _BRACKETS.findall(piece):
        _describe(person, inside)
    name, *rest = _DASH.split(_BRACKETS.sub(" ", piece).strip(), maxsplit=1)
    for text in rest:
        if role := _role_named(text):
            person.role = role
        else:
            person.position = ", ".join(filter(None, [text.strip(" ,."), person.position]))
    name = _without_honorific(" ".join(name.split()), person)
    title = _TITLES.match(name)
    if title:
        person.position = ", ".join(filter(None, [title.group().strip(" .,"), person.position]))
        name = name[title.end() :].strip()
        name = _without_honorific(name, person)
    person.name = name.strip(" .,")
    letters = any(char.isalpha() for char in person.name)
    return person if letters and not any(char.isdigit() for char in person.name) else None


def _without_honorific(name: str, person: Person) -> str:
    """`Ông Nguyễn Văn A` is Nguyễn Văn A, a man; `Chị Na` may well be a name and stays."""
    first, _space, rest = name.partition(" ")
    if fold(name).startswith("dong chi "):
        return " ".join(name.split()[2:])
    key = fold(first).strip(".:")
    if key in _HONORIFICS and len(rest.split()) >= 2 and (key not in ("ha", "ba") or fold(first) == "ba"):
        person.gender = person.gender or _HONORIFICS[key]
        return rest
    return name


def is_name(text: str) -> bool:
    """Does the text read as a person's name rather than as a position or a place?

    Two to six words that all begin with a capital, and either a Vietnamese family name first or none of the words
    positions are made of.
    """
    text = _BRACKETS.sub(" ", text).strip()
    text = _DASH.split(text, maxsplit=1)[0] if text else text
    person = Person("")
    text = _without_honorific(text, person)
    text = _TITLES.sub("", text).strip()
    words = text.split()
    if not 2 <= len(words) <= 6 or not all(_is_name_word(word) for word in words):
        return False
    if person.gender:
        return True
    keys = [fold(word) for word in words]
    if (
        keys[0] in _FAMILY_NAMES
        and len(words) >= 2
        and not (keys[0] in _POSITION_WORDS and keys[1] in _POSITION_WORDS)
    ):
        return True
    return not any(key in _POSITION_WORDS for key in keys)


def _is_name_word(word: str) -> bool:
    letters = word.strip(".'’-")
    return bool(letters) and letters[0].isupper() and all(c.isalpha() or c in ".'’-" for c in letters)
