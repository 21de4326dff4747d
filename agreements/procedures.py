"""Three authorities, three ways to sign, and domestic papers apart (domain A1, A4, A5, A12)."""

from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement, Scope, SigningName
from core.approval import Procedure
from core.states import Stage

RECEIVED = ((Stage.UNIT_REVIEW, 2), (Stage.SUBMITTED, 1), (Stage.REVIEWING, 3))
CONSULTED = ((Stage.CONSULTING, 7), (Stage.COMPILING, 2))
SIGNED_OFF = ((Stage.AT_OFFICE, 1), (Stage.AT_LEADER, 2))

IN_NAME_OF_CITY = Procedure(
    "agreement_city",
    _("Agreement in the name of the city"),
    _("City People's Committee, after the Ministry of Foreign Affairs is heard"),
    "Luật Thỏa thuận quốc tế 70/2020/QH14 điều 18, 19",
    (*RECEIVED, *CONSULTED, *SIGNED_OFF, (Stage.ISSUING, 1), (Stage.FORWARDED, 7)),
)
IN_NAME_OF_DEPARTMENT = Procedure(
    "agreement_department",
    _("Agreement in the name of the department"),
    _("Chairman of the City People's Committee, through the Department of Foreign Affairs"),
    "Nghị định 64/2021/NĐ-CP điều 5",
    (*RECEIVED, *CONSULTED, *SIGNED_OFF, (Stage.ISSUING, 1), (Stage.FORWARDED, 5)),
)
IN_NAME_OF_UNIT = Procedure(
    "agreement_unit",
    _("Agreement in the name of a unit"),
    _("Department of Health (outside Law 70/2020)"),
    "Quyết định 67/2011/QĐ-TTg",
    (*RECEIVED, *SIGNED_OFF, (Stage.GRANTING, 1)),
)
DOMESTIC = Procedure(
    "agreement_domestic",
    _("Domestic cooperation agreement"),
    _("Director of the Department of Health"),
    "Thẩm quyền Giám đốc Sở; không thuộc Luật 70/2020/QH14",
    (*RECEIVED, *SIGNED_OFF, (Stage.GRANTING, 1)),
)
PROCEDURES = (IN_NAME_OF_CITY, IN_NAME_OF_DEPARTMENT, IN_NAME_OF_UNIT, DOMESTIC)


def procedure_of(paper: Agreement) -> Procedure:
    if paper.scope == Scope.TRONG_NUOC:
        return DOMESTIC
    return {
        SigningName.TP: IN_NAME_OF_CITY,
        SigningName.SO: IN_NAME_OF_DEPARTMENT,
    }.get(paper.signing_name, IN_NAME_OF_UNIT)
