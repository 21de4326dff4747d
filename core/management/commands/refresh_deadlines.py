"""Recompute what every dossier owes: after a restore, or when the nightly task was missed."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from core.obligations import refresh_all


class Command(BaseCommand):
    help = "Recompute the deadlines of all dossiers that have not ended."

    def handle(self, *args, **options):
        self.stdout.write(_("Dossiers looked at: %(count)s.") % {"count": refresh_all()})
