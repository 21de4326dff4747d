"""What foreign aid owes by when (Decrees 80/2020 and 313/2025; domain §1.6). ODA follows rules of its own."""

import datetime
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aid_projects.states import APPROVED_STATES, AidState
from core.obligations import DeadlineKind, Owner, Term

RUNNING = (AidState.APPROVED, AidState.UNDER_WAY, AidState.SUSPENDED)


class HalfYear(NamedTuple):
    """A reporting period, told apart by a number: 20241 is the first half of 2024."""

    year: int
    half: int

    @classmethod
    def of(cls, day: datetime.date) -> "HalfYear":
        return cls(day.year, 1 if day.month <= 6 else 2)

    def __str__(self) -> str:
        return self.code

    @property
    def pk(self) -> int:
        return self.year * 10 + self.half

    @property
    def code(self) -> str:
        """As progress reports call it."""
        return f"{self.year}-H{self.half}"

    @property
    def first_day(self) -> datetime.date:
        return datetime.date(self.year, self.half * 6 - 5, 1)

    @property
    def last_day(self) -> datetime.date:
        return datetime.date(self.year, 6, 30) if self.half == 1 else datetime.date(self.year, 12, 31)

    def before(self) -> "HalfYear":
        return HalfYear(self.year, 1) if self.half == 2 else HalfYear(self.year - 1, 2)


def _half_years_to_report(aid) -> list[HalfYear]:
    """The half-year under way and the one before, as far as the aid ran in them, not reported yet."""
    now = HalfYear.of(timezone.localdate())
    start, reported = aid.start_date or aid.permit_date, {row.period for row in aid.progress_reports.all()}
    return [
        half
        for half in (now.before(), now)
        if start
        and start <= half.last_day
        and (aid.end_date is None or aid.end_date >= half.first_day)
        and half.code not in reported
    ]


def _foreign_ngos(aid) -> list:
    return [donor for donor in aid.donors.all() if donor.is_foreign_ngo]


def _is_over(aid) -> bool:
    over = aid.end_date is not None and aid.end_date < timezone.localdate()
    return aid.state in APPROVED_STATES and (over or aid.state not in RUNNING)


AID = (
    DeadlineKind(
        "aid_appraisal",
        _("Appraisal of the aid"),
        "aid_appraise_days",
        lambda aid: aid.department_letter_date or aid.submitted_on,
        owner=Owner.DEPARTMENT,
        owed=lambda aid: aid.state == AidState.APPRAISING and not aid.is_oda,
        done=lambda aid: aid.permit_date,
    ),
    DeadlineKind(
        "aid_opinion",
        _("Reply of the agency consulted"),
        "aid_appraise_days",
        lambda row: row.sent_on,
        owner=Owner.DEPARTMENT,
        owed=lambda aid: aid.state not in APPROVED_STATES,
        items=lambda aid: aid.opinions.all(),
        done=lambda row: row.replied_on,
        stated=lambda row: row.due,
    ),
    DeadlineKind(
        "aid_start",
        _("Begin carrying out the aid, or it may be revoked"),
        "aid_start_months",
        lambda aid: aid.permit_date,
        owed=lambda aid: aid.state == AidState.APPROVED and not aid.is_oda,
        done=lambda aid: min((row.date for row in aid.disbursements.all()), default=None),
        by_anchor=True,
    ),
    DeadlineKind(
        "aid_registration",
        _("The donor's registration expires"),
        "ngo_cert_warn_days",
        lambda donor: donor.registration_expiry,
        term=Term.ON,
        watch="ngo_cert_warn_days",
        owed=lambda aid: aid.state in RUNNING,
        items=_foreign_ngos,
        running=True,
        by_anchor=True,
    ),
    DeadlineKind(
        "aid_progress",
        _("Half-year report on progress and disbursement"),
        lambda half: "aid_report_h1" if half.half == 1 else "aid_report_year",
        lambda half: half.last_day,
        owed=lambda aid: aid.state in (AidState.UNDER_WAY, AidState.SUSPENDED) and not aid.is_oda,
        items=_half_years_to_report,
        by_anchor=True,
    ),
    DeadlineKind(
        "aid_closing",
        _("Final report, handover and settlement"),
        "aid_close_months",
        lambda aid: aid.end_date,
        owed=_is_over,
        done=lambda aid: aid.settlement_date,
        by_anchor=True,
    ),
)
