"""The roles, as a person reads them: what each is called and what it may do."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from core.access import (
    APPROVE_LEADER,
    APPROVE_OFFICE,
    APPROVE_UNIT,
    EDIT_ALL,
    EDIT_DIRECTORY,
    EDIT_UNIT,
    EXCHANGE_WORKBOOK,
    EXPORT,
    ISSUE,
    MANAGE_SETTINGS,
    MANAGE_UNIT_USERS,
    MANAGE_USERS,
    PROCESS,
    SEE_PARTY,
    SEE_PASSPORTS,
    SUBMIT,
    VIEW_ALL,
    VIEW_UNIT,
)

ALLOWS = {
    VIEW_UNIT: _("Sees the records of the own unit, and trips its staff is on"),
    VIEW_ALL: _("Sees the records of every unit"),
    EDIT_UNIT: _("Enters and changes the records of the own unit"),
    EDIT_ALL: _("Enters and changes the records of every unit"),
    SUBMIT: _("Sends dossiers to the department"),
    APPROVE_UNIT: _("Approves dossiers for the unit"),
    PROCESS: _("Receives, appraises and forwards dossiers; records decisions"),
    APPROVE_OFFICE: _("Approves dossiers as head of the office"),
    APPROVE_LEADER: _("Approves dossiers for the department"),
    ISSUE: _("Gives papers their number and date"),
    EDIT_DIRECTORY: _("Keeps units and partners"),
    EXPORT: _("Takes lists and workbooks as files"),
    EXCHANGE_WORKBOOK: _("Loads workbooks"),
    SEE_PASSPORTS: _("Enters passport numbers and sees them whole, for a logged reason"),
    SEE_PARTY: _("Sees Party membership"),
    MANAGE_UNIT_USERS: _("Keeps the accounts of the own unit"),
    MANAGE_USERS: _("Keeps all accounts; sees the log and what retention erases"),
    MANAGE_SETTINGS: _("Changes the settings"),
}
"""Permission → what it allows, as a person reads it."""


@dataclass(frozen=True)
class Role:
    code: str
    label: str
    description: str
    permissions: frozenset[str]

    def allows(self) -> list[str]:
        """What it may do, in words, in the order of `ALLOWS`."""
        return [words for permission, words in ALLOWS.items() if permission in self.permissions]


def _role(code, label, description, *permissions) -> Role:
    return Role(code, label, description, frozenset(permissions))


ROLES = (
    _role(
        "unit_officer",
        _("Unit officer"),
        _("Enters the dossiers of the unit and sends them."),
        VIEW_UNIT, EDIT_UNIT, SUBMIT, EXPORT, SEE_PASSPORTS,
    ),
    _role(
        "unit_head",
        _("Unit head"),
        _("Approves the dossiers of the unit before the department receives them; keeps the unit's accounts."),
        VIEW_UNIT, APPROVE_UNIT, EXPORT, SEE_PARTY, MANAGE_UNIT_USERS,
    ),
    _role(
        "department_officer",
        _("Department officer"),
        _("Receives and appraises dossiers, records decisions, keeps all records, the directory and the workbooks."),
        VIEW_ALL, EDIT_ALL, SUBMIT, PROCESS, ISSUE, EDIT_DIRECTORY, EXPORT, EXCHANGE_WORKBOOK, SEE_PASSPORTS, SEE_PARTY,
    ),
    _role("office_head", _("Office head"), _("Approves or returns what the officers propose."), VIEW_ALL, APPROVE_OFFICE, EXPORT),
    _role(
        "department_leader",
        _("Department leader"),
        _("Approves for the department; in urgent cases without the steps before."),
        VIEW_ALL, APPROVE_LEADER, EXPORT,
    ),
    _role("clerk", _("Clerk"), _("Gives papers their number and date and sends them out."), VIEW_ALL, ISSUE),
    _role("administrator", _("Administrator"), _("Keeps accounts, units and settings; sees no record."), MANAGE_USERS, MANAGE_SETTINGS, EDIT_DIRECTORY),
)  # fmt: skip
BY_CODE = {role.code: role for role in ROLES}
CHOICES = [(role.code, role.label) for role in ROLES]
UNIT_ROLES = {"unit_officer", "unit_head"}
"""Roles that belong to one unit; the others belong to the department."""
