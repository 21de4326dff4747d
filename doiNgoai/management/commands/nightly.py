"""The nightly work, by hand."""

from django.core.management.base import BaseCommand, CommandError

from core.nightly import run
from doiNgoai.nightly import ALL


class Command(BaseCommand):
    help = "Do the nightly work now (reminders, mails); harmless when it is done already."

    def handle(self, *args, **options):
        results = run(ALL, again=True)
        for result in results:
            said = result.said if result.ok else f"FAILED: {result.said}"
            self.stdout.write(f"{result.part.name}: {said} ({result.seconds:.1f} s)")
        for part in ALL:
            if part not in [result.part for result in results]:
                self.stdout.write(f"{part.name}: another worker is at it")
        if not all(result.ok for result in results):
            raise CommandError("Some of the work failed; the log says why.")
