"""The part “bổ sung kỳ trước”: what changed in the period before since its report was issued."""

from reports.text.material import Material
from reports.wording import official_text

MOST = 40
"""Dossiers named one by one."""
HOW = {"added": "bổ sung", "removed": "không còn được tính", "changed": "thay đổi số liệu"}


def supplement(m: Material) -> list[str]:
    found = m.sources.supplement
    if found is None or not found.changes.counts:
        return []
    lines = [
        f"So với {found.paper}, số liệu {found.period.official_name} có thay đổi như sau (đã tính đến thời điểm lập báo cáo này):"
    ]
    lines += [
        f"- {each.label}: {official_text(each.then)} thành {official_text(each.now)} {each.unit}."
        for each in found.changes.figures
    ]
    told = [each for each in found.changes.records if each.how != "edited"]
    lines += [f"- {each.number or 'Hồ sơ'} “{each.title}”: {HOW[each.how]}." for each in told[:MOST]]
    if len(told) > MOST:
        lines.append(f"- và {len(told) - MOST} hồ sơ khác.")
    m.used["supplement"] = str(len(lines))
    return lines
