"""Two partners, or two persons, made one: what would move, and moving it. Taken back by `directory/unmerging.py` (ADR 10).

The one kept takes over what refers to the other; the other stays as a tombstone that leads to it, its names as aliases.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core import bulk, events
from core.constraints import violations
from core.facts import in_words
from core.records import Kept
from core.scope import ScopedQuerySet
from core.sight import Sight
from core.text import match_key
from core.workflow import Refused
from directory.models import Partner, PartnerAlias
from directory.relations import How, Relation, relations_of
from directory.twins import Merging

KEPT, GONE = "kept", "gone"
"""Of two values, or two rows that cannot stand side by side: of which the one is taken."""


class Stale(Refused):
    """Somebody changed something after the preview was shown."""


# --- what would move ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Clash:
    """Two rows of which only one may refer to the record kept: the same person twice on a delegation."""

    relation: Relation
    kept: Any
    gone: Any

    @property
    def key(self) -> str:
        return f"{self.relation.model._meta.label_lower}-{self.gone.pk}"


@dataclass
class Move:
    """The rows of one relation."""

    relation: Relation
    rows: list = field(default_factory=list)
    """Will refer to the record kept."""
    doubles: list = field(default_factory=list)
    """Say what a row of the record kept says already: taken away (links), or left where they are (other names)."""
    clashes: list[Clash] = field(default_factory=list)

    @property
    def everything(self) -> list:
        return [*self.rows, *self.doubles, *(clash.gone for clash in self.clashes)]


@dataclass
class Plan:
    kept: Any
    gone: Any
    moves: list[Move]

    @property
    def clashes(self) -> list[Clash]:
        return [clash for move in self.moves for clash in move.clashes]

    @property
    def fingerprint(self) -> str:
        """Another one when anything the preview shows has changed."""
        told = [self.kept.pk, self.kept.version, self.gone.pk, self.gone.version]
        for move in self.moves:
            told.append([move.relation.name, [[row.pk, *_versions(move, row)] for row in move.everything]])
            told.append([[clash.kept.pk, clash.gone.pk] for clash in move.clashes])
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:24]


def _versions(move: Move, row) -> list[int]:
    owner = move.relation.owner(row)
    return [getattr(owner, "version", 0)] if move.relation.how is not How.OWN else []


def plan_for(kept, gone) -> Plan:
    """Everything that refers to `gone`, and what becomes of it."""
    return Plan(kept, gone, [_move(relation, kept, gone) for relation in relations_of(type(kept))])


def _move(relation: Relation, kept, gone) -> Move:
    move, mine = Move(relation), relation.rows(kept)
    for row in relation.rows(gone):
        if relation.how is How.OWN and _is_told(row, kept, mine):
            move.doubles.append(row)
        elif rivals := relation.rivals(row, mine):
            if relation.how is How.LINK:
                move.doubles.append(row)
            else:
                move.clashes.append(Clash(relation, rivals[0], row))
        else:
            move.rows.append(row)
    return move


def _is_told(row, kept, mine: list) -> bool:
    """Does the record kept say this already, in another row or as its own name?"""
    told = {match_key(str(other)) for other in mine} | {match_key(name) for name in _own_names(kept)}
    return match_key(str(row)) in told


def _own_names(record) -> list[str]:
    return [record.name, record.original_name] if isinstance(record, Partner) else [record.full_name]


# --- the fields ---------------------------------------------------------------------------------


def fields_of(model) -> list[models.Field]:
    """What a person fills in."""
    return [item for item in model._meta.concrete_fields if item.editable and not item.primary_key]


def differing(kept, gone, user) -> list[dict]:
    """Fields in which the two differ and that this person may read, in words, and which of the two to take if nobody says."""
    sight, other = Sight(user, kept), Sight(user, gone)
    found = []
    for item in fields_of(type(kept)):
        mine, theirs = getattr(kept, item.attname), getattr(gone, item.attname)
        if mine == theirs or not theirs or not (sight.reads(item) and other.reads(item)):
            continue
        found.append(
            {
                "name": item.name,
                "label": capfirst(str(item.verbose_name)),
                KEPT: _told(kept, item),
                GONE: _told(gone, item),
                "take": KEPT if mine else GONE,
            }
        )
    return found


def _told(record, item) -> str:
    if item.many_to_one:
        return str(getattr(record, item.name) or "")
    return in_words(item, getattr(record, item.name))


# --- doing it -----------------------------------------------------------------------------------


@transaction.atomic
def merge(
    kept,
    gone,
    *,
    by,
    fingerprint: str,
    take: Mapping[str, str] | None = None,
    settle: Mapping[str, str] | None = None,
) -> Merging:
    """Make the two one. `take`: field → whose value; `settle`: clash → whose row. All of it or nothing."""
    kept, gone = _locked(kept, gone)
    plan = plan_for(kept, gone)
    if plan.fingerprint != fingerprint:
        raise Stale(_("Somebody has changed something in between. Please look at the preview again."))
    settle = settle or {}
    if blocked := [clash for clash in plan.clashes if clash.relation.how is How.RECORD]:
        names = "; ".join(str(clash.gone) for clash in blocked)
        raise Refused(
            _("Only one of these records can be; withdraw or change the other first: %(names)s")
            % {"names": names}
        )
    if open_ones := [clash for clash in plan.clashes if settle.get(clash.key) not in (KEPT, GONE)]:
        names = "; ".join(str(clash.relation.owner(clash.gone)) for clash in open_ones)
        raise Refused(_("Both stand in the same record; say which row stays: %(names)s") % {"names": names})
    reason = _("Merged: “%(gone)s” into “%(kept)s”") % {"gone": gone, "kept": kept}
    moved = Moved(before=kept.version, gone_before=gone.version)
    names_before = _own_names(kept)
    gone.merged_into = kept
    gone.withdraw(by=by, reason=reason)
    _take_fields(kept, gone, take or {}, moved, by=by, reason=reason)
    _take_rows(plan, settle, moved, by=by, reason=reason)
    if isinstance(kept, Partner):
        _keep_names([*names_before, *_own_names(gone)], kept, moved, by=by, reason=reason)
    kept.settle()
    _refresh_search(plan)
    kind = events.Event.Kind.WITHDRAWAL
    events.log(kind, by=by, record=gone, action="merge", comment=reason)
    return Merging.objects.create(
        record_type=kept._meta.label_lower,
        kept_id=kept.pk,
        gone_id=gone.pk,
        gone_name=str(gone)[:255],
        by=by,
        by_name=str(by),
        moved=moved.told(),
    )


@dataclass
class Moved:
    """Keys of everything a merging touched, as the row of the merging keeps them."""

    before: int
    """Version of the record kept; what its fields held then stands in its history."""
    gone_before: int
    after: int = 0
    fields: list[str] = field(default_factory=list)
    links: list[list] = field(default_factory=list)
    """[relation, key] of rows that refer to the record kept now."""
    doubles: list[list] = field(default_factory=list)
    """[relation, key, key of the record] of links taken away."""
    rows: list[list] = field(default_factory=list)
    removed: list[list] = field(default_factory=list)
    """[relation, key] of child rows taken away; what they held stands in their history."""
    names: list[int] = field(default_factory=list)
    """Other names that were added."""

    def told(self) -> dict:
        return dict(vars(self))


def _locked(*records) -> list:
    """Fresh copies nobody else changes meanwhile, locked in the order of their keys."""
    model = type(records[0])
    keys = [record.pk for record in records]
    rows = model._base_manager.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    found = {row.pk: row for row in rows}
    if len(found) < 2 or any(row.deleted_at is not None for row in found.values()):
        raise Stale(_("One of the two was withdrawn or merged in between."))
    return [found[key] for key in keys]


def _take_fields(kept, gone, take: Mapping[str, str], moved: Moved, *, by, reason: str) -> None:
    for item in fields_of(type(kept)):
        if take.get(item.name) == GONE and getattr(kept, item.attname) != getattr(gone, item.attname):
            setattr(kept, item.attname, getattr(gone, item.attname))
            moved.fields.append(item.name)
    if moved.fields:
        kept.clean()
        if broken := violations(kept):
            raise ValidationError(broken)
    kept.save(by=by, reason=reason)
    moved.after = kept.version


def _take_rows(plan: Plan, settle: Mapping[str, str], moved: Moved, *, by, reason: str) -> None:
    """Links first, then the record that holds them (its history notes them), then its child rows."""
    touched: dict[tuple, Any] = {}
    for move in plan.moves:
        for row in move.rows if move.relation.how is How.LINK else ():
            setattr(row, move.relation.field.name, plan.kept)
            row.save()
            moved.links.append([move.relation.name, row.pk])
        for row in move.doubles if move.relation.how is How.LINK else ():
            moved.doubles.append([move.relation.name, row.pk, move.relation.owner(row).pk])
            row.delete()
        if move.relation.how in (How.LINK, How.ROW):
            touched |= {
                _identity(move.relation.owner(row)): move.relation.owner(row) for row in move.everything
            }
    owners = save_anew(touched.values(), by=by, reason=reason)
    for move in plan.moves:
        if move.relation.how is How.LINK:
            continue
        rows = list(move.rows)
        for clash in move.clashes:
            loser = clash.gone if settle[clash.key] == KEPT else clash.kept
            moved.removed.append([move.relation.name, loser.pk])
            loser.delete(by=by, reason=reason)
            rows += [clash.gone] if loser is clash.kept else []
        for row in rows:
            setattr(row, move.relation.field.name, plan.kept)
            row.save(by=by, reason=reason)
            moved.rows.append([move.relation.name, row.pk])
            if move.relation.how is How.RECORD:
                owners.append(row)
    for owner in owners:
        owner.settle()


def _identity(record) -> tuple:
    return (type(record), record.pk)


def save_anew(records: Iterable[Kept], *, by, reason: str) -> list[Kept]:
    """Save these records as they stand now: a new version and an entry of history for each."""
    by_type = defaultdict(list)
    for record in records:
        by_type[type(record)].append(record.pk)
    fresh = [
        record
        for model, keys in by_type.items()
        for record in model._base_manager.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    ]
    for record in fresh:
        record.save(by=by, reason=reason)
    return fresh


def _keep_names(names: list[str], kept: Partner, moved: Moved, *, by, reason: str) -> None:
    """What either was called finds the partner kept."""
    told = {match_key(name) for name in _own_names(kept)} | {
        match_key(row.name) for row in kept.aliases.all()
    }
    for name in names:
        if name and match_key(name) not in told:
            told.add(match_key(name))
            alias = PartnerAlias(partner=kept, name=name)
            alias.save(by=by, reason=reason)
            moved.names.append(alias.pk)


def _refresh_search(plan: Plan) -> None:
    """Records that name the one kept are found by its new names too."""
    for relation in {move.relation for move in plan.moves if move.relation.how is How.LINK}:
        owner = relation.model._meta.get_field(relation.owner_name)
        keys = relation.model._base_manager.filter(**{relation.field.name: plan.kept})
        bulk.refresh_search(owner.related_model, keys.values_list(owner.attname, flat=True))


# --- showing it ---------------------------------------------------------------------------------

MOST_TOLD = 20


def preview(plan: Plan, user) -> list[dict]:
    """For each relation what moves, in words: how many, and those this person may see by name."""
    return [_shown(move, user) for move in plan.moves if move.everything]


def _shown(move: Move, user) -> dict:
    rows, doubles = move.rows, move.doubles
    return {
        "label": move.relation.label,
        "own": move.relation.how is How.OWN,
        "count": len(rows) + len(move.clashes),
        "doubles": len(doubles),
        **_named(move.relation, [*rows, *(clash.gone for clash in move.clashes)], user),
    }


def _named(relation: Relation, rows: list, user) -> dict:
    if relation.how is How.OWN:
        return {"items": [{"text": str(row), "url": ""} for row in rows], "more": 0}
    seen = seen_by(user, [relation.owner(row) for row in rows])
    items = [
        {"text": _reference(relation.owner(row)), "url": relation.owner(row).get_absolute_url()}
        for row in rows
        if relation.owner(row).pk in seen
    ][:MOST_TOLD]
    return {"items": items, "more": len(rows) - len(items)}


def _reference(record) -> str:
    return f"{record.number} · {record}" if record.number else str(record)


def seen_by(user, records: list) -> set[int]:
    """Keys of those of these records, all of one type, that the person may see."""
    if not records:
        return set()
    rows: ScopedQuerySet = type(records[0]).objects.visible_to(user)
    return set(rows.filter(pk__in=[record.pk for record in records]).values_list("pk", flat=True))


def clashes_shown(plan: Plan) -> list[dict]:
    """Both rows of each clash, field by field where they differ."""
    return [
        {
            "key": clash.key,
            "label": clash.relation.label,
            "text": _reference(clash.relation.owner(clash.gone)),
            "url": clash.relation.owner(clash.gone).get_absolute_url(),
            KEPT: _row_in_words(clash.kept, clash.relation),
            GONE: _row_in_words(clash.gone, clash.relation),
        }
        for clash in plan.clashes
    ]


def _row_in_words(row, relation: Relation) -> str:
    hidden = {relation.field.name, relation.owner_name}
    told = [
        f"{capfirst(str(item.verbose_name))}: {words}"
        for item in fields_of(type(row))
        if item.name not in hidden and (words := _told(row, item))
    ]
    return "; ".join(told)
