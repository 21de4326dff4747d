"""The way of foreign aid to its approval (Decree 80/2020, from 08/12/2025 Decree 313/2025)."""

from django.utils.translation import gettext_lazy as _

from aid_projects.models import AidProject
from core.approval import Procedure
from core.states import Stage

APPROVAL = Procedure(
    "aid_approval",
    _("Approval of foreign aid"),
    _("Chairman of the City People's Committee, after appraisal"),
    "Nghị định 80/2020/NĐ-CP điều 7, 8, 10; từ 08/12/2025: Nghị định 313/2025/NĐ-CP",
    (
        (Stage.UNIT_REVIEW, 2),
        (Stage.SUBMITTED, 1),
        (Stage.REVIEWING, 5),
        (Stage.AT_OFFICE, 1),
        (Stage.AT_LEADER, 2),
        (Stage.ISSUING, 1),
        (Stage.APPRAISING, 14),
    ),
)
PROCEDURES = (APPROVAL,)


def procedure_of(aid: AidProject) -> Procedure:
    return APPROVAL
