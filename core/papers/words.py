"""How official papers say things. They are Vietnamese whatever language the reader's screen has (ADR 1).

Nothing is invented: what the record does not say is left to be filled in by hand.
"""

import datetime
from collections.abc import Iterable
from decimal import Decimal

from core.department import Department
from core.papers.tree import Heading, Letterhead, Paragraph, Signature, Value
from core.parse import format_decimal_vi

BLANK = "……"


def or_blank(value) -> str:
    return str(value or "").strip() or BLANK


def official_date(day: datetime.date) -> str:
    """`05/01/2024`, `14/6/2024`: days under 10 and the months 1 and 2 take a zero (Decree 30/2020)."""
    return f"{day.day:02d}/{_month(day)}/{day.year}"


def _month(day: datetime.date) -> str:
    return f"{day.month:02d}" if day.month < 3 else str(day.month)


def on_day(day: datetime.date | None) -> str:
    return f"ngày {official_date(day)}" if day else f"ngày {BLANK}"


def from_to(start: datetime.date | None, end: datetime.date | None) -> str:
    """`ngày 01/3/2024`, `từ ngày 01/3/2024 đến ngày 07/3/2024`."""
    return on_day(start) if start and start == end else f"từ {on_day(start)} đến {on_day(end)}"


def place_and_date(place: str, day: datetime.date | None) -> str:
    if day is None:
        return f"{place}, ngày {BLANK} tháng {BLANK} năm {BLANK}"
    return f"{place}, ngày {day.day:02d} tháng {_month(day)} năm {day.year}"


def count(number: int | None) -> str:
    """`05`, `23`: numbers below ten take a zero."""
    return BLANK if number is None else f"{number:02d}"


def amount(value: Decimal | None, currency: str = "đồng") -> str:
    if value is None:
        return BLANK
    whole = value == value.to_integral()
    return (
        f"{format_decimal_vi(value.to_integral() if whole else value.quantize(Decimal('0.01')))} {currency}"
    )


def shown(value: Value, language: str = "vi") -> str:
    """A cell of a table on paper: `05/01/2024`, `1.234,50`."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if language == "vi":
        return official_date(value) if isinstance(value, datetime.date) else format_decimal_vi(value)
    return f"{value:%d/%m/%Y}" if isinstance(value, datetime.date) else f"{Decimal(value):,f}"


def listed(things: Iterable) -> str:
    """`A, B và C`."""
    names = [str(thing) for thing in things]
    if not names:
        return BLANK
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} và {names[-1]}"


def small(label) -> str:
    """A label within a sentence."""
    text = str(label)
    return text[:1].lower() + text[1:]


def chosen(record, name: str) -> str:
    """The choices of a set within a sentence, `đào tạo; hội thảo`."""
    return "; ".join(small(label) for label in record._meta.get_field(name).labels(getattr(record, name)))


def document(kind: str, number: str, day: datetime.date | None, issuer: str = "") -> str:
    """`Công văn số 12/BVT ngày 05/6/2024 của Bệnh viện Tim`; empty where neither number nor day is known."""
    if not number and day is None:
        return ""
    return f"{kind} số {or_blank(number)} {on_day(day)}" + (f" của {issuer}" if issuer else "")


def numbered(number: str, symbol: str) -> str:
    """The number line: as given, else with a place for it."""
    return f"Số: {number or f'{BLANK}/{symbol}'}"


def ended(text: str) -> str:
    """With a full stop, unless it ends in some other mark."""
    text = text.strip().replace(f"{BLANK}.", BLANK)
    return text if text.endswith((".", ";", ":", "!", "?", "…", "/")) else f"{text}."


def sentences(text: str) -> list[Paragraph]:
    """Text as typed, a paragraph for each of its lines; none where there is none."""
    return [Paragraph(ended(line)) for line in text.splitlines() if line.strip()]


def section(title: str, *blocks) -> list:
    """A heading with what stands under it; a place to fill in where nothing does."""
    found = [Paragraph(ended(block)) if isinstance(block, str) else block for block in blocks if block]
    return [Heading(title), *(found or [Paragraph(BLANK)])]


def opinion(row, said: str) -> Paragraph:
    """What an agency said, with the paper that says so."""
    paper = f" (văn bản số {row.reply_number} {on_day(row.replied_on)})" if row.reply_number else ""
    return Paragraph(f"- {row.agency}: {said}{paper}.")


AGREED = {True: "đồng ý", False: "không đồng ý", None: "chưa có ý kiến"}


def letterhead(department: Department, unit=None) -> Letterhead:
    """The superior body above who issues it, both in capitals."""
    if unit is not None:
        return Letterhead(department.name.upper(), str(unit).upper())
    return Letterhead(department.superior.upper(), department.short_name.upper())


def signature(department: Department) -> Signature:
    titles = (title.strip() for title in department.signer_title.split(";"))
    return Signature(tuple(title.upper() for title in titles if title), department.signer_name)


def recipients(department: Department, *others: str) -> tuple[str, ...]:
    """As above, then whom else it reaches, then the archive."""
    return ("Như trên", *filter(None, others), f"Lưu: VT, {department.drafting_office}")


DRAFT = "DỰ THẢO"


def addressed_lines(names: tuple[str, ...]) -> list[str]:
    """`Kính gửi: A.`; of several, each on a line of its own."""
    if len(names) == 1:
        return [f"Kính gửi: {names[0]}."]
    return ["Kính gửi:", *_dashed(names)] if names else []


def recipients_lines(names: tuple[str, ...]) -> list[str]:
    return ["Nơi nhận:", *_dashed(names)] if names else []


def _dashed(names: tuple[str, ...]) -> list[str]:
    *others, last = names
    return [*(f"- {name};" for name in others), f"- {last}."]
