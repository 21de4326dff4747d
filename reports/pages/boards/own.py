"""What a unit has under way, and the way to its own report."""

from typing import Any

from django.db.models import F, IntegerField, Value
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from agreements.models import Agreement
from aid_projects.models import AidProject
from conferences.models import Conference
from core.indicators.rows import visible
from core.obligations import ENDED
from delegations.models import InboundDelegation, OutboundDelegation
from reports.pages.boards.desk import Desk
from reports.pages.boards.lists import LONGEST, short_list
from reports.pages.cells import day

KINDS = (OutboundDelegation, InboundDelegation, Agreement, Conference, AidProject)


def own_dossiers(desk: Desk) -> dict[str, Any]:
    """The dossiers of the unit that are not at their end, those changed last first."""
    return short_list(
        "own",
        _("Dossiers of the unit under way"),
        [
            {
                "text": title or number,
                "url": reverse(f"{KINDS[place].slug}_detail", args=[key]),
                "note": f"{number} · {capfirst(KINDS[place]._meta.verbose_name)} · {_state(place, state)}, {day(changed)}",
            }
            for place, key, number, title, state, changed in _found(desk.user)
        ],
        empty=_("The unit has no dossier under way."),
    )


def _state(place: int, state: str) -> str:
    return str(dict(KINDS[place]._meta.get_field("state").flatchoices).get(state, state))


def _found(user) -> list[tuple]:
    queries = [
        visible(model, user)
        .exclude(state__in=ENDED)
        .order_by()
        .annotate(kind_place=Value(place, output_field=IntegerField()), changed=F("updated_at"))
        .values_list("kind_place", "pk", "number", "title", "state", "changed")
        for place, model in enumerate(KINDS)
    ]
    return list(queries[0].union(*queries[1:], all=True).order_by("-changed", "kind_place", "pk")[:LONGEST])


def own_report(desk: Desk) -> dict[str, Any]:
    return {
        "template": "reports/boards/report.html",
        "title": _("The unit's report"),
        "period": desk.selection.window_label,
        "url": desk.selection.url("summary"),
        "gauges_url": desk.selection.url("gauges"),
    }
