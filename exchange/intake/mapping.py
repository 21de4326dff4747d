"""Which column means what: suggested by its heading and by what stands below it, remembered by the sheet's shape."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

from rapidfuzz import fuzz, process

from core.columns import Choice, Choices, RowChoices
from core.parse import as_typed, is_empty
from core.tables import Table
from core.text import fold
from core.workbook.sheet import ChildSheet, Sheet
from exchange.intake.context import Context
from exchange.intake.dates import read_span
from exchange.intake.headings import SEPARATOR, Heading, find
from exchange.intake.numbers import read_amount, read_count
from exchange.intake.papers import read_paper, tells_number
from exchange.intake.people import is_name, read_people
from exchange.intake.targets import Target, counts_rows, targets_of, vocabulary

_ENOUGH = 70
_CLOSE = 84
_SAMPLES = 30


def suggest(
    titles: Sequence[str], samples: Mapping[int, Sequence[object]], targets: Sequence[Target]
) -> dict[int, str]:
    """The likely target of each column: column → key. A column without one is not in the result.

    `samples` are filled cells of each column (`samples_of`). No target is suggested twice.
    """
    scores = [
        (score + _fit(samples.get(column, ()), target), -order, column, target.key)
        for column, title in enumerate(titles)
        if title.strip() and not counts_rows(title)
        for order, target in enumerate(targets)
        if (score := _likeness(title, target))
    ]
    found: dict[int, str] = {}
    for score, _order, column, key in sorted(scores, key=lambda entry: (-entry[0], -entry[1], entry[2])):
        if score >= _ENOUGH and column not in found and key not in found.values():
            found[column] = key
    return dict(sorted(found.items()))


def samples_of(table: Table, heading: Heading) -> dict[int, list[object]]:
    """Some filled cells of each column of the data."""
    found: dict[int, list[object]] = {}
    for row in heading.data_rows:
        for column, cell in enumerate(table.rows[row]):
            kept = found.setdefault(column, [])
            if not is_empty(cell) and len(kept) < _SAMPLES:
                kept.append(cell)
    return found


def shape(titles: Sequence[str]) -> str:
    """The same for two sheets with the same headings in the same order."""
    key = "\n".join(_bare(title) for title in titles).rstrip("\n")
    return hashlib.sha256(key.encode()).hexdigest()


def guess_sheet(tables: Sequence[Table], sheets: Sequence[Sheet]) -> tuple[Table, Sheet | None]:
    """The table a clerk most likely means, and what its rows are; no sheet where nothing speaks for one."""
    words = vocabulary(sheets)
    best, found = 0.0, (max(tables, key=lambda table: len(table.rows)), None)
    for table in tables:
        heading = find(table, words)
        samples = samples_of(table, heading)
        for sheet in sheets:
            score = _speaks_for(table, heading, samples, sheet)
            if score > best:
                best, found = score, (table, sheet)
    return found


def _speaks_for(table: Table, heading: Heading, samples: Mapping, sheet: Sheet) -> float:
    targets = targets_of(sheet)
    chosen = suggest(heading.titles, samples, targets)
    if not chosen or not heading.data_rows:
        return 0
    by_key = {target.key: target for target in targets}
    own = sum(not by_key[key].is_child for key in chosen.values())
    score = own + 0.5 * (len(chosen) - own)
    required = [target for target in targets if target.required and target.column.path != "state"]
    score += sum(target.key in chosen.values() for target in required)
    texts = " . ".join(fold(text) for text in [table.name, *heading.above])
    if any(re.search(rf"\b{re.escape(fold(name))}\b", texts) for name in (sheet.title, *sheet.also)):
        score += 4
    if isinstance(sheet, ChildSheet) and "record_number" not in chosen.values():
        score -= 3  # nobody could tell whose rows these are
    return score


# --- how well a target fits a column -----------------------------------------------------------


def _likeness(title: str, target: Target) -> float:
    """How well the heading fits, up to 100; 0 where it does not."""
    levels = title.split(SEPARATOR)
    whole, last = _bare(" ".join(levels)), _bare(levels[-1])
    names = _folded(target.names)
    score = 0.0
    if whole in names:
        score = 100 - names.index(whole) / 10
    elif last in names:
        score = 97 - names.index(last) / 10
    else:
        for text, penalty in ((whole, 0), (last, 3)):
            if len(text) >= 4 and (
                close := process.extractOne(text, names, scorer=fuzz.token_sort_ratio, score_cutoff=_CLOSE)
            ):
                score = max(score, close[1] - 8 - penalty)
        score = max(score, _contained(whole, names))
    if target.is_child and target.kind != "people":
        score -= 6
    return max(score, 0)


def _contained(title: str, names: Sequence[str]) -> float:
    """A known heading that stands whole at the beginning of a longer one."""
    lengths = [len(name) for name in names if len(name) >= 6 and re.match(rf"{re.escape(name)}\b", title)]
    return 74 + min(max(lengths) / len(title), 1) * 10 if lengths else 0


@cache
def _folded(names: tuple[str, ...]) -> list[str]:
    return list(dict.fromkeys(_bare(name) for name in names))


def _bare(title: str) -> str:
    """A heading folded, without what stands in brackets, a star and closing signs."""
    folded = fold(title)
    bare = re.sub(r"\([^()]*\)", " ", folded)
    return " ".join(bare.split()).strip(" *:.-") or " ".join(folded.split()).strip(" *:.-()")


def _fit(samples: Sequence[object], target: Target) -> float:
    """What the cells say for or against the target."""
    if not samples:
        return 0
    share = _share(samples, target)
    if share is None:
        return 0
    return (
        6 * share
        if share >= 0.5
        else -25 * (1 - share)
        if target.kind in ("date", "period", "number")
        else -8
    )


def _share(samples: Sequence[object], target: Target) -> float | None:
    """The share of the cells that look like this target's; None where every cell might."""
    test = {
        "date": lambda cell: _spans(cell, single=True),
        "period": lambda cell: _spans(cell, single=False),
        "number": _is_number,
        "people": _is_people,
        "paper": lambda cell: (
            isinstance(cell, str) and (tells_number(cell) or bool(read_paper(cell, Context())))
        ),
    }.get(target.kind)
    if target.kind in ("choice", "state") and isinstance(target.column, Choice | Choices | RowChoices):
        return None
    if test is None:
        return None
    return sum(map(test, samples)) / len(samples)


_WITH_YEAR = Context(date(2024, 1, 1), date(2024, 12, 31))


def _spans(cell: object, *, single: bool) -> bool:
    span, _notes = read_span(cell, _WITH_YEAR)
    return span is not None and (not single or span[1] is None or span[0] == span[1])


def _is_number(cell: object) -> bool:
    if isinstance(cell, date):
        return False
    return not isinstance(read_count(cell)[0], str) or not isinstance(read_amount(cell)[0], str)


def _is_people(cell: object) -> bool:
    text = as_typed(cell)
    people, _unread = read_people(text)
    return any(is_name(person.name) for person in people)
