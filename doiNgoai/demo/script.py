"""The whole script, and what stands around it: two partners and the focal points who left."""

import datetime

from django.db import transaction

from delegations.models import OutboundDelegation
from directory.models import Partner
from doiNgoai.demo.agreements import AGREEMENTS, SATELLITE
from doiNgoai.demo.aid import AIDS, FUND
from doiNgoai.demo.cast import DAN_PHUONG, PHUC_THO
from doiNgoai.demo.conferences import CONFERENCES
from doiNgoai.demo.stage import SOURCE, Day, Stage
from doiNgoai.demo.trips import TRIPS
from doiNgoai.demo.visits import VISITS
from personnel.models import FocalPoint

SCRIPT = (*TRIPS, *VISITS, *AGREEMENTS, *CONFERENCES, *AIDS)
VACANT = ((PHUC_THO, 12), (DAN_PHUONG, 33))
"""Unit, and how many days ago its focal point left it without a successor."""


def was_played() -> bool:
    return OutboundDelegation._base_manager.filter(source=SOURCE).exists()


@transaction.atomic
def play() -> None:
    """Everything of the script, once."""
    if was_played():
        return
    stage = Stage(SCRIPT)
    officer = stage.cast.users["chuyenvien"]
    _enter_partners(stage, officer)
    _enter_focal_points(stage, officer)
    stage.play()


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
