"""Every address of the site map, filled with the keys of the unit's business."""

from itertools import product

from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import ApiToken
from core.attachments import Attachment
from core.bulk_actions import BULK
from core.deadlines import Holiday, Rule
from core.jobs import Job
from core.notifications import Notification
from core.saved_views import SavedView
from directory.models import Partner, Person
from directory.twins import Merging
from exchange.models import ImportBatch
from reports.catalogue import BY_CODE
from reports.models import PaperReport, ReportPeriod, UnitReport
from reports.workflow import PERIOD_STEP, UNIT_STEP
from tests.contracts.world import DOSSIERS, MARK, World
from tests.factories import people
from tests.factories.records import SHARED, record_types
from worklist.calendars.happenings import BY_SLUG
from worklist.models import CalendarFeed, Held

REPORTS = (ReportPeriod, UnitReport)
PERIOD_PAGES = [f"period_{name}" for name in ("detail", "edit", "history", "remind", "withdraw", "act")]
SECTOR_PAGES = (
    *(f"report_{name}" for name in ("text", "slot", "examples", "preview", "issue", "issues")),
    *(f"issue_{name}" for name in ("detail", "figure", "file", "changes", "diff")),
)
"""About a period too, and for those who see all units only."""
INTAKE_PAGES = [
    f"intake_{name}"
    for name in ("rows", "columns", "values", "row", "exclude", "store", "undo", "drop", "file")
]
UNIT_REPORT_PAGES = [f"unit_report_{name}" for name in ("detail", "edit", "history", "figure", "act")]


def patterns(resolver=None, prefix: str = "", parameters=()) -> list[tuple[str, URLPattern, tuple]]:
    """(route, pattern, its parameters) of every address there is."""
    found = []
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        names = (*parameters, *entry.pattern.converters)
        if isinstance(entry, URLResolver):
            found += patterns(entry, route, names)
        else:
            found.append((route, entry, names))
    return found


class Unfilled(Exception):
    """Nobody said with which keys this address is to be asked for."""


def values_of(name: str, pattern: URLPattern, world: World) -> list:
    """The owner's values of one parameter of an address."""
    screen = getattr(pattern.callback, "view_initkwargs", {}).get("screen")
    if name == "pk" and screen is not None and screen.model in REPORTS:
        return _keys(screen.model)
    if name == "pk" and screen is not None and screen.model in (*world.records, *SHARED):
        if screen.model in SHARED:
            return list(screen.model.objects.values_list("pk", flat=True)[:2])
        return [record.pk for record in world.records[screen.model]]
    if name == "step" and screen is not None:
        return [step.name for step in screen.transitions]
    if name == "paper" and screen is not None:
        return [kind.code for kind in screen.papers]
    if name == "view":
        return _keys(SavedView.objects.filter(list=screen.model.slug))
    if name == "job":
        return _keys(Job.objects.filter(kind=BULK, payload__list=screen.model.slug))
    found = {
        ("number",): lambda: [record.number for model in DOSSIERS for record in world.records[model]],
        ("code",): lambda: list(BY_CODE),
        ("slug",): lambda: [model.slug for model in record_types()],
        ("pk", "reveal"): lambda: sorted({record.pk for record in world.every()}),
        **{("pk", name): lambda: _keys(ReportPeriod) for name in (*PERIOD_PAGES, *SECTOR_PAGES)},
        **{("pk", f"paper_report_{name}"): lambda: _keys(PaperReport) for name in ("detail", "withdraw")},
        ("slot",): lambda: ["outbound.trips", "difficulties.units"],
        ("version",): lambda: [2],
        ("other",): lambda: [1],
        ("kind",): lambda: ["pdf"],
        **{("pk", name): lambda: _keys(UnitReport) for name in UNIT_REPORT_PAGES},
        ("step", "period_act"): lambda: list(PERIOD_STEP),
        ("step", "unit_report_act"): lambda: list(UNIT_STEP),
        ("pk", "token_revoke"): lambda: _keys(ApiToken),
        ("pk", "api_attachment"): lambda: _keys(Attachment),
        **{("pk", name): lambda: _keys(ReportPeriod) for name in ("api_issues", "api_issue", "api_issue_file")},
        ("pk", "bell_open"): lambda: _keys(Notification),
        ("pk", "file"): lambda: _keys(Attachment),
        ("pk", "file_remove"): lambda: _keys(Attachment),
        **{
            (name, f"{model.slug}_{door}"): lambda model=model, place=place: _keys(model)[:2][-place:][:1]
            for model in (Partner, Person)
            for place, name in enumerate(("first", "second"))
            for door in ("merge", "different")
        },
        ("merging",): lambda: _keys(Merging),
        ("pk", "user_edit"): lambda: [people.owner().pk],
        ("pk", "rule_edit"): lambda: _keys(Rule)[:1],
        ("pk", "holiday_edit"): lambda: _keys(Holiday)[:1],
        **{("pk", f"unit_{name}"): lambda: [people.unit().pk] for name in ("rename", "merge", "take_back")},
        ("token", "calendar_feed"): lambda: [_revoked()],
        ("pk", "calendar_revoke"): lambda: _keys(CalendarFeed),
        ("slug", "record_ics"): lambda: list(BY_SLUG),
        ("pk", "record_ics"): lambda: sorted({world.records[model][0].pk for model, _paths in BY_SLUG.values()}),
        ("pk", "job_detail"): lambda: _keys(Job),
        ("pk", "job_file"): lambda: _keys(Job),
        ("stored",): lambda: ["result.xlsx", "pdf"],
        ("pk", "workbook_result"): lambda: [job.pk for job in world.jobs],
        **{("pk", name): lambda: _keys(ImportBatch) for name in INTAKE_PAGES},
        ("position",): lambda: [2],
        ("pk", "workbook_confirm"): lambda: [job.pk for job in world.jobs],
    }  # fmt: skip
    values = found.get((name, pattern.name)) or found.get((name,))
    if values is None or not (filled := values()):
        raise Unfilled(f"{pattern.name}: {name}")
    return filled


def _revoked() -> str:
    """The token of an address that answers no more; one in use is itself the key, to whoever has it."""
    feed, token = CalendarFeed.objects.begin(people.owner(), MARK, Held.values)
    feed.revoke()
    return token


def _keys(rows) -> list[int]:
    """Of a model, or of some of its rows."""
    found = rows if isinstance(rows, models.QuerySet) else rows.objects
    return list(found.order_by("pk").values_list("pk", flat=True))


def addresses(world: World) -> list[tuple[str, str]]:
    """(name, address) of every address of the site, filled with every key of the owner."""
    found = []
    for _route, pattern, names in patterns():
        for filled in product(*(values_of(name, pattern, world) for name in names)):
            found.append((pattern.name, reverse(pattern.name, kwargs=dict(zip(names, filled, strict=True)))))
    return found
