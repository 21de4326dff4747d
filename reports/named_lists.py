"""What the report names one by one: partners of the city, agreements of units, aid, conferences."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch

from agreements.indicators import ALL_SIGNINGS
from agreements.models import Agreement, Scope, SigningName
from aid_projects.indicators import AID_UNDER_WAY
from aid_projects.models import AidProject
from conferences.indicators import ALL_CONFERENCES
from conferences.models import Conference, Role
from core.indicators import Window
from core.text import vietnamese_sort_key
from directory.models import Partner
from reports import catalogue
from reports.services import breakdown, part_rows


@dataclass(frozen=True)
class NamedLists:
    """Records of the window in the order in which the report tells them."""

    city: tuple[Agreement, ...]
    department: tuple[Agreement, ...]
    units: tuple[Agreement, ...]
    domestic: tuple[Agreement, ...]
    conferences: tuple[Conference, ...]
    aid: tuple[AidProject, ...]
    purposes: tuple[str, ...]
    """Codes of the purposes of the trips counted, the most frequent first."""


def named_lists(window: Window, *, user=None) -> NamedLists:
    signed = part_rows(ALL_SIGNINGS, window, user=user).select_related("unit")
    papers = list(signed.prefetch_related(_with_country("partners")))
    aid = part_rows(AID_UNDER_WAY, window, user=user).select_related("unit")
    conferences = part_rows(ALL_CONFERENCES, window, user=user).select_related("unit")

    def of(name: SigningName) -> tuple[Agreement, ...]:
        return tuple(paper for paper in papers if paper.scope == Scope.QUOC_TE and paper.signing_name == name)

    return NamedLists(
        city=of(SigningName.TP),
        department=of(SigningName.SO),
        units=of(SigningName.DONVI),
        domestic=tuple(paper for paper in papers if paper.scope == Scope.TRONG_NUOC),
        conferences=tuple(sorted(conferences, key=lambda conference: conference.role != Role.CHU_TRI)),
        aid=tuple(aid.prefetch_related(_with_country("donors"))),
        purposes=tuple(purposes(window, user=user)),
    )


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
