"""What a person may do: permission names and the answer with its reason.

Roles (`accounts/roles.py`) are sets of these names; a user answers `may(permission)`.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

VIEW_ALL = "view_all"
EDIT_ALL = "edit_all"
VIEW_UNIT = "view_unit"
EDIT_UNIT = "edit_unit"
EDIT_DIRECTORY = "edit_directory"
SEE_PASSPORTS = "see_passports"
SEE_PARTY = "see_party"
EXPORT = "export"
EXCHANGE_WORKBOOK = "exchange_workbook"
MANAGE_USERS = "manage_users"
MANAGE_UNIT_USERS = "manage_unit_users"
MANAGE_SETTINGS = "manage_settings"

# Steps of a dossier's way; each is taken by those who hold the permission.
SUBMIT = "submit"
APPROVE_UNIT = "approve_unit"
PROCESS = "process"
APPROVE_OFFICE = "approve_office"
APPROVE_LEADER = "approve_leader"
ISSUE = "issue"

OF_A_UNIT = (SUBMIT, APPROVE_UNIT)
"""Steps a unit takes on its own dossiers; the others are the department's."""


@dataclass(frozen=True)
class Verdict:
    """Allowed or not, and why not, in words for the person who asked."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


YES = Verdict(True)


def not_yours() -> Verdict:
    return Verdict(False, _("Only the unit that owns this record and the department may change it."))


def can_edit(user, record) -> Verdict:
    """May `user` change `record`? The queryset of `editable_by` is the one source of the answer."""
    return verdict(type(record).objects.editable_by(user).filter(pk=record.pk).exists())


def verdict(editable: bool) -> Verdict:
    """`can_edit`, where it is known already whether `editable_by` holds the record."""
    return YES if editable else not_yours()


def can_withdraw(user, record, editable: Verdict | None = None) -> Verdict:
    """May `user` take `record` out of every list? What was sent to the department only the department withdraws.

    `editable`: the answer of `can_edit`, where it is known.
    """
    if getattr(record, "submitted_on", None) and not user.may(EDIT_ALL):
        return Verdict(False, _("Only the department withdraws what was sent to it."))
    return can_edit(user, record) if editable is None else editable


def can_restore(user, record) -> Verdict:
    """May `user`, who finds it among what was withdrawn, bring `record` back? What the department withdrew only the department."""
    if record.heir is not None:
        return Verdict(
            False, _("It was merged into “%(record)s”: undo the merging there.") % {"record": record.heir}
        )
    if getattr(record, "submitted_on", None) and not user.may(EDIT_ALL):
        return Verdict(False, _("Only the department withdraws what was sent to it."))
    return YES


def can_create(user, model) -> Verdict:
    """May `user` enter a new record of this type?"""
    if model.objects.creatable_by(user):
        return YES
    return Verdict(False, _("Your role does not enter records of this type."))
