"""Write the approved aid of all units as an IATI activity file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import override

from aid_projects.iati import RELATIONS, NotReady, publish
from aid_projects.models import AidProject
from core import events


class Command(BaseCommand):
    help = (
        "Write the approved aid of all units as an IATI 2.03 activity file; what it lacks is told on stderr."
    )

    def add_arguments(self, parser):
        parser.add_argument("file")

    def handle(self, *args, file, **options):
        with override("vi"):
            rows = (
                AidProject.objects.live()
                .select_related("unit")
                .prefetch_related(*RELATIONS)
                .order_by("number")
            )
            try:
                found = publish(rows)
            except NotReady as reason:
                raise CommandError(str(reason)) from None
            for warned in found.warnings:
                self.stderr.write(str(warned))
            if found.content is None:
                raise CommandError(_("There is no approved aid to publish."))
            try:
                Path(file).write_bytes(found.content)
            except OSError as error:
                raise CommandError(
                    _("The file cannot be written: %(reason)s") % {"reason": error.strerror}
                ) from error
            events.log(events.Event.Kind.EXPORT, by=None, action="iati", comment=str(found.published))
            self.stdout.write(_("Written: %(file)s") % {"file": Path(file).name})
