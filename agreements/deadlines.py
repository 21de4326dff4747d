"""What agreements owe by when (Law 70/2020/QH14, Decree 64/2021/NĐ-CP; domain §1.4)."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.states import SIGNED_ONCE, AgreementState
from core.obligations import DeadlineKind, Owner, Term

SIGNED = (AgreementState.SIGNED, AgreementState.SUSPENDED)
REMEMBERED = datetime.timedelta(days=30)
"""An expired agreement is looked after so long; then it is history."""


def _in_force(paper) -> bool:
    return paper.state in SIGNED and (paper.expiry_date is None or paper.expiry_date >= timezone.localdate())


def _renewed(paper):
    """The day a paper that extends or replaces it was signed."""
    return max((row.signed_on for row in paper.successors if row.signed_on), default=None)


def _expiry(paper):
    return paper.expiry_date


AGREEMENT = (
    DeadlineKind(
        "agr_opinion",
        _("Reply of the agency consulted"),
        "agr_opinion_wd",
        lambda row: row.sent_on,
        owner=Owner.DEPARTMENT,
        owed=lambda paper: paper.state not in SIGNED_ONCE,
        items=lambda paper: paper.consultations.all(),
        done=lambda row: row.replied_on,
        stated=lambda row: row.due,
    ),
    DeadlineKind(
        "agr_decision",
        _("Decision expected"),
        "agr_decide_wd",
        lambda paper: paper.department_letter_date,
        owner=Owner.DEPARTMENT,
        owed=lambda paper: paper.state == AgreementState.FORWARDED,
        done=lambda paper: paper.permit_date,
    ),
    DeadlineKind(
        "agr_copy",
        _("Report and copy after signing"),
        "agr_copy_days",
        lambda paper: paper.signed_on,
        owner=lambda paper: Owner.UNIT if paper.is_of_unit else Owner.DEPARTMENT,
        owed=lambda paper: paper.state in SIGNED and paper.is_international,
        done=lambda paper: paper.copy_date or bool(paper.copy_number),
    ),
    DeadlineKind(
        "agr_dormant",
        _("Begin carrying out the agreement"),
        "agr_dormant_months",
        lambda paper: paper.effective_date,
        owed=_in_force,
        done=lambda paper: min((row.date for row in paper.implementations.all()), default=None),
    ),
    DeadlineKind(
        "agr_renewal",
        _("Decide on renewing the agreement"),
        "agr_lead_days",
        _expiry,
        term=Term.BEFORE,
        watch="agr_expiry_warn",
        owed=lambda paper: _in_force(paper) and not paper.auto_renewal,
        done=lambda paper: bool(paper.successors),
        running=True,
        by_anchor=True,
    ),
    DeadlineKind(
        "agr_expiry",
        _("The agreement expires"),
        "agr_expiry_warn",
        _expiry,
        term=Term.ON,
        watch="agr_expiry_warn",
        owed=lambda paper: (
            paper.state in SIGNED
            and paper.expiry_date is not None
            and timezone.localdate() <= paper.expiry_date + REMEMBERED
        ),
        done=_renewed,
        running=True,
        by_anchor=True,
    ),
)
