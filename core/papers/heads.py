"""The headings of a table as cells: what neighbours share stands once above them, a heading of its own reaches down."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.papers.tree import GROUP, Row, Table


@dataclass(frozen=True)
class Head:
    """A heading: its place, counted from 0, and how many columns and rows it takes."""

    x: int
    y: int
    across: int
    down: int
    text: str


def heads(table: Table) -> list[Head]:
    """Row by row, from the left."""
    paths = [(*column.over, column.title) for column in table.columns]
    found = []
    for y in range(table.depth):
        x = 0
        while x < len(paths):
            last = x
            if y < len(paths[x]) - 1:
                while (
                    last + 1 < len(paths)
                    and paths[last + 1][: y + 1] == paths[x][: y + 1]
                    and y < len(paths[last + 1]) - 1
                ):
                    last += 1
            if y < len(paths[x]):
                down = table.depth - y if y == len(paths[x]) - 1 else 1
                found.append(Head(x, y, last - x + 1, down, paths[x][y]))
            x = last + 1
    return found


def spread(row: Row, texts: Sequence[str]) -> list[tuple[str, int]]:
    """The cells of a row and how many columns each takes: the name of a group goes on over the empty ones after it."""
    found: list[tuple[str, int]] = []
    for place, text in enumerate(texts):
        if row.style == GROUP and found and not text and place > 1:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((text, 1))
    return found
