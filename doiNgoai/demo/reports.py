"""The half-year as it is being collected: a period of the demonstration with units at every step."""

import datetime

from django.utils import timezone

from core.workflow import perform
from doiNgoai.demo.cast import AMBULANCE, CANCER, CDC, EYE, GENERAL, HEART, LUNG, OBSTETRICS, THANH_NHAN
from doiNgoai.demo.stage import PREFIX, Stage
from reports.collection import due_days, open_period
from reports.difficulties import IDLE
from reports.models import ReportPeriod, UnitReport
from reports.periods import half_year_of
from reports.workflow import UNIT_STEP

OPENED, AT_WORK = 12, 9
"""Days ago."""
NIL = 3
"""So many units without activity hand in that nothing happened."""
INSTRUCTION = (
    PREFIX + "Đơn vị rà soát số liệu do hệ thống tổng hợp từ hồ sơ, bổ sung khó khăn, nguyên nhân, đề xuất; "
    "không phát sinh hoạt động thì vẫn báo cáo."
)
WORDS = {
    "results": PREFIX + "Hoàn thành các đoàn theo kế hoạch; tiếp nhận chuyển giao một kỹ thuật mới.",
    "difficulties": PREFIX + "Thời gian hoàn thiện hồ sơ trình đoàn ra còn gấp; cán bộ đầu mối kiêm nhiệm.",
    "causes": PREFIX + "Đối tác gửi thư mời muộn; chưa có cán bộ chuyên trách.",
    "plan": PREFIX + "Tiếp tục triển khai thỏa thuận đã ký, cử hai đoàn đi học tập.",
    "proposals": PREFIX + "Đề nghị Sở tổ chức tập huấn nghiệp vụ cho cán bộ đầu mối.",
}
NOTHING = {"nothing": True, "plan": PREFIX + "Chủ động tìm kiếm đối tác."}
SCRIPT = (
    # unit, days ago and step: `w` what is written, then the steps of the workflow; by whom where it is not the department
    (HEART, "w-4 submit-1"),
    (OBSTETRICS, "w-8 submit-7 return-4"),
    (AMBULANCE, "w-3"),
    (GENERAL, "w-7 submit-7 accept-5"),
    (THANH_NHAN, "w-6 submit-6 accept-5 reopen-2"),
    (CANCER, "w-5 submit-4"),
    (LUNG, "w-4 submit-3"),
    (EYE, "w-4 submit-4 accept-3"),
    (CDC, "w-2 submit-1"),
)
WHY = {
    "return": "Đề nghị nêu rõ nguyên nhân chậm báo cáo kết quả hai đoàn ra và giải pháp khắc phục",
    "reopen": "Đề nghị bổ sung hội thảo tổ chức trong tháng",
}


def collect(stage: Stage) -> None:
    """Opened, and worked at by the people of the stage. A period that stands already is left as it is."""
    period = half_year_of(stage.today - datetime.timedelta(days=OPENED))
    if ReportPeriod.objects.of(period).exists():
        return
    officer = stage.cast.player("d", "")
    opened = ReportPeriod(code=period.code, rule=period.rule, instruction=INSTRUCTION, **due_days(period))
    opened.derive()
    opened.estimate = opened.ahead
    open_period(opened, by=officer, at=_moment(stage, OPENED))
    reports = {
        report.unit.code: report
        for report in UnitReport.objects.filter(period=opened).select_related("unit", "period")
    }
    for code, steps in (*SCRIPT, *_idle(stage, opened, reports)):
        if code in reports:
            _play(stage, reports[code], steps)


def _idle(stage: Stage, period: ReportPeriod, reports: dict[str, UnitReport]):
    """Units that did nothing in the period, the first by their codes."""
    idle = IDLE.rows(period.selection.window, None).filter(code__in=reports)
    codes = (
        idle.exclude(code__in=[code for code, _steps in SCRIPT])
        .order_by("code")
        .values_list("code", flat=True)
    )
    return [
        (code, f"n-{AT_WORK - place} submit-{AT_WORK - place} accept-2")
        for place, code in enumerate(codes[:NIL])
    ]


def _play(stage: Stage, report: UnitReport, steps: str) -> None:
    unit = report.unit.code
    for place, (name, ago) in enumerate(step.rsplit("-", 1) for step in steps.split()):
        at = _moment(stage, int(ago), place)
        if name in ("w", "n"):
            report._history_date = at
            for field, words in (WORDS if name == "w" else NOTHING).items():
                setattr(report, field, words)
            report.save(by=stage.cast.player("o", unit))
            continue
        who = {"submit": "o", "approve_unit": "u"}.get(name, "d")
        by = stage.cast.player(who, unit)
        report = perform(UNIT_STEP[name], report, by=by, comment=WHY.get(name, ""), at=at)


def _moment(stage: Stage, ago: int, place: int = 0) -> datetime.datetime:
    """A working hour of the working day so long ago, before now."""
    day = stage.calendar.on_or_before(stage.today - datetime.timedelta(days=ago))
    at = datetime.datetime.combine(day, datetime.time(8, 30 + place), tzinfo=stage.now.tzinfo)
    return min(at, timezone.localtime() - datetime.timedelta(minutes=10 - place))
