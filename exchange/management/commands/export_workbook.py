"""Write all records in the layout of the exchange workbook."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import override

from directory.models import Unit
from exchange.services import save_workbook


class Command(BaseCommand):
    help = "Write all records (or one unit's) in the layout of the exchange workbook."

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--unit", metavar="CODE", help="only the records of this unit")

    def handle(self, *args, file, unit, **options):
        with override("vi"):
            found = Unit.objects.live().filter(code=unit).first() if unit else None
            if unit and found is None:
                raise CommandError(_("There is no unit with the code %(code)s.") % {"code": unit})
            try:
                save_workbook(str(file), unit=found)
            except OSError as error:
                raise CommandError(
                    _("The file cannot be written: %(reason)s") % {"reason": error.strerror}
                ) from error
            self.stdout.write(_("Written: %(file)s") % {"file": Path(file).name})
