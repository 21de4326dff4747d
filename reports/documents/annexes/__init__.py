"""The sheets of the six-month workbook, one module for each annex (domain §2.3)."""
