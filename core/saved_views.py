"""Saved views: the state of a list under a name; unnamed, how a person left the list.

A view holds nothing but parameters of an address. Whoever opens one sees what the same parameters show to them: sharing
never widens what a person may see.
"""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from core import access

VIEW, WHOLE = "view", "all"
"""The parameter that names the view in force; its value for: none, though a default is set."""
NOT_KEPT = (VIEW, "page", "pk")
"""Parameters that are no part of a view."""
HABIT = ""
"""The name of none."""
MOST_VIEWS = 100
"""Of one person and list; more would hide the others."""
LONGEST_STATE = 4000


def state_of(parameters: QueryDict, **also: str) -> str:
    """What a view keeps of an address: filters, sort and columns, in an order of their own."""
    kept = {name: [value for value in values if value] for name, values in parameters.lists()}
    kept |= {name: [value] for name, value in also.items()}
    return urlencode(sorted((name, kept[name]) for name in kept if name not in NOT_KEPT), doseq=True)


class SavedViewQuerySet(models.QuerySet):
    def of_list(self, screen):
        return self.filter(list=screen.model.slug)

    def visible_to(self, user):
        """One's own, and those shared with a role one holds today or with one's unit."""
        shared = models.Q(role__in=[role.code for role in user.roles])
        if user.unit_id:
            shared |= models.Q(unit=user.unit_id)
        return self.filter(models.Q(owner=user) | shared)

    def named(self):
        return self.exclude(name="")

    def habit_of(self, user, screen) -> "SavedView":
        """To be changed: made where there is none."""
        return self.get_or_create(owner=user, list=screen.model.slug, name=HABIT)[0]


class SavedView(models.Model):
    """Filters, sort and columns of one list, under a name.

    The one without a name is the person's own habit: the columns chosen last, and the view the list opens with. They
    stand in one table because every list asks for both, in one query.
    """

    list = models.CharField(max_length=40)
    """The slug of what is listed."""
    name = models.CharField(_("Name of the view"), max_length=80)
    """Empty: the habit of its owner."""
    state = models.CharField(max_length=LONGEST_STATE, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    role = models.CharField(max_length=30, blank=True, default="")
    """Shared with who holds this role; empty: with none."""
    unit = models.ForeignKey("directory.Unit", models.CASCADE, null=True, related_name="+")
    """Shared with the people of this unit."""
    opens = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    """Of a habit: the view the list opens with."""

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        app_label = "core"
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role="", unit=None)
                | (~models.Q(name="") & (models.Q(role="") | models.Q(unit=None))),
                name="saved_view_shared_with_one",
            ),
            models.UniqueConstraint(
                fields=["list", "owner", "name"],
                name="saved_view_name_once",
                violation_error_message=_("You have a view of this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def parameters(self) -> QueryDict:
        return QueryDict(self.state)

    @property
    def shared(self) -> bool:
        return bool(self.role or self.unit_id)

    @property
    def address(self) -> str:
        """The whole state, so that the address says the same wherever it is read; and which view it is."""
        return f"?{self.state}&{VIEW}={self.pk}" if self.state else f"?{VIEW}={self.pk}"


def roles() -> dict[str, str]:
    """Every role by its code, as the accounts call them."""
    held = get_user_model()._meta.get_field("held_roles").related_model
    return {code: str(label) for code, label in held._meta.get_field("role").flatchoices}


NOBODY, OWN_UNIT = "", "unit"


def audiences(user) -> list[tuple[str, str]]:
    """With whom this person may share a view: the department with any role, whoever belongs to a unit with its people.

    A unit does not share with a role: its words would reach every other unit.
    """
    found = [(NOBODY, str(_("Only me")))]
    if user.unit_id:
        found.append((OWN_UNIT, str(_("People of my unit"))))
    if user.may(access.VIEW_ALL):
        found += [(code, str(_("Role: %(role)s")) % {"role": label}) for code, label in roles().items()]
    return found
