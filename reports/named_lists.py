"""What the report names one by one: partners of the city, agreements of units, aid, conferences."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import BooleanField, ExpressionWrapper, F, Prefetch, Q, QuerySet
from django.db.models.functions import RowNumber

from agreements.indicators import ALL_SIGNINGS
from agreements.models import Agreement, Scope, SigningName
from aid_projects.indicators import AID_UNDER_WAY
from conferences.indicators import ALL_CONFERENCES
from conferences.models import Role
from core.indicators.declaration import Part
from core.indicators.windows import Window
from core.text import vietnamese_sort_key
from directory.models import Partner
from reports import catalogue
from reports.services import Figure, breakdown

MOST = 50
"""As many papers of a kind are named in a sentence. More than that is read in the rows."""
LISTED = 20
"""As many records stand in a list of the page, above the way to all of them."""


class Named(tuple):
    """The first records of a kind, in order."""

    total: int
    """How many there are in all."""

    def __new__(cls, records: Iterable[Any], total: int):
        made = super().__new__(cls, records)
        made.total = total
        return made

    @property
    def more(self) -> int:
        """How many are not named."""
        return max(self.total - len(self), 0)

    @property
    def listed(self) -> "Named":
        return Named(self[:LISTED], self.total)


@dataclass(frozen=True)
class NamedLists:
    """Records of the window in the order in which the report tells them."""

    city: Named
    department: Named
    units: Named
    domestic: Named
    conferences: Named
    aid: Named
    purposes: tuple[str, ...]
    """Codes of the purposes of the trips counted, the most frequent first."""


def named_lists(window: Window, figures: Mapping[str, Figure], *, user=None) -> NamedLists:
    """`figures` of the same window say how many there are of each."""
    place = models.Window(
        RowNumber(), [F("scope"), F("signing_name")], [F(name) for name in ALL_SIGNINGS.family.order]
    )
    signed = _first(
        ALL_SIGNINGS, window, user, lambda rows: rows.annotate(place=place).filter(place__lte=MOST)
    )
    papers = list(signed.prefetch_related(_with_country("partners")))
    aid = _first(AID_UNDER_WAY, window, user, lambda rows: rows[:LISTED])
    hosted_first = ExpressionWrapper(Q(role=Role.CHU_TRI), BooleanField()).desc()
    conferences = _first(ALL_CONFERENCES, window, user, lambda rows: rows[:LISTED], hosted_first)

    def of(name: SigningName, code: str) -> Named:
        return Named(
            (p for p in papers if p.is_international and p.signing_name == name), figures[code].value
        )

    return NamedLists(
        city=of(SigningName.TP, "TT02"),
        department=of(SigningName.SO, "TT03"),
        units=of(SigningName.DONVI, "TT04"),
        domestic=Named((p for p in papers if p.scope == Scope.TRONG_NUOC), figures["TT05"].value),
        conferences=Named(conferences, figures["HN01"].value + figures["HN02"].value),
        aid=Named(aid.prefetch_related(_with_country("donors")), figures["VT01"].value),
        purposes=tuple(purposes(window, user=user)),
    )


def _first(
    part: Part, window: Window, user, chosen: Callable[[QuerySet], QuerySet], *before: Any
) -> QuerySet:
    """Some of the rows of a part. They are chosen by what an index holds; only then are whole records fetched."""
    order = (*before, *part.family.order)
    keys = chosen(part.rows(window, user).order_by(*order)).values("pk")
    return part.family.base(user).filter(pk__in=keys).select_related("unit").order_by(*order)


def _with_country(path: str) -> Prefetch:
    return Prefetch(path, queryset=Partner.objects.select_related("country").order_by("pk"))


def purposes(window: Window, *, user=None) -> list[str]:
    """Codes of the purposes of the outbound delegations counted, the most frequent first."""
    slices = breakdown(catalogue.chosen("DR01"), "purpose", window, user=user)
    slices.sort(key=lambda each: (-each.values["DR01"], vietnamese_sort_key(each.label)))
    return [each.key for each in slices]


def by_country(partners: Iterable[Partner]) -> list[tuple[str, list[Partner]]]:
    """Partners gathered under their countries, in the order in which they first come; "" for none."""
    found: dict[str, list[Partner]] = {}
    for partner in partners:
        here = found.setdefault(str(partner.country) if partner.country else "", [])
        if partner not in here:
            here.append(partner)
    return list(found.items())


def partners_of(papers: Iterable[Agreement]) -> list[Partner]:
    return [partner for paper in papers for partner in paper.partners.all()]
