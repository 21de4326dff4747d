"""Two partners, or two persons, made one as planned (`merge_plan.py`); taken back by `unmerging.py` (ADR 10).

The one kept takes over what refers to the other; the other stays as a tombstone that leads to it, its names as aliases.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core import bulk, events
from core.constraints import violations
from core.records import Kept
from core.text import match_key
from core.workflow import Refused
from directory.merge_plan import GONE, KEPT, Plan, fields_of, own_names, plan_for
from directory.models import Partner, PartnerAlias
from directory.relations import How
from directory.twins import Merging


class Stale(Refused):
    """Somebody changed something after the preview was shown."""


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
    names_before = own_names(kept)
    gone.merged_into = kept
    gone.withdraw(by=by, reason=reason)
    _take_fields(kept, gone, take or {}, moved, by=by, reason=reason)
    _take_rows(plan, settle, moved, by=by, reason=reason)
    if isinstance(kept, Partner):
        _keep_names([*names_before, *own_names(gone)], kept, moved, by=by, reason=reason)
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
    told = {match_key(name) for name in own_names(kept)} | {match_key(row.name) for row in kept.aliases.all()}
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
