"""What the sentences are made of, and the pieces they share. Always Vietnamese: whoever composes sets the language.

Whole numbers below ten take a zero. A clause whose number is zero or unknown is left out, never invented.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from agreements.models import Agreement
from core.department import Department
from directory.models import Partner
from reports.named_lists import Named, NamedLists, by_country
from reports.periods import Period
from reports.services import Figure, Number
from reports.wording import official, official_rate

if TYPE_CHECKING:
    from reports.text.sources import Sources


@dataclass(frozen=True)
class Voice:
    """Who speaks in the report: the department for the whole sector, or one unit for itself."""

    office: str
    staff: str
    sector: str
    sector_as_object: str
    city: str
    whole: bool = True


def voice_of(department: Department, unit=None) -> Voice:
    if unit is not None:
        return Voice(str(unit), str(unit), str(unit), "Đơn vị", department.city, whole=False)
    office = department.short_name
    return Voice(office, f"các đơn vị trực thuộc {office}", department.sector, "Toàn ngành", department.city)


@dataclass(frozen=True)
class Material:
    """What the sentences are made of."""

    period: Period
    figures: dict[str, Figure]
    lists: NamedLists
    voice: Voice
    sources: "Sources | None" = None
    """What is read beyond the figures; the summary page tells only what needs none of it."""
    used: dict[str, str] = field(default_factory=dict)
    """Code → value of the figures a sentence looked at: when one of them moves, its text is old."""

    def figure(self, code: str) -> Figure:
        found = self.figures[code]
        self.used[code] = str(found.value)
        return found

    def __getitem__(self, code: str) -> Number:
        return self.figure(code).value

    def written(self, code: str) -> str:
        return official(self[code])


# --- pieces -------------------------------------------------------------------------------------


def lower(text: str) -> str:
    """In the middle of a sentence; words written in capitals stay so."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def in_brackets(pieces: Iterable[str], separator: str = ", ") -> str:
    known = [piece for piece in pieces if piece]
    return f" ({separator.join(known)})" if known else ""


def change(material: Material, code: str) -> str:
    """`tăng 12,5% so với cùng kỳ năm 2023`; nothing where there was nothing to compare with."""
    figure, year = material.figure(code), material.period.year
    if figure.rate is None:
        return ""
    if not figure.change:
        return f"bằng cùng kỳ năm {year - 1}"
    way = "tăng" if figure.change > 0 else "giảm"
    return f"{way} {official_rate(figure.rate)}% so với cùng kỳ năm {year - 1}"


def partners_in_words(partners: Iterable[Partner]) -> str:
    """`Tokyo, Fukuoka (Nhật Bản); Tỉnh Gyeonggi (Hàn Quốc)`."""
    return "; ".join(
        ", ".join(str(partner) for partner in found) + (f" ({country})" if country else "")
        for country, found in by_country(partners)
    )


def paper_in_words(paper: Agreement, signer: str = "") -> str:
    """`Bệnh viện Tim Hà Nội ký biên bản ghi nhớ với Project Vietnam Foundation (Hoa Kỳ)`."""
    kind = lower(paper.get_kind_display() or "văn bản")
    partners = partners_in_words(paper.partners.all())
    said = f"{kind} với {partners}" if partners else f"{kind} “{paper.title}”"
    return f"{signer} ký {said}" if signer else said


def more(listed: Named) -> str:
    """Those too many to be named in one sentence."""
    return f"; và {official(listed.more)} văn bản khác" if listed.more else ""
