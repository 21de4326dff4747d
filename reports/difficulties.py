"""Difficulties that show in the figures of all domains together: KK01–KK04."""

from django.utils.translation import gettext_lazy as _

from agreements.indicators import ALL_SIGNINGS, DORMANT
from aid_projects.indicators import AID_UNDER_WAY
from conferences.indicators import CONFERENCES_REPORT_DUE, CONFERENCES_REPORT_LATE, HOSTED
from core.indicators.declaration import Part, indicator
from delegations.indicators.inbound import VISITS, VISITS_REPORT_DUE, VISITS_REPORT_LATE
from delegations.indicators.outbound import PERSON_TRIPS, TRIPS, TRIPS_REPORT_DUE, TRIPS_REPORT_LATE
from directory.indicators import ALL_UNITS, UNITS

ACTIVITIES = (TRIPS, VISITS, ALL_SIGNINGS, HOSTED, AID_UNDER_WAY, PERSON_TRIPS)
"""A unit is active when it leads a trip, sends a person, hosts a visit, signs, hosts a conference or owns aid."""
IDLE = Part(UNITS, idle=ACTIVITIES)

INDICATORS = (
    indicator(
        "KK01",
        _("Units without external activity"),
        _("units"),
        _(
            "Units, the department excluded, that exist on the last day of the period and neither led a delegation, sent "
            "staff, received guests, signed a paper, hosted a conference nor owned aid counted in the period."
        ),
        IDLE,
    ),
    indicator(
        "KK02",
        _("Units in all"),
        _("units"),
        _(
            "Units of any kind but the department itself that exist on the last day of the period by their dates."
        ),
        ALL_UNITS,
    ),
    indicator(
        "KK03",
        _("Dossiers whose result report fell due"),
        _("dossiers"),
        _(
            "Of the outbound and inbound delegations and conferences hosted, those whose result report fell due by the "
            "last day of the period: 15 days after the return, 7 after leaving, 15 after closing (Decision 06/2020/QĐ-TTg "
            "art. 4; Circular 03/2023/TT-BNV art. 12)."
        ),
        TRIPS_REPORT_DUE,
        VISITS_REPORT_DUE,
        CONFERENCES_REPORT_DUE,
    ),
    indicator(
        "KK04",
        _("Dossiers whose result report is late or missing"),
        _("dossiers"),
        _("Of those whose result report fell due, those filed after the due day or not at all."),
        TRIPS_REPORT_LATE,
        VISITS_REPORT_LATE,
        CONFERENCES_REPORT_LATE,
    ),
    DORMANT,
)
