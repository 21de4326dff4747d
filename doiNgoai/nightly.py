"""What is done every night, in this order, and in the morning. A new part is a line here."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.bulk import open_missing_steps
from core.digest import send_digests
from core.nightly import Part
from core.obligations import refresh_all
from core.reminders import remind
from worklist.catalogue import SCREENS


def deadlines() -> str:
    """Every dossier under way waits where it stands, and what it owes follows from today's rules."""
    for screen in SCREENS:
        open_missing_steps(screen.model)
    return gettext("%(count)s records looked at.") % {"count": refresh_all()}


NIGHT = (
    Part("deadlines", _("Deadlines"), deadlines),
    Part("reminders", _("Reminders"), remind),
)
MORNING = (Part("digest", _("Daily mails"), send_digests),)
ALL = NIGHT + MORNING
