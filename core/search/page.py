"""What a person sees of a search: the panel under the box of every page, and the page of its own."""

from dataclasses import dataclass
from datetime import date

from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from core.records import Tracked
from core.screens import Screen, screens
from core.search.finding import Found, find
from core.search.words import LONGEST, Question, Rank, excerpt, marked
from core.text import vietnamese_sort_key

IN_THE_PANEL = 10
ON_THE_PAGE = 50


@dataclass(frozen=True)
class Line:
    """One find, as it is shown."""

    url: str
    kind: str
    name: SafeString
    number: SafeString
    unit: SafeString
    day: date | None
    state: dict | None
    excerpt: SafeString
    misspelt: bool


def searched() -> list[Screen]:
    return [screen for screen in screens() if issubclass(screen.model, Tracked)]


def _line(found: Found, screen: Screen) -> Line:
    shown, terms = found.entry.shown, found.terms
    return Line(
        url=screen.url("detail", found.entry.record_id),
        kind=screen.kind,
        name=marked(shown["name"], terms),
        number=marked(shown["number"], terms),
        unit=marked(shown["unit"], terms),
        day=date.fromisoformat(shown["day"]) if shown["day"] else None,
        state=_state(screen, shown["state"]),
        excerpt=excerpt(shown["parts"], " ".join([shown["name"], shown["number"], shown["unit"]]), terms),
        misspelt=found.rank is Rank.SPELLING,
    )


def _state(screen: Screen, values: dict) -> dict | None:
    """The state as the record's own page shows it today."""
    if not values:
        return None
    field = screen.model._meta.get_field
    return screen.state_of(
        screen.model(**{name: field(name).to_python(value) for name, value in values.items()})
    )


@require_safe
def search(request):
    """Everything the person may see that holds the words."""
    question = Question.of(request.GET.get("q", ""))
    everything = searched()
    chosen = request.GET.get("kind", "")
    narrowed = [screen for screen in everything if screen.model.slug == chosen]
    found = find(question, narrowed or everything, request.user)
    by_type = {screen.model._meta.label_lower: screen for screen in everything}
    partial = request.htmx and request.headers.get("HX-Target") == "search-panel"
    most = IN_THE_PANEL if partial else ON_THE_PAGE
    lines = [_line(one, by_type[one.entry.record_type]) for one in found[:most]]
    context = {
        "q": request.GET.get("q", "")[:LONGEST].replace("\0", ""),
        "asked": bool(question),
        "lines": lines,
        "told": _told(question, lines, more=len(found) > most),
        "more": len(found) > most,
    }
    if not partial:
        context |= {
            "kinds": _kinds(everything, narrowed, context["q"], request.user),
            "list_url": f"{narrowed[0].url('list')}?{urlencode({'q': context['q']})}" if narrowed else "",
            "chosen": narrowed[0].model.slug if narrowed else "",
        }
    return render(request, "core/_search_panel.html" if partial else "core/search.html", context)


def _told(question: Question, lines: list[Line], *, more: bool) -> str:
    """For those who hear the page: how many finds there are."""
    if not question:
        return ""
    if not lines:
        return _("Nothing is found.")
    if more:
        return _("The best %(count)s finds.") % {"count": len(lines)}
    return ngettext("%(count)s find.", "%(count)s finds.", len(lines)) % {"count": len(lines)}


def _kinds(everything: list[Screen], narrowed: list[Screen], q: str, user) -> list[dict]:
    """What the finds can be narrowed to: the types of which the person may see anything."""
    seen = [screen for screen in everything if not screen.model.objects.visible_to(user).query.is_empty()]
    named = sorted(
        ((screen.model.slug, screen.title) for screen in seen), key=lambda one: vietnamese_sort_key(one[1])
    )
    choices = [("", _("Everything")), *named]
    chosen = narrowed[0].model.slug if narrowed else ""
    return [
        {
            "label": label,
            "url": f"{reverse('search')}?{urlencode({'q': q, **({'kind': slug} if slug else {})})}",
            "current": slug == chosen,
        }
        for slug, label in choices
    ]
