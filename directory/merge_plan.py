"""Two partners, or two persons, that are to be one: what refers to the one that goes, and what becomes of it."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from core.text import match_key
from directory.models import Partner
from directory.relations import How, Relation, relations_of

KEPT, GONE = "kept", "gone"
"""Of two values, or two rows that cannot stand side by side: of which the one is taken."""


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
    told = {match_key(str(other)) for other in mine} | {match_key(name) for name in own_names(kept)}
    return match_key(str(row)) in told


def own_names(record) -> list[str]:
    return [record.name, record.original_name] if isinstance(record, Partner) else [record.full_name]


def fields_of(model) -> list[models.Field]:
    """What a person fills in."""
    return [item for item in model._meta.concrete_fields if item.editable and not item.primary_key]
