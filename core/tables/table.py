"""What a table is: rows of cells as they are read, and which of them the file had merged."""

from dataclasses import dataclass, field

Row = list[object]


@dataclass(frozen=True)
class Merge:
    """A merged area, from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def cells(self) -> int:
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)

    def covers(self, row: int, column: int) -> bool:
        return self.top <= row <= self.bottom and self.left <= column <= self.right


@dataclass
class Table:
    """The rows of one sheet, of a CSV file or of a pasted block.

    A row ends with its last filled cell, so rows differ in length. Every cell of a merged area has the area's
    value; `merged` says which cells these are. A cell is None, str, bool, int, float, Decimal, date, datetime,
    time or UncomputedFormula.
    """

    name: str
    rows: list[Row]
    merged: list[Merge] = field(default_factory=list)

    def cell(self, row: int, column: int) -> object:
        cells = self.rows[row] if row < len(self.rows) else []
        return cells[column] if column < len(cells) else None

    @property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)

    def areas(self) -> dict[tuple[int, int], Merge]:
        """The merged area of every cell that is in one."""
        return {
            (row, column): merge
            for merge in self.merged
            for row in range(merge.top, merge.bottom + 1)
            for column in range(merge.left, merge.right + 1)
        }


def with_merges(name: str, rows: list[Row], merges: list[Merge]) -> Table:
    """The table in which every cell of a merged area has its value.

    An area counts as far as the table reaches: a heading merged over the whole sheet is as wide as the data.
    An area of empty cells is none.
    """
    width = max(map(len, rows), default=0)
    kept = []
    for merge in merges:
        area = Merge(merge.top, merge.left, min(merge.bottom, len(rows) - 1), min(merge.right, width - 1))
        value = _at(rows, area.top, area.left)
        if value is None or area.bottom < area.top or area.right < area.left or area.cells < 2:
            continue
        kept.append(area)
        for row in rows[area.top : area.bottom + 1]:
            row.extend([None] * (area.right + 1 - len(row)))
            row[area.left : area.right + 1] = [value] * (area.right + 1 - area.left)
    return Table(name, rows, sorted(kept, key=lambda area: (area.top, area.left)))


def _at(rows: list[Row], row: int, column: int) -> object:
    return rows[row][column] if row < len(rows) and column < len(rows[row]) else None
