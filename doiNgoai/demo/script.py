"""The whole script, and what stands around it: two partners, the focal points who left, a course."""

import datetime

from django.db import transaction

from core.notifications import Notification
from delegations.models import OutboundDelegation
from directory.models import Partner
from doiNgoai.demo.agreements import AGREEMENTS, SATELLITE
from doiNgoai.demo.aid import AIDS, FUND
from doiNgoai.demo.cast import DAN_PHUONG, PHUC_THO
from doiNgoai.demo.conferences import CONFERENCES
from doiNgoai.demo.issued import issue_first_half
from doiNgoai.demo.reports import collect
from doiNgoai.demo.stage import PREFIX, SOURCE, Day, Stage
from doiNgoai.demo.trips import TRIPS
from doiNgoai.demo.visits import VISITS
from personnel.models import Attendance, FocalPoint, TrainingCourse

SCRIPT = (*TRIPS, *VISITS, *AGREEMENTS, *CONFERENCES, *AIDS)
SEEN_AFTER, UNTRAINED = 7, 8
"""Days after which the players have read their bell; how many focal points missed the course."""
VACANT = ((PHUC_THO, 12), (DAN_PHUONG, 33))
"""Unit, and how many days ago its focal point left it without a successor."""


def was_played() -> bool:
    return OutboundDelegation._base_manager.filter(source=SOURCE).exists()


def play() -> None:
    """Everything of the script, once."""
    if was_played():
        return
    stage = Stage(SCRIPT)
    with transaction.atomic():  # people are told when it is stored
        officer = stage.cast.users["chuyenvien"]
        _enter_partners(stage, officer)
        _enter_focal_points(stage, officer)
        _train(stage, officer)
        stage.play()
        collect(stage)
        issue_first_half(stage)
    seen = stage.now - datetime.timedelta(days=SEEN_AFTER)
    Notification.objects.filter(created_at__lt=seen).mark_read()


def _enter_partners(stage: Stage, by) -> None:
    ends = {
        "registration_number": "MH-11/GĐK",
        "registration_date": Day(-300),
        "registration_expiry": Day(25),
    }
    for name, kind, country, more in ((FUND, "PCPNN", "JP", ends), (SATELLITE, "TRONG_NUOC", "VN", {})):
        partner = Partner(
            name=name, kind=kind, country=stage.countries[country], source=SOURCE, **stage.dates(more)
        )
        partner.save(by=by)
        partner.settle()
        stage.partners[name] = partner


def _enter_focal_points(stage: Stage, by) -> None:
    for code, ago in VACANT:
        unit = stage.cast.units[code]
        point = FocalPoint(
            person=stage.cast.traveller(unit, by=by), unit=unit, kind="KIEM_NHIEM", role="CHINH", position="Chuyên viên", note=SOURCE,
            start_date=stage.today - datetime.timedelta(days=300), end_date=stage.today - datetime.timedelta(days=ago), change_reason="CHUYEN",
        )  # fmt: skip
        point.save(by=by)
        point.settle()


def _train(stage: Stage, by) -> None:
    """Most focal points took a course this year, so that few are overdue for theirs."""
    points = list(
        FocalPoint.objects.live().filter(end_date=None).select_related("person", "unit").order_by("pk")
    )
    day = stage.today - datetime.timedelta(days=120)
    course = TrainingCourse(
        title=f"{PREFIX}Bồi dưỡng nghiệp vụ đối ngoại cho đầu mối các đơn vị", unit=stage.cast.units["SYT"], source=SOURCE,
        start_date=day, end_date=day, place="Hà Nội", attendance=len(points) - UNTRAINED, content="Thủ tục đoàn ra, đoàn vào; thỏa thuận; viện trợ",
    )  # fmt: skip
    course.save(by=by)
    for point in points[:-UNTRAINED]:
        Attendance(course=course, person=point.person, unit=point.unit).save(by=by)
    course.settle()
