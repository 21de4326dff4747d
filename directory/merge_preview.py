"""A merging in words, before it is done: fields that differ, rows that move, rows that cannot stand side by side."""

from django.utils.text import capfirst

from core.facts import in_words
from core.scope import ScopedQuerySet
from core.sight import Sight
from directory.merge_plan import GONE, KEPT, Move, Plan, fields_of
from directory.relations import How, Relation

MOST_TOLD = 20


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
    seen = _seen_by(user, [relation.owner(row) for row in rows])
    items = [
        {"text": _reference(relation.owner(row)), "url": relation.owner(row).get_absolute_url()}
        for row in rows
        if relation.owner(row).pk in seen
    ][:MOST_TOLD]
    return {"items": items, "more": len(rows) - len(items)}


def _reference(record) -> str:
    return f"{record.number} · {record}" if record.number else str(record)


def _seen_by(user, records: list) -> set[int]:
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
