"""Search of everything: one narrow table of what can be found, kept up to date by every write (ADR 12).

`words` (what a text is found by, ranks, marks), `entries` (the tables), `keeping` (their upkeep), `spelling` (typing
errors), `finding` (the question to the database), `page` (what a person sees); `paper_numbers` (the numbers of papers
a dossier is found by).
"""
