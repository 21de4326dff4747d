"""People who sign in, and the roles they hold from a day to a day."""

import datetime
from functools import cached_property

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.roles import BY_CODE, CHOICES, ROLES, UNIT_ROLES
from accounts.tokens import ApiToken as ApiToken
from core.access import MANAGE_UNIT_USERS, MANAGE_USERS
from core.constraints import Ordered
from directory.models import Unit


class Accounts(models.QuerySet):
    def holding(self, permission: str, unit: int | None = None):
        """Active people who hold a role with this permission today; `unit`: only those who act for that unit."""
        codes = [role.code for role in ROLES if permission in role.permissions]
        held = HeldRole.objects.today().filter(role__in=codes)
        found = self.filter(is_active=True, pk__in=held.values("user"))
        return found if unit is None else found.filter(unit__in=Unit.objects.lineage().kin(unit))

    def lineage(self):
        """Which units pass for one, for `by_unit` asked several times."""
        return Unit.objects.lineage()

    def by_unit(self, lineage=None) -> dict[int, list]:
        """Unit → who acts for it: its own people and those of the units it merged with, in the order asked for."""
        known, found = lineage or self.lineage(), {}
        for person in self:
            for unit in known.kin(person.unit_id) if person.unit_id else ():
                found.setdefault(unit, []).append(person)
        return found

    def kept_by(self, keeper):
        """The accounts `keeper` administers: all, or those of the own unit that never hold a role of the department."""
        if keeper.may(MANAGE_USERS):
            return self
        if not (keeper.unit_id and keeper.may(MANAGE_UNIT_USERS)):
            return self.none()
        beyond = HeldRole.objects.exclude(role__in=UNIT_ROLES)
        return self.filter(unit__in=keeper.units, is_superuser=False).exclude(pk__in=beyond.values("user"))

    def delete(self):
        raise TypeError("Accounts are switched off, never deleted: history keeps their names.")


class People(UserManager.from_queryset(Accounts)):
    """The manager of accounts."""


class User(AbstractUser):
    """An account. What it may do follows from the roles it holds today."""

    objects = People()

    unit = models.ForeignKey(
        "directory.Unit", models.PROTECT, null=True, blank=True, related_name="users", verbose_name=_("Unit")
    )

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["username"]

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    @cached_property
    def roles(self) -> list:
        """Roles held today; one query per request."""
        today = timezone.localdate()
        codes = dict.fromkeys(held.role for held in self.held_roles.all() if held.holds_on(today))
        return [BY_CODE[code] for code in codes if code in BY_CODE]

    @cached_property
    def units(self) -> tuple[int, ...]:
        """Keys of the units one acts for, the present one first; one query per request.

        Whose unit passed into another acts for that one, and for all that passed into it.
        """
        return Unit.objects.lineage().kin(self.unit_id) if self.unit_id else ()

    @property
    def present_unit(self) -> Unit | None:
        """One's unit, or the one that took its place."""
        if not self.units or self.units[0] == self.unit_id:
            return self.unit
        return Unit.objects.get(pk=self.units[0])

    def may(self, permission: str) -> bool:
        """Does one of today's roles carry this permission (`core.access`)?"""
        return self.is_active and any(permission in role.permissions for role in self.roles)

    def delete(self, *args, **kwargs):
        raise TypeError("Accounts are switched off, never deleted: history keeps their names.")


class HeldRoles(models.QuerySet):
    def not_ended(self):
        """Held today or from a later day on."""
        return self.filter(models.Q(end_date=None) | models.Q(end_date__gte=timezone.localdate()))

    def today(self):
        begun = models.Q(start_date=None) | models.Q(start_date__lte=timezone.localdate())
        return self.not_ended().filter(begun)


class HeldRole(models.Model):
    """A role someone holds, perhaps only for some days as a stand-in."""

    user = models.ForeignKey(User, models.CASCADE, related_name="held_roles")
    role = models.CharField(_("Role"), max_length=30, choices=CHOICES)
    start_date = models.DateField(_("From"), null=True, blank=True)
    end_date = models.DateField(_("Until"), null=True, blank=True)

    objects = HeldRoles.as_manager()

    class Meta:
        ordering = ["role", "start_date", "pk"]
        constraints = [
            Ordered("start_date", "end_date", name="held_role_order"),
            models.UniqueConstraint(fields=["user", "role", "start_date"], name="role_once_from_a_day"),
            models.UniqueConstraint(
                fields=["user", "role"], condition=models.Q(start_date=None), name="role_once_from_ever"
            ),
        ]

    def __str__(self) -> str:
        return str(BY_CODE[self.role].label) if self.role in BY_CODE else self.role

    @property
    def is_stand_in(self) -> bool:
        """Held from a day to a day: in someone's place."""
        return self.start_date is not None and self.end_date is not None

    @property
    def period(self) -> str:
        """The days it is held, in words; empty: always."""
        first, last = (
            day and date_format(day, "SHORT_DATE_FORMAT") for day in (self.start_date, self.end_date)
        )
        if first and last:
            return gettext("from %(first)s to %(last)s") % {"first": first, "last": last}
        if first:
            return gettext("from %(first)s") % {"first": first}
        return gettext("until %(last)s") % {"last": last} if last else ""

    def holds_on(self, day: datetime.date) -> bool:
        return (self.start_date or day) <= day <= (self.end_date or day)

    def overlaps(self, other: "HeldRole") -> bool:
        """Is the same role held twice on some day?"""
        first, last = datetime.date.min, datetime.date.max
        return (
            self.role == other.role
            and (self.start_date or first) <= (other.end_date or last)
            and (other.start_date or first) <= (self.end_date or last)
        )

    def clean(self):
        if self.role in UNIT_ROLES and self.user_id and not self.user.unit_id:
            raise ValidationError({"role": _("This role needs a unit.")})
