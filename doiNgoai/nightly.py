"""What is done every night, in this order, and in the morning. A new part is a line here."""

from django.utils.translation import gettext_lazy as _

from core.digest import send_digests
from core.nightly import Part
from core.reminders import remind

NIGHT = (Part("reminders", _("Reminders"), remind),)
MORNING = (Part("digest", _("Daily mails"), send_digests),)
ALL = NIGHT + MORNING
