"""What the dossier of a hosted conference needs (Decision 06/2020/QĐ-TTg art. 4; domain C5)."""

from django.utils.translation import gettext_lazy as _

from core.checklist import Item

DECISION = "Quyết định 06/2020/QĐ-TTg điều 4"


def _hosted(conference) -> bool:
    return conference.is_hosted


CONFERENCE = (
    Item(_("Request for permission"), DECISION, ("request_number", "request_date")),
    Item(_("Scheme of the conference (Form 01)"), DECISION, ("scheme_number", "scheme_date"), needed=_hosted),
    Item(_("Reason, objective and content"), DECISION, ("reason", "objective", "content"), needed=_hosted),
    Item(_("Time, place and form"), DECISION, ("start_date", "end_date", "place", "mode")),
    Item(_("Programme of the conference"), DECISION, ("sessions",), needed=_hosted),
    Item(
        _("Delegates, Vietnamese and foreign"),
        DECISION,
        ("vietnamese",),
        met=lambda conference: conference.has_foreign_element,
        needed=_hosted,
    ),
    Item(_("Source of funds"), DECISION, ("funding",)),
    Item(
        _("Opinions of the agencies consulted, all answered"),
        "Quyết định 06/2020/QĐ-TTg điều 5",
        ("opinions",),
        met=lambda conference: all(row.replied_on for row in conference.opinions.all()),
        needed=lambda conference: conference.is_hosted and conference.for_prime_minister,
    ),
)
