"""The demonstration: the department's workbook of early 2024, and illustrative dossiers around today's date.

`trips`, `visits`, `agreements`, `conferences`, `aid` are the script, one line a dossier; `stage` performs it with the
people of `cast`; `reports` then opens the current half-year and has units report.
"""
