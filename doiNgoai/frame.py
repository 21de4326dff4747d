"""What stands around every page: the navigation a person may use, and the department."""

from django.db.models import Count, Value
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from core import access
from core.approval import ApprovalStep
from core.department import Department
from core.notifications import Notification, in_the_bell

READ = (access.VIEW_ALL, access.VIEW_UNIT)
KEEPERS = (access.MANAGE_USERS, access.MANAGE_UNIT_USERS)


def _groups() -> list[tuple[str, list[tuple]]]:
    """Groups of (label, name of the address, icon, permissions of which one is needed)."""
    return [
        (
            "",
            [
                (_("Overview"), "home", "speedometer2", READ),
                (_("My work"), "inbox", "inbox", READ),
                (_("Deadlines"), "deadline_list", "alarm", READ),
            ],
        ),
        (
            _("Activities"),
            [
                (_("Outbound"), "outbound_list", "airplane", READ),
                (_("Inbound"), "inbound_list", "people", READ),
                (_("Agreements"), "agreement_list", "file-earmark-text", READ),
                (_("Conferences"), "conference_list", "easel", READ),
                (_("Aid"), "aid_list", "box2-heart", READ),
                (_("Irregularities"), "irregularities", "exclamation-triangle", READ),
            ],
        ),
        (
            _("People in charge"),
            [
                (_("Focal points"), "focal_point_list", "person-badge", READ),
                (_("Training"), "training_list", "mortarboard", READ),
            ],
        ),
        (
            _("Plan and report"),
            [
                (_("Programme of the year"), "planned_list", "calendar3", READ),
                (_("Reporting periods"), "period_list", "calendar-range", READ),
                (_("Six-month report"), "summary", "clipboard-data", READ),
                (_("Difficulties in figures"), "gauges", "speedometer", READ),
                (
                    _("Data in and out"),
                    "data_hub",
                    "arrow-down-up",
                    (access.EXCHANGE_WORKBOOK, access.EDIT_ALL, access.EDIT_UNIT),
                ),
            ],
        ),
        (
            _("Directory"),
            [
                (_("Partners"), "partner_list", "globe", (*READ, access.EDIT_DIRECTORY)),
                (_("Possible duplicates"), "partner_duplicates", "intersect", (access.EDIT_DIRECTORY,)),
                (_("Units"), "unit_list", "hospital", (*READ, access.EDIT_DIRECTORY)),
                (_("Persons"), "person_list", "person-vcard", READ),
                (_("Withdrawn dossiers"), "withdrawn_list", "trash3", (access.EDIT_ALL, access.EDIT_UNIT)),
            ],
        ),
        (
            _("Administration"),
            [
                (_("Users"), "user_list", "person-gear", KEEPERS),
                (_("Roles"), "role_list", "person-lock", KEEPERS),
                (_("API keys"), "token_list_all", "key", KEEPERS),
                (_("Log"), "log", "journal-text", (access.MANAGE_USERS,)),
                (_("Retention"), "retention", "eraser", (access.MANAGE_SETTINGS,)),
                (_("Settings"), "department_settings", "gear", (access.MANAGE_SETTINGS,)),
                (_("Chains of approval"), "chain_list", "diagram-2", (access.MANAGE_SETTINGS,)),
                (_("Rules and deadlines"), "rule_list", "list-check", (access.MANAGE_SETTINGS,)),
                (_("Days off"), "holiday_list", "calendar-x", (access.MANAGE_SETTINGS,)),
            ],
        ),
    ]


def _item(label: str, name: str, icon: str, counts: dict) -> dict:
    return {"label": label, "url": reverse(name), "icon": icon, "active": False, "count": counts.get(name, 0)}


def counts_for(user) -> dict[str, int]:
    """What waits for the person and what the bell has not told yet. Every page asks both: one query."""
    asked = {
        "inbox": ApprovalStep.objects.waiting_for(user),
        "bell": Notification.objects.of(user).unread_counted(),
    }
    steps, notices = (
        rows.order_by().values(what=Value(name)).annotate(count=Count("pk")) for name, rows in asked.items()
    )
    return dict(steps.union(notices, all=True).values_list("what", "count"))


def navigation(user, path: str, counts: dict) -> list[dict]:
    groups = []
    for label, items in _groups():
        allowed = [item[:3] for item in items if any(user.may(permission) for permission in item[3])]
        if allowed:
            groups.append({"label": label, "items": [_item(*entry, counts) for entry in allowed]})
    _mark_active([item for group in groups for item in group["items"]], path)
    return groups


def _mark_active(items: list[dict], path: str) -> None:
    """The entry whose address goes furthest along the path; the overview only on its own page."""
    home = reverse("home")
    here = [
        item
        for item in items
        if path == item["url"] or (path.startswith(item["url"]) and item["url"] != home)
    ]
    if here:
        max(here, key=lambda item: len(item["url"]))["active"] = True


def frame(request) -> dict:
    """Context of every page; for a person who is signed in, also the navigation."""
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    # Asked only where they are drawn: not on fragments.
    counts = SimpleLazyObject(lambda: counts_for(user))
    nav = SimpleLazyObject(lambda: navigation(user, request.path, counts) if signed_in else [])
    return {
        "nav": nav,
        "bottom_nav": SimpleLazyObject(lambda: [item for group in nav for item in group["items"]][:5]),
        "department": Department.current(),
        "crumbs": [],
        "unread": SimpleLazyObject(lambda: in_the_bell(counts.get("bell", 0))),
    }
