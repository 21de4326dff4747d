"""Difficulties, from the gauges (K1–K23) that stand at amber or red, each with the rows behind it.

Told are only those that no sentence of the figures tells already (KK01, KK04, KK05, NL04).
"""

from collections.abc import Callable
from decimal import Decimal

from core.columns import plain
from core.parse import format_decimal_vi
from reports.gauges.base import LOOK, OF, Light
from reports.gauges.results import Result
from reports.text.material import Material
from reports.wording import official

SAID = {
    "K1b": "{look} đơn vị chưa chủ động: hai kỳ liền không có hoạt động và không đăng ký chương trình năm.",
    "K2": "Tỷ lệ hoạt động trong kế hoạch mới đạt {value}%: {look}/{of} hoạt động phát sinh ngoài kế hoạch.",
    "K3": "Có {look}/{of} hồ sơ gửi về Sở chậm so với thời hạn quy định ({value}%).",
    "K4": "Có {look}/{of} hồ sơ gửi gấp, sát ngày thực hiện ({value}%).",
    "K6": "Hồ sơ chưa đầy đủ, trung bình mỗi hồ sơ phải trả lại bổ sung {value} lần.",
    "K7": "Việc xử lý hồ sơ có {look}/{of} khâu vượt định mức thời gian.",
    "K8": "Có {look} hồ sơ được quyết định sau ngày đi hoặc ký kết trước khi được phép.",
    "K10": "Mới có {value}% đơn vị nộp báo cáo kỳ đúng hạn.",
    "K12": "Còn {look}/{of} đơn vị chưa có đầu mối chính về công tác đối ngoại.",
    "K13": "Cán bộ đầu mối thường xuyên thay đổi: {look} người thôi nhiệm vụ trong 12 tháng (tỷ lệ biến động {value}%).",
    "K14": "Thời gian giữ nhiệm vụ đầu mối ngắn, trung vị {value} tháng.",
    "K16": "Có {look}/{of} cán bộ đầu mối chưa được tập huấn trong 24 tháng gần nhất.",
    "K18": "Có {look}/{of} nội dung thỏa thuận đến hạn chưa hoàn thành hoặc hoàn thành chậm.",
    "K19": "Có {look} thỏa thuận sắp hết hiệu lực chưa có phương án gia hạn, thay thế hoặc chấm dứt.",
    "K20": "Giải ngân viện trợ chậm so với thời gian thực hiện ({value} điểm phần trăm), trong đó {look} khoản chậm rõ rệt.",
    "K21": "Có {look} khoản viện trợ được phê duyệt quá 6 tháng chưa thực hiện.",
}
"""Code → its sentence. A new gauge tells nothing here until somebody writes how."""
WORTH_TELLING = (Light.AMBER, Light.RED)


def shortcoming(code: str) -> Callable[[Material], str]:
    def told(m: Material) -> str:
        result = m.sources.gauges[code]
        look = result.now.get(LOOK, 0)
        bad = result.light in WORTH_TELLING or (result.light == Light.INFO and bool(look))
        if not bad or _unfounded(code, look, result.now.get(OF), m):
            return ""
        words = {"look": official(look), "of": official(result.now.get(OF, 0)), "value": _value(result)}
        m.used[code] = "/".join(words.values())
        return SAID[code].format(**words)

    return told


def _unfounded(code: str, look, of, m: Material) -> bool:
    """Would the sentence claim what nobody entered, or tell nothing?"""
    if "{look}" in SAID[code] and not look:
        return True  # “0 of 12 …”
    if code == "K1b":  # two periods, of which the earlier one must be known
        return all(figure.previous is None for figure in m.figures.values())
    return code == "K16" and look == of  # not one attendance was ever recorded


def _value(result: Result) -> str:
    value = result.value(result.judged)
    if value is None:
        return ""
    return format_decimal_vi(plain(abs(Decimal(value).quantize(Decimal("0.1")))))
