"""What the screens of one record type share, declared once in `<app>/views.py`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.text import capfirst
from django.views.generic.base import ContextMixin

from core.approval import Procedure
from core.checklist import Item
from core.checks import Check, found_in
from core.columns import Column
from core.forms import RecordForm, Rows
from core.states import as_shown
from core.workflow import Transition

_DECLARED: dict[str, "Screen"] = {}


def screens() -> tuple["Screen", ...]:
    """Every screen of the product, by slug; a new record type is among them by being declared."""
    import_module(settings.ROOT_URLCONF)  # the site map has every one imported, in the worker too
    return tuple(_DECLARED[slug] for slug in sorted(_DECLARED))


def screen_of(slug: str) -> "Screen":
    """The screen of this type. Raises LookupError."""
    screens()
    return _DECLARED[slug]


@dataclass(frozen=True)
class Screen:
    """How one record type is listed, typed, moved and shown."""

    model: type
    columns: tuple[Column, ...]
    form: type[RecordForm]
    filterset: type
    rows: tuple[Rows, ...] = ()
    transitions: tuple[Transition, ...] = ()
    procedure: Callable[[Any], Procedure] | None = None
    """By which procedure a dossier is decided, where the type has any."""
    tones: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    warnings: Callable[[Any], list[str]] = lambda record: []
    """What to look at in the record alone."""
    checklist: tuple[Item, ...] = ()
    """What the dossier needs before it is sent."""
    checks: tuple[Check, ...] = ()
    """Rules across records; the department sees who breaks them."""
    empty_hint: Any = ""
    beside: Callable[[Any, Any], dict] | None = None
    """Of a record and a person: what else stands beside its page, with the template that shows it."""
    files: tuple[tuple[Any, str], ...] = ()
    """Other files the list can be taken as: what it is called, the name of the address."""
    papers: tuple = ()
    """`core.papers.printing.PaperKind`s."""
    tools: Callable[[Any, Any], list[dict]] = lambda record, user: []
    """What else the person may do with the record: [{label, url, icon}]."""
    undoings: Callable[[Any, Any], list[dict]] = lambda record, user: []
    """What was done to the record as a whole and can be undone, for its history page: see core/history.html."""

    def __post_init__(self) -> None:
        _DECLARED.setdefault(self.model.slug, self)

    @property
    def title(self) -> str:
        return capfirst(str(self.model._meta.verbose_name_plural))

    @property
    def kind(self) -> str:
        return capfirst(str(self.model._meta.verbose_name))

    def url(self, name: str, *args) -> str:
        return reverse(f"{self.model.slug}_{name}", args=args)

    def findings(self, record) -> list[str]:
        """Everything someone should look at, in words."""
        return [*self.warnings(record), *found_in(record, self.checks)]

    def state_of(self, record) -> dict | None:
        """The state to show: label, tone and icon."""
        return as_shown(record.shown_state, self.tones)


class ScreenView(ContextMixin):
    """A view of one screen: `RecordList.as_view(screen=OUTBOUND)`."""

    screen: Screen = None

    def get_queryset(self):
        return self.screen.model.objects.visible_to(self.request.user)

    def crumbs(self, *more) -> list[dict]:
        return [
            {"label": self.screen.title, "url": self.screen.url("list")},
            *({"label": label, "url": url} for label, url in more),
        ]
