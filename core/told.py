"""What people were told of dossiers is shown only while they may read the dossier: who changed unit or lost a role may not."""

from collections import defaultdict
from collections.abc import Iterable

from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from core.notifications import Notification


def readable(notices: Iterable[Notification], user) -> list[Notification]:
    """The notices this person may still read. One query for each type of dossier among them."""
    notices = list(notices)
    subjects = {notice.pk: _subject(notice.url) for notice in notices}
    wanted = defaultdict(set)
    for model, key in filter(None, subjects.values()):
        wanted[model].add(key)
    seen = {(model, key) for model, keys in wanted.items() for key in _seen(model, keys, user)}
    return [notice for notice in notices if subjects[notice.pk] is None or subjects[notice.pk] in seen]


def without_the_rest(notices: Iterable[Notification], user) -> list[Notification]:
    """All of them, but without what those one may no longer read tell."""
    notices = list(notices)
    kept = {notice.pk for notice in readable(notices, user)}
    for notice in notices:
        if notice.pk not in kept:
            notice.text, notice.url = _("About a dossier you may no longer see."), ""
    return notices


def _subject(url: str) -> tuple | None:
    """Type and key of the dossier whose page this is; None for every other address."""
    try:
        found = resolve(url)
    except Resolver404:
        return None
    of_class = getattr(getattr(found.func, "view_class", None), "screen", None)
    screen, key = getattr(found.func, "view_initkwargs", {}).get("screen", of_class), found.kwargs.get("pk")
    return (screen.model, key) if screen is not None and key is not None else None


def _seen(model, keys: set[int], user):
    rows = model.objects.visible_to(user) | model.objects.withdrawn_for(user)
    return rows.filter(pk__in=keys).values_list("pk", flat=True)
