"""What the report tells beyond the first sentence of each part: plan, countries, urgent cases, typical examples."""

from collections.abc import Callable, Iterable

from agreements.models import Agreement
from aid_projects.models import AidProject
from conferences.models import Conference
from core.papers.words import from_to, on_day
from core.records import Record
from delegations.models import InboundDelegation, OutboundDelegation
from reports.services import Slice
from reports.text.material import Material, lower
from reports.wording import official

MOST_NAMED = 12
"""Countries named one by one; the rest are in the annexes."""


def _planned(m: Material, noun: str, all_: str, inside: str, outside: str) -> str:
    if not m[all_]:
        return ""
    pieces = [
        f"{m.written(code)} {noun} {words}"
        for code, words in ((inside, "trong kế hoạch"), (outside, "ngoài kế hoạch"))
        if m[code]
    ]
    return f"Trong đó: {', '.join(pieces)}." if pieces else ""


def trips_planned(m: Material) -> str:
    return _planned(m, "đoàn", "DR01", "DR05", "DR06")


def visits_planned(m: Material) -> str:
    return _planned(m, "đoàn", "DV01", "DV05", "DV06")


def _countries(opening: str, slices: Iterable[Slice], code: str, m: Material) -> str:
    slices = list(slices)
    if not slices:
        return ""
    named = ", ".join(f"{each.label} ({official(each.values[code])} đoàn)" for each in slices[:MOST_NAMED])
    rest = len(slices) - MOST_NAMED
    more = f" và {official(rest)} nước, vùng lãnh thổ khác" if rest > 0 else ""
    m.used[f"{code}:country"] = named + more
    return f"{opening}: {named}{more}."


def destinations(m: Material) -> str:
    return _countries("Các nước, vùng lãnh thổ đến công tác", m.sources.destinations, "DR01", m)


def origins(m: Material) -> str:
    return _countries("Các đoàn đến từ", m.sources.origins, "DV01", m)


def urgent(m: Material) -> str:
    """Decisions taken the urgent way are told with their number (issue of the leader's shortcut)."""
    found = m.sources.urgent
    if not found:
        return ""
    names = "; ".join(
        f"{record.number} ({lower(record.urgent_reason.strip().rstrip('.'))})" for record in found
    )
    return f"Có {official(len(found))} hồ sơ được giải quyết theo trình tự khẩn: {names}."


# --- typical examples ---------------------------------------------------------------------------


def _trip(record: OutboundDelegation) -> str:
    countries = ", ".join(dict.fromkeys(str(leg.country) for leg in record.legs.all() if not leg.transit))
    where = f" tại {countries}" if countries else ""
    return f"{record.title} do {record.unit} chủ trì{where}, {from_to(record.start_date, record.end_date)}"


def _visit(record: InboundDelegation) -> str:
    countries = ", ".join(str(country) for country in record.countries.all())
    of = f" ({countries})" if countries else ""
    return f"{record.title}{of} đến thăm, làm việc tại {record.unit}, {from_to(record.start_date, record.end_date)}"


def _agreement(record: Agreement) -> str:
    partners = ", ".join(str(partner) for partner in record.partners.all())
    with_ = f" với {partners}" if partners else ""
    return f"{record.title}{with_}, ký {on_day(record.signed_on)}"


def _conference(record: Conference) -> str:
    return f"{record.title} do {record.unit} chủ trì, {from_to(record.start_date, record.end_date)}"


def _aid(record: AidProject) -> str:
    donors = ", ".join(str(donor) for donor in record.donors.all())
    by = f" do {donors} tài trợ" if donors else ""
    return f"{record.title}{by}, {record.unit} là chủ khoản viện trợ"


TOLD = {
    OutboundDelegation: _trip, InboundDelegation: _visit, Agreement: _agreement, Conference: _conference,
    AidProject: _aid,
}  # fmt: skip
"""Record type → how one of its dossiers is told as an example."""


def examples(*models: type) -> Callable[[Material], list[str]]:
    def told(m: Material) -> list[str]:
        return _listed("Tiêu biểu là:", m.sources.examples_of(*models))

    return told


def _listed(opening: str, records: Iterable[Record]) -> list[str]:
    lines = [f"- {TOLD[type(record)](record)}" for record in records]
    return [opening, *(f"{line}{'.' if line is lines[-1] else ';'}" for line in lines)] if lines else []
