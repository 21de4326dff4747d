"""A paper in Word as tests read it."""

from docx.oxml.ns import qn


def cells(table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def words(document) -> str:
    """Every text of the file."""
    return "\n".join(node.text or "" for node in document.element.iter(qn("w:t")))
