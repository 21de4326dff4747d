"""A list on its way into a file: what it says of itself, its headings and its rows."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from core.columns import Amount, Column, Integer
from core.columns.quick import stored_at
from core.exports.about import About
from core.exports.rows import Chunk

DATE, NUMBER, TEXT = "date", "number", "text"
WIDTHS = {"date": 12, "number": 16, "state": 20, "choice": 24}
SHORT, USUAL_WIDTH, LONG = 16, 30, 45
"""Of columns of text: codes and numbers of papers, names, titles and whole paragraphs."""
MOST_PLACES = 10


@dataclass(frozen=True)
class Head:
    """A column of the file."""

    title: str
    kind: str = TEXT
    width: int = USUAL_WIDTH
    number_format: str = ""


@dataclass(frozen=True)
class Table:
    """`chunks` are gone through once."""

    about: About
    heads: tuple[Head, ...]
    chunks: Iterable[Chunk]

    def prepared(self, prepare: Callable[[Sequence], list]) -> Iterator[list[list]]:
        """The chunks, each column prepared for the kind of file, many cells at a time."""
        for chunk in self.chunks:
            yield [
                _each_once(prepare, values) if head.kind == DATE else prepare(values)
                for head, values in zip(self.heads, chunk, strict=True)
            ]

    def rows(self, prepare: Callable[[Sequence], list]) -> Iterator[tuple]:
        for chunk in self.prepared(prepare):
            yield from zip(*chunk, strict=True)


def _each_once(prepare: Callable[[Sequence], list], values: Sequence) -> list:
    """Many rows stand on few days."""
    days = list(set(values))
    told = dict(zip(days, prepare(days), strict=True))
    return [told[day] for day in values]


def heads(columns: Sequence[Column], model) -> tuple[Head, ...]:
    """Headings are told apart: two of the same words would be one for whoever reads the file by them."""
    met: dict[str, int] = {}
    found = []
    for column in columns:
        title = column.heading_for(model)
        title = title[:1].upper() + title[1:]
        met[title] = met.get(title, 0) + 1
        if met[title] > 1:
            title = f"{title} ({met[title]})"
        kind = column.kind if column.kind in (DATE, NUMBER) else TEXT
        found.append(Head(title, kind, _width(column, model), _number_format(column)))
    return tuple(found)


def _width(column: Column, model) -> int:
    """In characters."""
    field = stored_at(model, column.path)
    if column.kind != TEXT or field is None or field.many_to_one:
        return WIDTHS.get(column.kind, USUAL_WIDTH)
    return LONG if (field.max_length or 1_000) > 255 else SHORT if field.max_length <= 40 else USUAL_WIDTH


def _number_format(column: Column) -> str:
    """Whole numbers without decimals, amounts with two and as many more as they have."""
    if isinstance(column, Amount):
        return f"#,##0.00{'#' * (min(column.places, MOST_PLACES) - 2)}" if column.places else "#,##0"
    return "#,##0" if isinstance(column, Integer) else ""
