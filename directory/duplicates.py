"""Partners and persons that may stand in the directory twice: found, and remembered when they do not.

Names are read into an index once and kept in the process until something in the directory changes. What the finder
saw last is kept as `LikelyPair`s: 20,000 names are compared at night, not while a page waits.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core import access, bulk
from core.likeness import NEAR, SAME
from core.likeness.bodies import Likeness, likeness
from core.likeness.index import Index
from core.likeness.lexicon import Is
from core.likeness.names import Names
from core.likeness.persons import person_keys, person_likeness
from directory.models import Partner, PartnerAlias, Person
from directory.twins import LikelyPair, NotDuplicate

MOST_SIMILAR = 5


@dataclass(frozen=True)
class Similar:
    pk: int
    name: str
    score: float


# --- who may put the directory in order ---------------------------------------------------------


def may_merge(user, model) -> bool:
    """Partners: who keeps the directory; persons: who changes the records of every unit."""
    return user.may(access.EDIT_DIRECTORY if model is Partner else access.EDIT_ALL)


# --- partners -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Partners:
    """Every live partner by its names."""

    index: Index
    names: dict[int, str]

    def similar(self, name: str, country: str, least: float) -> list[Similar]:
        found = self.index.similar(Names.of([name], country), least=least)
        return [Similar(pk, self.names[pk], score) for score, pk in found]

    def pairs(self) -> Iterator[tuple[float, int, int]]:
        return self.index.pairs(least=SAME)


def _read_partners() -> Partners:
    others = defaultdict(list)
    for pk, name in PartnerAlias.objects.order_by("pk").values_list("partner_id", "name"):
        others[pk].append(name)
    rows = Partner.objects.live().order_by("pk").values_list("pk", "name", "original_name", "country__code")
    names, bodies = {}, {}
    for pk, name, original, code in rows:
        names[pk] = name
        bodies[pk] = Names.of([name, original, *others[pk]], code or "")
    return Partners(Index(bodies), names)


def names_of(partner: Partner) -> Names:
    return Names.of(
        [partner.name, partner.original_name, *(row.name for row in partner.aliases.all())],
        partner.country.code if partner.country else "",
    )


# --- persons ------------------------------------------------------------------------------------

BIRTH_AGREES, BIRTH_NEAR, BIRTH_DIFFERS = 0.2, 0.05, -0.5
UNIT_AGREES, UNIT_OPEN, UNIT_DIFFERS = 0.1, 0.0, -0.15
NAME_SHARE = 0.8
"""What the same name alone says: not enough, for many people share one."""


@dataclass(frozen=True)
class Known:
    """What tells one person from another."""

    name: str
    birth_date: datetime.date | None = None
    unit_id: int | None = None


def persons_likeness(one: Known, other: Known) -> float:
    """From SAME on likely one person: the same name and birth date; or the same name and unit, no birth date against it."""
    score = NAME_SHARE * person_likeness(one.name, other.name)
    if not score:
        return 0.0
    if one.birth_date and other.birth_date:
        score += _birth(one.birth_date, other.birth_date)
    if one.unit_id and other.unit_id:
        moved = one.birth_date and one.birth_date == other.birth_date
        score += UNIT_AGREES if one.unit_id == other.unit_id else (0.0 if moved else UNIT_DIFFERS)
    return max(0.0, min(score, 1.0))


def _birth(one: datetime.date, other: datetime.date) -> float:
    if one == other:
        return BIRTH_AGREES
    turned = (one.day, one.month) == (other.month, other.day) and one.year == other.year
    stroke = sum(a != b for a, b in zip(f"{one:%d%m%Y}", f"{other:%d%m%Y}", strict=True)) == 1
    return BIRTH_NEAR if turned or stroke else BIRTH_DIFFERS


@dataclass(frozen=True)
class Persons:
    """Every live person by name."""

    known: dict[int, Known]
    by_key: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def _candidates(self, name: str) -> set[int]:
        return {pk for key in person_keys(name) for pk in self.by_key.get(key, ())}

    def similar(self, who: Known, least: float) -> list[Similar]:
        scored = [(persons_likeness(who, self.known[pk]), pk) for pk in self._candidates(who.name)]
        found = sorted((pair for pair in scored if pair[0] >= least), key=lambda pair: (-pair[0], pair[1]))
        return [Similar(pk, self.known[pk].name, score) for score, pk in found]

    def pairs(self) -> Iterator[tuple[float, int, int]]:
        for pk, who in self.known.items():
            for other in self._candidates(who.name):
                if other > pk and (score := persons_likeness(who, self.known[other])) >= SAME:
                    yield score, pk, other


def _read_persons() -> Persons:
    rows = Person.objects.live().order_by("pk").values_list("pk", "full_name", "birth_date", "unit_id")
    found = Persons({pk: Known(name, birth, unit) for pk, name, birth, unit in rows})
    for pk, who in found.known.items():
        for key in person_keys(who.name):
            found.by_key[key].append(pk)
    return found


# --- kept in the process ------------------------------------------------------------------------

_READ = {Partner: _read_partners, Person: _read_persons}
_KEPT: dict[type, tuple[tuple, Any]] = {}


def _stamp(model) -> tuple:
    """Another one whenever a name was entered, changed or withdrawn: every write leaves its time and its history."""
    rows = model._base_manager.aggregate(Count("pk"), Max("updated_at"))
    if model is Person:
        return tuple(rows.values())
    told = (
        PartnerAlias._base_manager.aggregate(Count("pk"), Max("pk")),
        PartnerAlias.history.aggregate(Max("history_id")),
    )
    return tuple(value for part in (rows, *told) for value in part.values())


def known(model) -> Any:
    """Every live partner (`Partners`) or person (`Persons`); read anew when the directory has changed."""
    stamp = _stamp(model)
    kept = _KEPT.get(model)
    if kept is None or kept[0] != stamp:
        kept = _KEPT[model] = (stamp, _READ[model]())
    return kept[1]


def similar_to(model, names: Iterable[str], *, country=None, least: float = NEAR) -> dict[str, list[Similar]]:
    """For each name the partners or persons like it, the likest first. `country`: a Country or its code.

    It looks at the whole directory: show what `visible_to` the person who asks.
    """
    code = getattr(country, "code", country) or ""
    directory = known(model)
    return {
        name: directory.similar(name, code, least)
        if model is Partner
        else directory.similar(Known(name), least)
        for name in dict.fromkeys(names)
    }


def similar_persons(who: Known, *, least: float = NEAR) -> list[Similar]:
    return known(Person).similar(who, least)


# --- pairs --------------------------------------------------------------------------------------


def in_order(first: int, second: int) -> tuple[int, int]:
    return (first, second) if first < second else (second, first)


def refresh(model) -> int:
    """Find the likely pairs anew; what was said to be different stays out, also of what was merged since."""
    label = model._meta.label_lower
    heirs = {
        row.pk: row.heir.pk
        for row in model._base_manager.exclude(merged_into=None).select_related("merged_into")
    }
    apart = {
        in_order(heirs.get(first, first), heirs.get(second, second))
        for first, second in NotDuplicate.objects.filter(record_type=label).values_list(
            "first_id", "second_id"
        )
    }
    found = {(first, second): score for score, first, second in _READ[model]().pairs()}
    found = {pair: score for pair, score in found.items() if pair not in apart}
    for row in LikelyPair.objects.filter(record_type=label):
        if (row.first_id, row.second_id) not in found:
            row.delete()
    rows = [
        LikelyPair(record_type=label, first_id=first, second_id=second, score=score)
        for (first, second), score in found.items()
    ]
    for part in bulk.batches(rows):
        bulk.upsert(part, unique=("record_type", "first_id", "second_id"))
    return len(rows)


def refresh_all() -> str:
    """Nightly: all likely pairs."""
    count = sum(refresh(model) for model in _READ)
    return _("%(count)s pairs that may be the same.") % {"count": count}


def likely_pairs(model, user, *, said: bool = False) -> QuerySet:
    """Pairs of which this person sees both, the likest first; with `said`, those somebody called different."""
    label = model._meta.label_lower
    seen = model.objects.visible_to(user).order_by().values("pk")
    rows = (NotDuplicate if said else LikelyPair).objects.filter(
        record_type=label, first_id__in=seen, second_id__in=seen
    )
    if said:
        return rows.order_by("-said_at", "-pk")
    apart = NotDuplicate.objects.filter(
        record_type=label, first_id=OuterRef("first_id"), second_id=OuterRef("second_id")
    )
    return rows.exclude(Exists(apart)).order_by("-score", "first_id", "second_id")


def say_different(model, first: int, second: int, *, by) -> None:
    """Remember that these two are two; saying it twice is saying it once."""
    one, other = in_order(first, second)
    NotDuplicate.objects.get_or_create(
        record_type=model._meta.label_lower,
        first_id=one,
        second_id=other,
        defaults={"said_at": timezone.now(), "said_by": by, "said_by_name": str(by)},
    )


def unsay_different(model, first: int, second: int) -> None:
    one, other = in_order(first, second)
    for row in NotDuplicate.objects.filter(
        record_type=model._meta.label_lower, first_id=one, second_id=other
    ):
        row.delete()


# --- why ----------------------------------------------------------------------------------------


def reasons(one, other) -> dict[str, list[str]]:
    """In words: what speaks for one and the same, and what against it."""
    return _of_partners(one, other) if isinstance(one, Partner) else _of_persons(one, other)


def _of_partners(one: Partner, other: Partner) -> dict[str, list[str]]:
    found = likeness(names_of(one), names_of(other))
    told = {"for": [_words_of(found)], "against": []}
    for label, a, b in (
        (_("country"), one.country_id, other.country_id),
        (_("kind"), one.kind, other.kind),
        (_("registration number"), one.registration_number, other.registration_number),
        (_("website"), one.website, other.website),
        (_("e-mail"), one.email, other.email),
    ):
        _weigh(told, label, a, b)
    alone = [*found.only_first, *found.only_second]
    words = [word.text for word in alone if word.kind in (Is.NAME, Is.PLACE, Is.NUMBER)]
    told["against"] += [_("only one says “%(word)s”") % {"word": word} for word in words]
    if any(word.kind == Is.KIND for word in alone):
        told["against"].append(_("only one says what kind of body it is"))
    return told


def _words_of(found: Likeness) -> str:
    if found.slips:
        pairs = ", ".join(f"{one} / {other}" for one, other in found.slips)
        return _("the names differ by a slip of the pen: %(pairs)s") % {"pairs": pairs}
    return _("the names are the same in other words or another spelling")


def _of_persons(one: Person, other: Person) -> dict[str, list[str]]:
    score = person_likeness(one.full_name, other.full_name)
    told = {"for": [], "against": []}
    told["for"].append(
        _("the same name") if score == 1 else _("names that differ in accents, order or a letter")
    )
    for label, a, b in (
        (_("birth date"), one.birth_date, other.birth_date),
        (_("unit"), one.unit_id, other.unit_id),
        (_("gender"), one.gender, other.gender),
        (_("e-mail"), one.email, other.email),
        (_("telephone"), one.phone, other.phone),
    ):
        _weigh(told, label, a, b)
    return told


def _weigh(told: dict, label: str, one, other) -> None:
    if one and other:
        key, words = ("for", _("same %(what)s")) if one == other else ("against", _("different %(what)s"))
        told[key].append(words % {"what": label})
