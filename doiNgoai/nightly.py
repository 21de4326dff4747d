"""What is done every night, in this order, and in the morning. A new part is a line here."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.groups import sync_groups
from core.bulk import open_missing_steps
from core.digest import send_digests
from core.nightly import Part
from core.obligations import refresh_all
from core.reminders import remind
from core.retention import erase_old
from core.scans import erase_old_scans
from directory.duplicates import refresh_all as find_duplicates
from reports.collection import ask_newcomers
from worklist.catalogue import SCREENS


def deadlines() -> str:
    """Every dossier under way waits where it stands, every unit is asked for its report, and what is owed follows from
    today's rules."""
    for screen in SCREENS:
        open_missing_steps(screen.model)
    ask_newcomers()
    return gettext("%(count)s records looked at.") % {"count": refresh_all()}


def retention() -> str:
    told = {"count": erase_old(), "scans": erase_old_scans()}
    return gettext("%(count)s passport numbers and %(scans)s scans erased.") % told


def groups() -> str:
    return gettext("%(count)s people whose roles began or ended.") % {"count": sync_groups()}


NIGHT = (
    Part("groups", _("Groups of the roles"), groups),
    Part("deadlines", _("Deadlines"), deadlines),
    Part("reminders", _("Reminders"), remind),
    Part("retention", _("Retention of personal data"), retention),
    Part("duplicates", _("Possible duplicates"), find_duplicates),
)
MORNING = (Part("digest", _("Daily mails"), send_digests),)
ALL = NIGHT + MORNING
