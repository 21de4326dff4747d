"""Load an exchange workbook whole or not at all."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import override

from exchange.services import load_workbook


class Command(BaseCommand):
    help = "Load an exchange workbook whole or not at all; print every error as sheet!row · column · value · reason."

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--check", action="store_true", help="check only, store nothing")

    def handle(self, *args, file, check, **options):
        with override("vi"):
            load = load_workbook(file, check_only=check)
            for warning in load.warnings:
                self.stderr.write(_("Warning: %(problem)s") % {"problem": warning})
            for error in load.errors:
                self.stdout.write(str(error))
            if load.errors:
                raise CommandError(_("%(count)d errors; nothing was stored.") % {"count": len(load.errors)})
            for line in load.counts():
                self.stdout.write(
                    _("%(sheet)s: %(created)d new, %(updated)d changed, %(unchanged)d unchanged") % line
                )
            self.stdout.write(_("Checked; nothing was stored.") if check else _("Stored."))
