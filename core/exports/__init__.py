"""Any list as a file: Excel, CSV or Word, with the rows, the order and the columns of the list (ADR 14)."""
