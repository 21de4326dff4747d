"""The official papers of delegations."""

from django.utils.translation import gettext_lazy as _

from core.papers.printing import PaperKind
from delegations.papers.inbound import inbound_proposal, police_notice
from delegations.papers.outbound import member_list, outbound_proposal

OUTBOUND = (
    PaperKind("to-trinh", _("Proposal (tờ trình)"), outbound_proposal, secrets=True),
    PaperKind("danh-sach", _("List of the members"), member_list, secrets=True),
)
INBOUND = (
    PaperKind("to-trinh", _("Proposal (tờ trình)"), inbound_proposal, secrets=True),
    PaperKind("thong-bao-cong-an", _("Notice to the police"), police_notice, secrets=True),
)
