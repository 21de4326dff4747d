"""Any tabular file of a stranger as plain tables: read, or refused in one sentence."""

from core.tables.read import read_pasted, read_tables
from core.tables.table import Merge, Table
from core.workbook.package import WorkbookRefused

__all__ = ["Merge", "Table", "WorkbookRefused", "read_pasted", "read_tables"]
