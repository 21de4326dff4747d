"""The words names are made of: their classes, towns, bodies everybody knows (`core/data/`)."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from core.text import fold

DATA = Path(__file__).parents[1] / "data"
TOKEN = re.compile(r"[^\W_]+")
ABOUT = frozenset({"medicine", "pharmacy", "health"})
"""What a body is about, where the lexicon names it with a kind of body."""


class Is:
    """What a word of a name says. Plain strings: they are compared millions of times."""

    DROP = "drop"
    GENERAL = "general"
    KIND = "kind"
    CONCEPT = "concept"
    COUNTRY = "country"
    PLACE = "place"
    NUMBER = "number"
    NAME = "name"


class Word(NamedTuple):
    text: str
    """In the one form all its spellings share."""
    kind: str


def _lines(name: str) -> Iterator[str]:
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line


@cache
def lexicon() -> dict[tuple[str, ...], tuple[Word, ...]]:
    """Phrase → the words it stands for (none: it is dropped)."""
    found: dict[tuple[str, ...], tuple[Word, ...]] = {}
    for name in ("name_places.txt", "name_words.txt"):
        for line in _lines(name):
            head, _colon, phrases = line.partition(":")
            kind, *canonical = head.split()
            for phrase in phrases.split(","):
                key = tuple(phrase.split())
                texts = canonical or ["".join(key)]
                words = tuple(Word(text, _class_of(text, kind)) for text in texts)
                if key:
                    found[key] = () if kind == Is.DROP else words
    return found


def _class_of(text: str, kind: str) -> str:
    """`kind university medicine`: the first word is the sort of body, `medicine` what it is about."""
    return Is.CONCEPT if kind == Is.KIND and text in ABOUT else kind


@cache
def longest_phrase() -> int:
    return max(len(phrase) for phrase in lexicon())


@cache
def known_bodies() -> dict[str, tuple[str, ...]]:
    """Name of a well-known body, squeezed → all its names."""
    found = {}
    for line in _lines("known_bodies.txt"):
        names = tuple(name.strip() for name in line.split(";"))
        found |= {squeezed(name): names for name in names}
    return found


def squeezed(name: str) -> str:
    """All letters and figures in a row."""
    return "".join(TOKEN.findall(fold(name)))
