"""People who sign in, and the roles they hold from a day to a day."""

from functools import cached_property

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import BY_CODE, CHOICES, ROLES, UNIT_ROLES


class People(UserManager):
    def holding(self, permission: str, unit=None):
        """Active people who hold a role with this permission today; `unit`: of that unit only."""
        today = timezone.localdate()
        codes = [role.code for role in ROLES if permission in role.permissions]
        begun = models.Q(start_date=None) | models.Q(start_date__lte=today)
        lasting = models.Q(end_date=None) | models.Q(end_date__gte=today)
        held = HeldRole.objects.filter(begun, lasting, role__in=codes)
        found = self.filter(is_active=True, pk__in=held.values("user"))
        return found if unit is None else found.filter(unit=unit)


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
        return [
            BY_CODE[held.role]
            for held in self.held_roles.all()
            if held.role in BY_CODE
            and (held.start_date is None or held.start_date <= today)
            and (held.end_date is None or today <= held.end_date)
        ]

    def may(self, permission: str) -> bool:
        """Does one of today's roles carry this permission (`core.access`)?"""
        return self.is_active and any(permission in role.permissions for role in self.roles)


class HeldRole(models.Model):
    """A role someone holds, perhaps only for some days as a stand-in."""

    user = models.ForeignKey(User, models.CASCADE, related_name="held_roles")
    role = models.CharField(_("Role"), max_length=30, choices=CHOICES)
    start_date = models.DateField(_("From"), null=True, blank=True)
    end_date = models.DateField(_("Until"), null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "role"], name="role_once")]

    def __str__(self) -> str:
        return str(BY_CODE[self.role].label) if self.role in BY_CODE else self.role

    def clean(self):
        if self.role in UNIT_ROLES and self.user_id and not self.user.unit_id:
            raise ValidationError({"role": _("This role needs a unit.")})
