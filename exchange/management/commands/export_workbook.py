"""Write all records in the layout of the exchange workbook."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import override

from core import events
from core.reveal import SHORTEST_REASON
from directory.models import Unit
from exchange.services import save_workbook


class Command(BaseCommand):
    help = "Write all records (or one unit's) in the layout of the exchange workbook."

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--unit", metavar="CODE", help="only the records of this unit")
        parser.add_argument(
            "--passports", action="store_true", help="passport numbers whole, not masked; needs --reason"
        )
        parser.add_argument("--reason", default="", help="why the numbers are needed whole; it is logged")

    def handle(self, *args, file, unit, passports, reason, **options):
        with override("vi"):
            if passports and len(reason.strip()) < SHORTEST_REASON:
                raise CommandError(_("Passport numbers are written whole only with a reason (--reason)."))
            found = Unit.objects.live().filter(code=unit).first() if unit else None
            if unit and found is None:
                raise CommandError(_("There is no unit with the code %(code)s.") % {"code": unit})
            if passports:  # before, so that no number leaves unlogged
                events.log(events.Event.Kind.REVEAL, by=None, action="workbook", comment=reason.strip())
            else:
                events.log(events.Event.Kind.EXPORT, by=None, action="workbook")
            try:
                save_workbook(str(file), unit=found, passports=passports)
            except OSError as error:
                raise CommandError(
                    _("The file cannot be written: %(reason)s") % {"reason": error.strerror}
                ) from error
            self.stdout.write(_("Written: %(file)s") % {"file": Path(file).name})
