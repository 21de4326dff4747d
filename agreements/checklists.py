"""What the dossier of an agreement needs (Law 70/2020/QH14 art. 27–28; domain A6). A domestic one needs less."""

from django.utils.translation import gettext_lazy as _

from core.checklist import Item

LAW = "Luật Thỏa thuận quốc tế 70/2020/QH14 điều 27, 28"


def _international(paper) -> bool:
    return paper.is_international


AGREEMENT = (
    Item(_("Kind of paper, in whose name, proposing unit"), LAW, ("kind", "signing_name", "unit", "proposing_unit")),
    Item(_("Partner and its legal standing"), LAW, ("partners",)),
    Item(
        _("Draft in Vietnamese and the foreign language"), LAW, ("languages",), needed=_international
    ),
    Item(_("Need, content and legality assessed"), LAW, ("objective", "main_content", "legal_basis")),
    Item(_("Fields and term"), LAW, ("fields", "term")),
    Item(
        _("Opinions of the agencies consulted, all answered"),
        "Luật Thỏa thuận quốc tế 70/2020/QH14 điều 18; Nghị định 64/2021/NĐ-CP điều 5",
        ("consultations",),
        met=lambda paper: all(row.replied_on for row in paper.consultations.all()),
        needed=lambda paper: paper.is_international and not paper.is_of_unit,
    ),
)  # fmt: skip
