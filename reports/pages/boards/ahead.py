"""The next 14 days: trips that leave, visits that arrive, conferences that open; also those not permitted yet."""

import datetime
from typing import Any

from django.db.models import F, IntegerField, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from conferences.models import Conference
from core.indicators.rows import visible
from core.states import TONES, UNDER_REVIEW_OR_GRANTED, ActivityState, as_shown
from delegations.models import InboundDelegation, OutboundDelegation
from reports.pages.boards.desk import Desk
from reports.pages.boards.lists import LONGEST, short_list
from reports.pages.cells import day

AHEAD = datetime.timedelta(days=14)
KINDS = (OutboundDelegation, InboundDelegation, Conference)


def ahead(desk: Desk) -> dict[str, Any]:
    words = (_("leaves on %(day)s"), _("arrives on %(day)s"), _("opens on %(day)s"))
    return short_list(
        "ahead",
        _("The next 14 days"),
        [
            {
                "text": title,
                "url": reverse(f"{KINDS[place].slug}_detail", args=[key]),
                "note": f"{words[place] % {'day': day(start)}} · {unit}",
                "state": as_shown(ActivityState(state), TONES),
            }
            for place, key, title, unit, start, state in _found(desk.user)
        ],
        empty=_("Nobody leaves, arrives or meets within the next 14 days."),
    )


def _found(user) -> list[tuple]:
    today = timezone.localdate()
    queries = [
        visible(model, user)
        .filter(state__in=UNDER_REVIEW_OR_GRANTED, start_date__range=(today, today + AHEAD))
        .order_by()
        .annotate(kind_place=Value(place, output_field=IntegerField()), unit_name=F("unit__name"))
        .values_list("kind_place", "pk", "title", "unit_name", "start_date", "state")
        for place, model in enumerate(KINDS)
    ]
    return list(queries[0].union(*queries[1:], all=True).order_by("start_date", "kind_place", "pk")[:LONGEST])
