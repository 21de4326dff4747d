"""Direction, assessment, causes, plan and proposals: what the figures support, and what the units said.

The data know little of these parts. Nothing is made up for them: an officer writes what is missing.
"""

from collections.abc import Callable

from reports.models import UnitReportState
from reports.periods import official_date
from reports.text.material import Material
from reports.text.results import dormant_agreements, idle_units, late_reports, part_time
from reports.wording import official


def unit_reporting(m: Material) -> str:
    """How many units have reported, and of how many."""
    reports = m.sources.unit_reports
    sent = [each for each in reports if each.state in (UnitReportState.SUBMITTED, UnitReportState.ACCEPTED)]
    if not sent:
        return ""
    nil = sum(each.nothing for each in sent)
    none = f", trong đó {official(nil)} đơn vị báo cáo không phát sinh hoạt động" if nil else ""
    m.used["unit_reports"] = f"{len(sent)}/{len(reports)}/{nil}"
    return f"Thực hiện chế độ báo cáo, {official(len(sent))}/{official(len(reports))} đơn vị đã gửi báo cáo{none}."


def training(m: Material) -> str:
    if not m["NL05"]:
        return ""
    return f"{m.voice.office} đã tổ chức {m.written('NL05')} lớp tập huấn về công tác đối ngoại trong kỳ."


def in_plan(m: Material) -> str:
    """How much of what happened was in the programme of the year."""
    pieces = [
        f"{m.written(inside)}/{m.written(all_)} {noun}"
        for inside, all_, noun in (("DR05", "DR01", "đoàn ra"), ("DV05", "DV01", "đoàn vào"))
        if m[all_] and m[inside]
    ]
    return f"Có {' và '.join(pieces)} nằm trong kế hoạch năm." if pieces else ""


def partners_gained(m: Material) -> str:
    """Agreements and aid, as results."""
    pieces = []
    if m["TT01"]:
        pieces.append(f"{m.written('TT01')} thỏa thuận quốc tế được ký kết")
    if m["VT04"]:
        pieces.append(f"{m.written('VT04')} khoản viện trợ được phê duyệt mới")
    return f"Trong kỳ, {'; '.join(pieces)}." if pieces else ""


def from_units(name: str) -> Callable[[Material], list[str]]:
    """What the accepted reports of the units say in a field, a line for each unit."""

    def told(m: Material) -> list[str]:
        found = m.sources.said(name)
        m.used[f"units:{name}"] = str(hash_of(found))
        return [f"- {unit}: {' '.join(words.split())}" for unit, words in found]

    return told


def hash_of(found: list[tuple[str, str]]) -> int:
    """How much was said: enough to notice that a unit said more."""
    return sum(len(unit) + len(words) for unit, words in found)


# --- plan ---------------------------------------------------------------------------------------


def collect_reports(m: Material) -> str:
    if not m["KK04"]:
        return ""
    return f"Đôn đốc các đơn vị hoàn thành {m.written('KK04')} báo cáo kết quả đã đến hạn."


def renew_agreements(m: Material) -> str:
    if not m["TT07"]:
        return ""
    return (
        f"Rà soát, có phương án gia hạn hoặc thay thế {m.written('TT07')} thỏa thuận sắp hết hiệu lực trong 90 ngày sau "
        f"ngày {official_date(m.period.end)}."
    )


def carry_out_agreements(m: Material) -> str:
    if not m["KK05"]:
        return ""
    return f"Triển khai {m.written('KK05')} thỏa thuận đang hiệu lực nhưng chưa có hoạt động."


DIFFICULTIES = {
    "idle": idle_units,
    "late": late_reports,
    "dormant": dormant_agreements,
    "part_time": part_time,
}
