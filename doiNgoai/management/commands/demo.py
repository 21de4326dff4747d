"""The demonstration: the department's workbook of early 2024, one account a role, and dossiers around today."""

import secrets
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import HeldRole, User
from core.department import Department
from core.reminders import remind
from directory.models import Unit
from doiNgoai.demo.cast import ACCOUNTS
from doiNgoai.demo.script import play
from doiNgoai.nightly import deadlines
from exchange.services import load_workbook

WORKBOOK = Path(__file__).resolve().parents[2] / "demo" / "ha_noi_6t1_2024.xlsx"


class Command(BaseCommand):
    help = "Load the demonstration: workbook, accounts, illustrative dossiers; refuses where real people have accounts."

    def add_arguments(self, parser):
        parser.add_argument("--if-needed", action="store_true", help="do nothing when it is loaded already")
        parser.add_argument("--show", action="store_true", help="only print the accounts and the password")

    def handle(self, *args, if_needed, show, **options):
        with override("vi"):
            loaded = Department.current().is_demo
            if not show and not (if_needed and loaded):
                self._refuse_real_people(loaded)
                self._load(first_time=not loaded)
                play()
                deadlines()
                remind()
            if not if_needed or not loaded:
                self._print()

    def _refuse_real_people(self, loaded: bool) -> None:
        others = User.objects.exclude(username__in=[name for name, *_rest in ACCOUNTS])
        if not loaded and others.exists():
            raise CommandError(
                _("This database has accounts of real people; the demonstration is not loaded into it.")
            )

    @transaction.atomic
    def _load(self, *, first_time: bool) -> None:
        if first_time:
            load = load_workbook(WORKBOOK)
            if load.errors:
                raise CommandError("\n".join(str(error) for error in load.errors))
            department = Department.current()
            department.is_demo = True
            department.save()
        for name, role, unit, shown in ACCOUNTS:
            user, _new = User.objects.get_or_create(username=name, defaults={"last_name": shown})
            user.unit = Unit.objects.get(code=unit) if unit else None
            user.is_active = True
            user.set_password(password())
            user.save()
            if not user.held_roles.filter(role=role).exists():
                HeldRole.objects.create(user=user, role=role)

    def _print(self) -> None:
        for name, _role, _unit, shown in ACCOUNTS:
            self.stdout.write(f"  {name:<12} {shown}")
        self.stdout.write(_("Password of every account: %(password)s") % {"password": password()})


def password() -> str:
    """The demonstration's password: made once for this installation, kept beside its database."""
    path = Path(settings.VAR_DIR) / "demo_password"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text("-".join(secrets.token_hex(2) for _ in range(4)))
    return path.read_text().strip()
