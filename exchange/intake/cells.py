"""A row of a clerk's sheet, spread over the cells of the exchange workbook."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from core.fields import mask
from core.parse import CellError, as_typed, is_empty, parse_integer
from core.text import fold, person_key
from exchange.intake.context import Context, Spread
from exchange.intake.people import LEADER, MEMBER
from exchange.intake.targets import HEADS, LEAVE_OUT, PERIOD, Target

__all__ = ["Context", "Spread", "is_ditto", "joined", "resolve", "spread"]

_DITTO = frozenset(
    {
        "nhu tren", "nhu dong tren", "nhu o tren", "nt", "n.t", "n/t", "n t", "-nt-", '"', '""', "''", "//", "/ /", "〃", ",,",
        '-"-', '" "', "ditto", "same",
    }
)  # fmt: skip

_LONGEST_DITTO = 24
_SHARED = frozenset({"unit", "organisation", "nationality"})
"""What one cell may say for all the people of its row."""


def is_ditto(cell: object) -> bool:
    """Does the cell say "as above"?"""
    if not isinstance(cell, str) or len(cell) > _LONGEST_DITTO:
        return False
    key = fold(cell).strip(" .()")
    return key in _DITTO or key.strip("- ") in ("nt", "nhu tren", '"', "//")


def resolve(
    cells: Mapping[str, Any], before: Mapping[str, Any] | None, labels: Mapping[str, str]
) -> tuple[dict[str, Any], list[str]]:
    """The cells with every "như trên" replaced by what stands above it; and where nothing does."""
    resolved, notes = {}, []
    for key, cell in cells.items():
        if is_ditto(cell):
            above = (before or {}).get(key)
            if is_empty(above):
                notes.append(
                    _("%(column)s: “%(text)s”, but nothing stands above it.")
                    % {"column": labels.get(key, key), "text": as_typed(cell).strip()}
                )
            else:
                cell = above
        resolved[key] = cell
    return resolved, notes


def spread(
    cells: Mapping[str, Any],
    targets: Iterable[Target],
    before: Mapping[str, Any] | None = None,
    context: Context | None = None,
    *,
    continues: bool = False,
) -> Spread:
    """What a row says: `cells` by target key, of the columns that are not left out.

    `before` are the cells of the row above as that row's own `Spread.cells` has them. A row that `continues` the
    record above (`grouping.group`) only adds child rows.
    """
    context = context or Context()
    by_key = {target.key: target for target in targets if target.key in cells}
    labels = {key: target.label for key, target in by_key.items()}
    resolved, notes = resolve(
        {key: cell for key, cell in cells.items() if key != LEAVE_OUT and key in by_key}, before, labels
    )
    row = Spread(notes=notes, cells=resolved)
    people: dict[str, list[dict[str, Any]]] = {}
    parts: dict[str, list[tuple[Target, dict[str, Any], Any]]] = {}
    heads = None
    # a column of its own speaks before a cell that tells several things
    for key in sorted(resolved, key=lambda key: (key == PERIOD, len(by_key[key].paths) > 1)):
        target = by_key[key]
        if continues and not target.is_child:
            continue
        told = target.read(resolved[key], context)
        row.notes += [f"{target.label}: {note}" for note in told.notes]
        heads = told.values.pop(HEADS, heads)
        _put(row, told.values, target)
        for title, values in told.children:
            if target.kind == "people":
                people.setdefault(title, []).append(values)
            else:
                parts.setdefault(title, []).append((target, values, resolved[key]))
    for title in dict.fromkeys([*people, *parts]):
        row.children += [
            (title, child)
            for child in _children(people.get(title, []), parts.get(title, []), row.notes, context)
        ]
    _compare(heads, row)
    return row


def joined(spreads: Sequence[Spread]) -> Spread:
    """The rows of one record as one: the first says what it is, all bring their children."""
    first = spreads[0]
    return Spread(
        first.values,
        _once([child for one in spreads for child in one.children]),
        [note for one in spreads for note in one.notes],
        spreads[-1].cells,
    )


def _put(row: Spread, values: Mapping[str, Any], target: Target) -> None:
    for path, value in values.items():
        if path not in row.values or is_empty(row.values[path]):
            row.values[path] = value
        elif not is_empty(value) and value != row.values[path]:
            row.notes.append(
                _("%(column)s also says “%(value)s”; the column of its own counts.")
                % {"column": target.label, "value": _quoted(target, value)}
            )


def _children(
    people: list[dict], parts: list[tuple[Target, dict, Any]], notes: list[str], context: Context
) -> list[dict]:
    """The child rows of a row: the people named, with what the other columns say of them."""
    people = _merged(people)
    filled = [part for part in parts if any(not is_empty(value) for value in part[1].values())]
    if not people:
        whole = {path: value for _target, values, _cell in filled for path, value in values.items()}
        return [whole] if whole else []
    for target, values, cell in filled:
        lines = [line.strip() for line in as_typed(cell).splitlines() if line.strip()]
        if len(people) == 1:
            _add(people[0], values)
        elif len(lines) == len(people):
            for person, line in zip(people, lines, strict=True):
                _add(person, target.read(line, context).children[0][1])
        elif len(lines) == 1 and _SHARED & set(values):
            for person in people:
                _add(person, values)
            notes.append(
                _("%(column)s: “%(text)s” is taken for all %(count)d people.")
                % {"column": target.label, "text": lines[0], "count": len(people)}
            )
        else:
            notes.append(
                _("%(column)s: “%(text)s” cannot be told apart for %(count)d people and is left aside.")
                % {"column": target.label, "text": _quoted(target, cell), "count": len(people)}
            )
    return people


def _quoted(target: Target, cell: Any) -> str:
    """The cell within a note: on one line, a passport number masked."""
    text = " ".join(as_typed(cell).split())
    return mask(text) if target.column is not None and target.column.secret else text


def _add(person: dict, values: Mapping[str, Any]) -> None:
    for path, value in values.items():
        if is_empty(value):
            continue
        if path == "position" and not is_empty(person.get(path)) and person[path] != value:
            person[path] = f"{person[path]}, {as_typed(value)}"
        else:
            person[path] = value


def _merged(people: list[dict]) -> list[dict]:
    """One row for each name: the leader of one column may be in the list of another too."""
    found: dict[str, dict] = {}
    for person in people:
        name = next(value for path, value in person.items() if path.endswith("full_name"))
        known = found.setdefault(person_key(name), person)
        if known is not person:
            for path, value in person.items():
                if is_empty(known.get(path)) or (path == "role" and known[path] == MEMBER):
                    known[path] = value
    rows = list(found.values())
    if any(row.get("role") == LEADER for row in rows):
        for row in rows:
            row.setdefault("role", MEMBER)
    return rows


def _once(children: list[tuple[str, dict]]) -> list[tuple[str, dict]]:
    """Children without those that a merged cell told once more."""
    kept: list[tuple[str, dict]] = []
    for child in children:
        if child not in kept:
            kept.append(child)
    return kept


def _compare(heads: Any, row: Spread) -> None:
    """The number of people the sheet tells, against the names it tells."""
    if heads is None or not row.children:
        return
    try:
        number = parse_integer(heads)
    except CellError:
        return
    if number != len(row.children):
        row.notes.append(
            _("The sheet says %(number)d people; %(names)d are named.")
            % {"number": number, "names": len(row.children)}
        )
