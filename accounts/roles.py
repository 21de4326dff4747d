"""The roles, as a person reads them: what each is called and what it may do."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from core.access import (
    DECIDE,
    EDIT_ALL,
    EDIT_DIRECTORY,
    EDIT_UNIT,
    EXCHANGE_WORKBOOK,
    EXPORT,
    MANAGE_SETTINGS,
    MANAGE_USERS,
    SEE_PASSPORTS,
    SUBMIT,
    VIEW_ALL,
    VIEW_UNIT,
)


@dataclass(frozen=True)
class Role:
    code: str
    label: str
    description: str
    permissions: frozenset[str]


def _role(code, label, description, *permissions) -> Role:
    return Role(code, label, description, frozenset(permissions))


ROLES = (
    _role("unit_officer", _("Unit officer"), _("Enters and keeps the records of the unit."), VIEW_UNIT, EDIT_UNIT, SUBMIT, EXPORT, SEE_PASSPORTS),
    _role("unit_head", _("Unit head"), _("Reads the records of the unit."), VIEW_UNIT, EXPORT),
    _role(
        "department_officer",
        _("Department officer"),
        _("Keeps all records, the directory and the exchange of workbooks."),
        VIEW_ALL, EDIT_ALL, SUBMIT, EDIT_DIRECTORY, EXPORT, EXCHANGE_WORKBOOK, SEE_PASSPORTS, DECIDE,
    ),
    _role("office_head", _("Office head"), _("Reads all records, records decisions."), VIEW_ALL, EXPORT, DECIDE),
    _role("department_leader", _("Department leader"), _("Reads everything."), VIEW_ALL, EXPORT),
    _role("administrator", _("Administrator"), _("Keeps accounts, units and settings; sees no record."), MANAGE_USERS, MANAGE_SETTINGS, EDIT_DIRECTORY),
)  # fmt: skip
BY_CODE = {role.code: role for role in ROLES}
CHOICES = [(role.code, role.label) for role in ROLES]
UNIT_ROLES = {"unit_officer", "unit_head"}
"""Roles that belong to one unit; the others belong to the department."""
