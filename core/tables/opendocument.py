"""What the parser does not tell of an OpenDocument sheet: merged areas, cells that show errors. No Django here."""

from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat
from zipfile import ZipFile

from core.workbook.child import MAX_CELLS, MAX_COLUMN, MAX_ROW, Problems, Refused

_REPEATED_ROWS, _REPEATED_COLUMNS = "number-rows-repeated", "number-columns-repeated"


@dataclass
class Marks:
    areas: list[tuple[int, int, int, int]] = field(default_factory=list)
    problems: Problems = field(default_factory=dict)


def marks(package: ZipFile) -> dict[str, Marks]:
    """By sheet; raises Refused for a sheet that reaches too far, or repeats filled cells beyond the limits."""
    with package.open("content.xml") as stream:
        return _Reader().read(stream)


class _Reader:
    """Follows the rows and cells of content.xml, without any of the text but that of errors."""

    def __init__(self) -> None:
        self.found: dict[str, Marks] = {}
        self.sheet = ""
        self.row = self.column = self.cells = 0
        self.rows_of_it = self.columns_of_it = 1
        self.depth = 0  # tables inside cells and shapes are none of ours
        self.kind = ""
        self.text: list[str] = []
        self.filled = False

    def read(self, stream: IO[bytes]) -> dict[str, Marks]:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        parser.EntityDeclHandler = self.refuse_entity
        parser.ParseFile(stream)
        return self.found

    def refuse_entity(self, *_declaration: object) -> None:
        raise Refused("damaged")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(" ")[2]
        values = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        if name == "table":
            self.depth += 1
            if self.depth == 1:
                self.sheet, self.row = values.get("name", ""), 0
                if self.sheet in self.found:
                    raise Refused("damaged")
                self.found[self.sheet] = Marks()
        if self.depth != 1:
            return
        if name == "table-row":
            self.column, self.rows_of_it = 0, _count(values.get(_REPEATED_ROWS))
        elif name in ("table-cell", "covered-table-cell"):
            self.columns_of_it = _count(values.get(_REPEATED_COLUMNS))
            self.kind, self.text, self.filled = "", [], "value-type" in values
            # two attributes are called value-type: that of the standard says "string" of an error
            if any(
                key.endswith("calcext:1.0 value-type") and value == "error"
                for key, value in attributes.items()
            ):
                self.kind = "error"
            tall, wide = (
                _count(values.get("number-rows-spanned")),
                _count(values.get("number-columns-spanned")),
            )
            if tall > 1 or wide > 1:
                self.found[self.sheet].areas.append(
                    (self.row, self.column, self.row + tall - 1, self.column + wide - 1)
                )

    def characters(self, data: str) -> None:
        if self.kind == "error" and self.depth == 1:
            self.text.append(data)

    def end(self, name: str) -> None:
        name = name.rpartition(" ")[2]
        if self.depth == 1 and name in ("table-cell", "covered-table-cell"):
            if self.filled:
                self._check()
            if self.kind == "error":
                shown = "".join(self.text).strip() or "#N/A"
                self.found[self.sheet].problems.setdefault(self.row, {})[self.column] = shown
            self.kind = ""
            self.column += self.columns_of_it
        elif self.depth == 1 and name == "table-row":
            self.row += self.rows_of_it
        elif name == "table":
            self.depth -= 1

    def _check(self) -> None:
        """A filled cell that is repeated, or stands too far, before the parser makes room for it."""
        self.cells += self.rows_of_it * self.columns_of_it
        if self.row + self.rows_of_it > MAX_ROW:
            raise Refused("rows", sheet=self.sheet, reached=str(self.row + self.rows_of_it))
        if self.column + self.columns_of_it > MAX_COLUMN or self.cells > MAX_CELLS:
            raise Refused("too_big")


def _count(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else 1
