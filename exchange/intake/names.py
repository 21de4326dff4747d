"""Several names in one cell, however they are separated: written as the exchange workbook does, with `;`."""

import re
import unicodedata
from collections.abc import Callable

_SEPARATORS = re.compile(r"\s*(?:[;,/\n+]|\s[-–—]\s|\s(?:và|and|&|cùng)\s)\s*")
_LISTED = re.compile(r"^\s*(?:\d{1,2}\s*[.)]|[-+*•–])\s+")


def split_names(text: str, known: Callable[[str], bool] | None, *, freely: bool) -> str:
    """The names of a cell with `;` between them.

    A name that is known stays whole whatever it contains (`Bosnia và Herzegovina`). What is not known is split at
    commas, "và", slashes and spaced dashes only `freely` (countries); else only where every piece is known.
    Lines are always names of their own, unless together they are one known name.
    """
    text = unicodedata.normalize("NFC", text).strip()
    is_known = known or (lambda name: False)
    if is_known(_one_line(text)):
        return _one_line(text)
    lines = [line for part in text.split(";") for line in part.splitlines() if line.strip()]
    found = []
    for line in lines:
        line = _one_line(_LISTED.sub("", line)).strip(" ,.")
        pieces = [line] if is_known(line) else _pieces(line, is_known)
        whole = not freely and not all(map(is_known, pieces))
        found += [line] if whole else pieces
    return "; ".join(filter(None, found))


def _pieces(line: str, is_known: Callable[[str], bool]) -> list[str]:
    """From the left the longest known name, else one piece up to the next separator."""
    marks = [match.span() for match in _SEPARATORS.finditer(line)]
    starts = [0, *(end for _start, end in marks)]
    ends = [*(start for start, _end in marks), len(line)]
    found, index = [], 0
    while index < len(starts):
        for last in range(min(len(ends), index + 6) - 1, index - 1, -1):
            name = line[starts[index] : ends[last]].strip(" ,.")
            if last == index or is_known(name):
                break
        if name:
            found.append(name)
        index = last + 1
    return found


def _one_line(text: str) -> str:
    return " ".join(text.split())
