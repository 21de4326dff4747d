"""Issuing a report: its figures, rows, text and files are kept as they were, and later changes told apart."""
