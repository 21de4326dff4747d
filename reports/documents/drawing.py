"""Charts of a workbook, drawn by Excel itself from cells beside them."""

from collections.abc import Sequence

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties
from openpyxl.drawing.text import Font as DrawnFont
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from core.cells import fill
from core.papers.tree import Chart

TYPEFACE = "Times New Roman"
COLOURS = ("9AA5B1", "1F4E79")
WIDE, HIGH = 10.5, 8.8
"""Of a chart, in cm: as wide as the table under it."""
ROWS = 15
"""Rows a chart lies over."""
GAP = 3
"""Width of the column between two charts."""
_LINE = Side(style="thin", color="FF595959")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


def draw(sheet: Worksheet, charts: Sequence[Chart], *, row: int, column: int) -> str:
    """The charts side by side from this cell on, each above its figures; the last cell they reach."""
    for chart in charts:
        sheet.add_chart(_bars(sheet, chart, row + ROWS, column), f"{get_column_letter(column)}{row}")
        _figures(sheet, chart, row + ROWS, column)
        column += len(chart.table.columns) + 1
        sheet.column_dimensions[get_column_letter(column - 1)].width = GAP
    return f"{get_column_letter(column - 2)}{row + ROWS + max(len(chart.table.rows) for chart in charts)}"


def _figures(sheet: Worksheet, chart: Chart, row: int, column: int) -> None:
    for place, head in enumerate(chart.table.columns):
        cell = fill(sheet.cell(row, column + place), head.title)
        cell.font, cell.border = Font(name=TYPEFACE, size=12, bold=True), _BOX
        cell.fill = PatternFill("solid", fgColor="FFE8EEF5")
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(column + place)].width = head.width
    for below, each in enumerate(chart.table.rows, start=1):
        for place, value in enumerate(each.cells):
            cell = fill(sheet.cell(row + below, column + place), value)
            cell.font, cell.border = Font(name=TYPEFACE, size=12), _BOX
            cell.alignment = Alignment(vertical="top", wrap_text=not place)


def _bars(sheet: Worksheet, chart: Chart, row: int, column: int) -> BarChart:
    """Bars side by side in two colours, each with its number."""
    drawn = BarChart()
    drawn.type, drawn.grouping, drawn.gapWidth, drawn.overlap = (
        "bar" if chart.across else "col",
        "clustered",
        60,
        0,
    )
    drawn.width, drawn.height = WIDE, HIGH
    drawn.title = chart.title
    drawn.title.tx.rich.p[0].pPr = _letters(1200, bold=True)
    drawn.title.overlay = False
    last = row + len(chart.table.rows)
    numbers = Reference(
        sheet, min_col=column + 1, max_col=column + len(chart.table.columns) - 1, min_row=row, max_row=last
    )
    drawn.add_data(numbers, titles_from_data=True)
    drawn.set_categories(Reference(sheet, min_col=column, min_row=row + 1, max_row=last))
    for series, colour in zip(drawn.series, COLOURS, strict=True):
        series.graphicalProperties = GraphicalProperties(solidFill=colour, ln=LineProperties(noFill=True))
    drawn.dataLabels = DataLabelList(
        showVal=True,
        showSerName=False,
        showCatName=False,
        showLegendKey=False,
        showPercent=False,
        txPr=_text(1000),
    )
    drawn.legend.position, drawn.legend.txPr = "b", _text(1100)
    drawn.x_axis.delete = drawn.y_axis.delete = False
    drawn.x_axis.txPr, drawn.y_axis.txPr = _text(900), _text(900)
    drawn.x_axis.number_format, drawn.y_axis.number_format = "@", "#,##0"
    drawn.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill="E3E3E3"))
    drawn.y_axis.scaling.min = 0
    if chart.across:
        drawn.x_axis.scaling.orientation = "maxMin"  # the first name at the top
        drawn.y_axis.crosses = "max"
    return drawn


def _letters(size: int, *, bold: bool = False) -> ParagraphProperties:
    return ParagraphProperties(
        defRPr=CharacterProperties(latin=DrawnFont(typeface=TYPEFACE), sz=size, b=bold, solidFill="000000")
    )


def _text(size: int) -> RichText:
    return RichText(p=[Paragraph(pPr=_letters(size), endParaRPr=CharacterProperties())])
