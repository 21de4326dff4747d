"""What administrators do to accounts and settings, written to the events: nobody gains a right in silence."""

from django.utils.translation import override

from accounts.models import User
from core import events
from core.access import MANAGE_UNIT_USERS, MANAGE_USERS
from core.facts import in_words

KEPT = ("username", "last_name", "first_name", "email", "unit", "is_active")


def in_short(row, names) -> dict[str, str]:
    """Name of a field → its stored value in words, always in Vietnamese."""
    stored = type(row)._base_manager.filter(pk=row.pk).first()
    if stored is None:
        return {}
    with override("vi"):
        return {name: _in_words(stored, name) for name in names}


def _in_words(row, name: str) -> str:
    field = row._meta.get_field(name)
    return str(getattr(row, name) or "") if field.many_to_one else in_words(field, getattr(row, name))


def account_in_short(user: User) -> dict[str, str]:
    return in_short(user, KEPT) | {"roles": "; ".join(_role(held) for held in user.held_roles.all())}


def _role(held) -> str:
    days = [f"{day:%d/%m/%Y}" if day else "" for day in (held.start_date, held.end_date)]
    return f"{held.role} {'–'.join(days)}" if any(days) else held.role


def log_change(row, before: dict, after: dict, *, by, action: str) -> None:
    """One event with every value that changed; none when nothing did."""
    changes = [
        f"{name}: {before.get(name, '')} → {after[name]}"
        for name in after
        if before.get(name, "") != after[name]
    ]
    if changes:
        events.log(events.Event.Kind.ADMIN, by=by, record=row, action=action, comment="\n".join(changes))


def has_administrator() -> bool:
    """Is there still someone who may keep accounts?"""
    return User.objects.holding(MANAGE_USERS).exists()


def has_head(unit) -> bool:
    """Is there someone who approves for the unit and keeps its accounts?"""
    return User.objects.holding(MANAGE_UNIT_USERS, unit.pk).exists()
