"""Indicators: a figure is declared as the rows it counts.

A `Family` is a kind of rows and the rule by which they count in a window; a `Part` measures some of them; an
`Indicator` is one or more parts with a permanent code. Nothing is computed here: `reports/services.py` turns one
declaration into the figure, the list of its rows and their division by unit, country or month.
"""
