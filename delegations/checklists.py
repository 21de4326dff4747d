"""What the dossiers of delegations need before they are sent (domain O2, O10, I3, I5, I8)."""

from django.utils.translation import gettext_lazy as _

from core.checklist import Item
from delegations.models import MemberRole

HANOI = "Thủ tục cử đoàn ra của thành phố Hà Nội, thành phần hồ sơ"
DEPARTMENT = "Quy định của Sở Y tế"
RECEPTION = "Quy chế 272-QĐ/TW; Quyết định 67/2011/QĐ-TTg"


def _is_official(trip) -> bool:
    return not trip.is_private


OUTBOUND = (
    Item(_("Unit's letter"), DEPARTMENT, ("unit_letter_number", "unit_letter_date")),
    Item(
        _("Invitation of the foreign side, with a Vietnamese translation"),
        HANOI,
        ("invitation_number", "invitation_date"),
        needed=_is_official,
    ),
    Item(_("Dates and destinations"), DEPARTMENT, ("start_date", "end_date", "legs")),
    Item(
        _("List of members with a head of delegation"),
        HANOI,
        ("members",),
        met=lambda trip: any(row.is_going and row.role == MemberRole.LEADER for row in trip.members.all()),
    ),
    Item(_("Source of funds"), "Thông tư 102/2012/TT-BTC; Thông tư 140/2025/TT-BTC", ("funding",)),
    Item(
        _("Reason for company sponsorship"),
        "Luật Phòng, chống tham nhũng 36/2018/QH14",
        ("company_reason",),
        needed=lambda trip: trip.is_sponsored,
    ),
    Item(
        _("Notice of the City Party Organisation Board"),
        HANOI,
        ("party_notice_number", "party_notice_date"),
        needed=lambda trip: trip.has_party_managed,
    ),
    Item(
        _("Department's letter to the Department of Foreign Affairs"),
        HANOI,
        ("department_letter_number", "department_letter_date"),
        needed=_is_official,
    ),
)

INBOUND = (
    Item(_("Unit's request"), RECEPTION, ("request_number", "request_date")),
    Item(_("Content, place and host of the reception"), RECEPTION, ("content", "place", "host_name")),
    Item(
        _("List of guests with nationality and passport number"),
        RECEPTION,
        ("guests",),
        met=lambda visit: all(row.nationality_id and row.passport_number for row in visit.guests.all()),
    ),
    Item(_("Working programme"), RECEPTION, ("programme",)),
    Item(
        _("Visa sponsorship letter (NA2), border gate and kind of visa"),
        "Luật 47/2014/QH13 điều 16; Thông tư 22/2023/TT-BCA",
        ("sponsorship_number", "border_gate", "visa_kind"),
        needed=lambda visit: visit.needs_sponsorship,
    ),
    Item(
        _("Professional permit for acts on patients"),
        "Luật Khám bệnh, chữa bệnh 15/2023/QH15 điều 79; Nghị định 96/2023/NĐ-CP",
        ("clinical_permit",),
        needed=lambda visit: visit.clinical,
    ),
    Item(_("Source of funds"), "Thông tư 71/2018/TT-BTC", ("funding",)),
)
