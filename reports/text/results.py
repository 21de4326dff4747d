"""What was done: the sentences of part II of the report (domain §2.2), and of the difficulties the figures show.

The report is a Vietnamese document whatever language the reader's screen has, so its text stands here as it is
printed.
"""

from collections.abc import Callable

from django.utils.translation import override

from delegations.models import OutboundPurpose
from reports.named_lists import partners_of
from reports.periods import official_date
from reports.text.material import (
    Material,
    change,
    in_brackets,
    lower,
    more,
    paper_in_words,
    partners_in_words,
    upper,
)
from reports.wording import official


def compose(material: Material) -> dict[str, list[str]]:
    """Section key → its sentences."""
    with override("vi"):
        return {
            key: [sentence for make in makers if (sentence := make(material))]
            for key, makers in SENTENCES.items()
        }


# --- the sentences ------------------------------------------------------------------------------


def trips(m: Material) -> str:
    opening = f"Trong {m.period.official_name}, "
    if not m["DR02"]:
        return (
            "" if m["DR01"] else f"{opening}{m.voice.staff} không có đoàn ra được cử đi công tác nước ngoài."
        )
    purposes = "; ".join(lower(str(OutboundPurpose(code).label)) for code in m.lists.purposes)
    counts = ", ".join(
        f"{official(m[code])} {noun}"
        for code, noun in (("DR01", "đoàn"), ("DR03", "người"), ("DR04", "nước/vùng lãnh thổ"))
        if m[code]
    )
    return (
        f"{opening}có {m.written('DR02')} lượt người của {m.voice.staff} được UBND {m.voice.city} xem xét, quyết định "
        f"cử đi công tác nước ngoài{f' với mục đích {purposes}' if purposes else ''}"
        f"{in_brackets([counts, change(m, 'DR02')], '; ')}."
    )


def visits(m: Material) -> str:
    if not m["DV01"]:
        return f"Trong {m.period.official_name}, {m.voice.sector} không có đoàn vào."
    counts = [
        f"{m.written('DV02')} lượt khách" if m["DV02"] else "",
        f"đến từ {m.written('DV03')} nước" if m["DV03"] else "",
    ]
    return (
        f"{upper(m.voice.sector)} tổ chức tiếp đón {m.written('DV01')} đoàn bác sĩ, dược sĩ, chuyên gia y tế nước ngoài"
        f"{in_brackets(counts)} đến thăm, làm việc, học tập và chia sẻ kinh nghiệm."
    )


def city_agreements(m: Material) -> str:
    partners = partners_in_words(partners_of(m.lists.city))
    if not partners:
        return ""
    return (
        f"{m.voice.office} phối hợp với Sở Ngoại vụ và các cơ quan liên quan tham mưu {m.voice.city} ký kết, mở rộng quan "
        f"hệ hợp tác, trong đó có nội dung y tế với các địa phương, tổ chức: {partners}{more(m.lists.city)}."
    )


def department_agreements(m: Material) -> str:
    if not m.lists.department:
        return ""
    papers = "; ".join(paper_in_words(paper) for paper in m.lists.department)
    return (
        f"{m.voice.office} ký kết {m.written('TT03')} thỏa thuận quốc tế: {papers}{more(m.lists.department)}."
    )


def unit_agreements(m: Material) -> str:
    if not m.lists.units:
        return ""
    if not m.voice.whole:
        papers = "; ".join(paper_in_words(paper) for paper in m.lists.units)
        return f"{m.voice.office} ký kết {m.written('TT04')} thỏa thuận hợp tác quốc tế: {papers}{more(m.lists.units)}."
    papers = "; ".join(paper_in_words(paper, str(paper.unit)) for paper in m.lists.units)
    return (
        f"Trong phạm vi chức năng, thẩm quyền được phân cấp, {m.voice.office} xem xét, cho phép các đơn vị trực thuộc ký "
        f"kết {m.written('TT04')} thỏa thuận hợp tác quốc tế: {papers}{more(m.lists.units)}."
    )


def domestic_agreements(m: Material) -> str:
    if not m.lists.domestic:
        return ""
    papers = "; ".join(paper_in_words(paper) for paper in m.lists.domestic)
    return f"Về hợp tác trong nước, ký kết {m.written('TT05')} văn bản: {papers}{more(m.lists.domestic)}."


def agreements_in_force(m: Material) -> str:
    if not m["TT06"]:
        return ""
    soon = f", trong đó {m.written('TT07')} thỏa thuận sắp hết hiệu lực" if m["TT07"] else ""
    return f"Tính đến ngày {official_date(m.period.end)}, có {m.written('TT06')} thỏa thuận quốc tế đang hiệu lực{soon}."


def conferences_hosted(m: Material) -> str:
    if not m["HN01"]:
        return ""
    foreign = f", trong đó {m.written('HN04')} đại biểu nước ngoài" if m["HN04"] else ""
    delegates = f" với {m.written('HN03')} lượt đại biểu{foreign}" if m["HN03"] else ""
    return f"Tổ chức, phối hợp tổ chức {m.written('HN01')} hội nghị, hội thảo quốc tế{delegates}."


def conferences_attended(m: Material) -> str:
    return f"Tham dự {m.written('HN02')} hội nghị, hội thảo quốc tế." if m["HN02"] else ""


def aid(m: Material) -> str:
    if not m["VT01"]:
        return ""
    who = f"{m.voice.office} và các đơn vị trong ngành" if m.voice.whole else m.voice.office
    kinds = [
        f"{m.written(code)} {noun}" for code, noun in (("VT02", "dự án"), ("VT03", "phi dự án")) if m[code]
    ]
    money = [
        f", tổng giá trị cam kết {m.written('VT05')} USD" if m["VT05"] else "",
        f", giải ngân trong kỳ {m.written('VT06')} USD" if m["VT06"] else "",
    ]
    return (
        f"{who} đã vận động và phối hợp thúc đẩy triển khai {m.written('VT01')} dự án, phi dự án viện trợ nước ngoài"
        f"{in_brackets(kinds)}{''.join(money)}."
    )


def aid_approved(m: Material) -> str:
    if not m["VT04"]:
        return ""
    return f"Trong kỳ có {m.written('VT04')} khoản viện trợ được phê duyệt mới."


def personnel(m: Material) -> str:
    clauses = []
    if m["NL01"]:
        place = f" tại {m.written('NL02')}/{m.written('KK02')} đơn vị" if m["NL02"] and m.voice.whole else ""
        kinds = ", ".join(
            f"{m.written(code)} {noun}"
            for code, noun in (("NL03", "chuyên trách"), ("NL04", "kiêm nhiệm"))
            if m[code]
        )
        shares = f", trong đó {kinds}" if kinds else ""
        clauses.append(f"có {m.written('NL01')} cán bộ đầu mối đối ngoại{place}{shares}")
    if m["NL05"]:
        attended = f" với {m.written('NL06')} lượt người tham dự" if m["NL06"] else ""
        clauses.append(f"tổ chức {m.written('NL05')} lớp tập huấn{attended}")
    return f"{m.voice.sector_as_object} {'; '.join(clauses)}." if clauses else ""


def idle_units(m: Material) -> str:
    if not m["KK01"] or not m.voice.whole:
        return ""
    return f"Còn {m.written('KK01')}/{m.written('KK02')} đơn vị không có hoạt động đối ngoại trong kỳ."


def late_reports(m: Material) -> str:
    if not m["KK04"]:
        return ""
    return f"Có {m.written('KK04')}/{m.written('KK03')} hồ sơ đến hạn chậm hoặc chưa nộp báo cáo kết quả."


def dormant_agreements(m: Material) -> str:
    if not m["KK05"]:
        return ""
    return (
        f"Có {m.written('KK05')}/{m.written('TT06')} thỏa thuận quốc tế đang hiệu lực chưa được triển khai."
    )


def part_time(m: Material) -> str:
    if not m["NL04"]:
        return ""
    return f"Có {m.written('NL04')}/{m.written('NL01')} cán bộ đầu mối đối ngoại kiêm nhiệm."


SENTENCES: dict[str, tuple[Callable[[Material], str], ...]] = {
    "delegations": (trips, visits),
    "agreements": (
        city_agreements,
        department_agreements,
        unit_agreements,
        domestic_agreements,
        agreements_in_force,
    ),
    "conferences": (conferences_hosted, conferences_attended),
    "aid": (aid, aid_approved),
    "personnel": (personnel,),
    "difficulties": (idle_units, late_reports, dormant_agreements, part_time),
}
