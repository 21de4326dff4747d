"""What is done every night, in this order, and in the morning. A new part is a line here."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.groups import sync_groups
from core.bulk import open_missing_steps
from core.digest import send_digests
from core.job_files import clear_old
from core.nightly import Part
from core.obligations import refresh_all
from core.reminders import remind
from core.retention import erase_old
from core.scans import erase_old_scans
from core.search.keeping import learn_everything, refresh_everything
from directory.duplicates import refresh_all as find_duplicates
from exchange.intake.sweeping import sweep
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


def search() -> str:
    """Everything is found by the names that units, partners and persons have today."""
    count = refresh_everything()
    learn_everything()
    return gettext("%(count)s records looked at.") % {"count": count}


def groups() -> str:
    return gettext("%(count)s people whose roles began or ended.") % {"count": sync_groups()}


def job_files() -> str:
    return gettext("%(count)s files destroyed.") % {"count": clear_old()}


def imports() -> str:
    return gettext("%(count)s imports swept.") % {"count": sweep()}


NIGHT = (
    Part("groups", _("Groups of the roles"), groups),
    Part("deadlines", _("Deadlines"), deadlines),
    Part("reminders", _("Reminders"), remind),
    Part("search", _("Search"), search),
    Part("retention", _("Retention of personal data"), retention),
    Part("job_files", _("Files of imports and exports"), job_files),
    Part("imports", _("Imports"), imports),
    Part("duplicates", _("Possible duplicates"), find_duplicates),
)
MORNING = (Part("digest", _("Daily mails"), send_digests),)
ALL = NIGHT + MORNING
