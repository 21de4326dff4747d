"""What a text is found by, which find comes first, and which words of it matched. Pure functions of strings."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from core.text import fold

LONGEST = 200
"""Characters of a question that are read; what is pasted beyond them is no search."""
MOST_WORDS = 12
BETWEEN_NAMES = " | "
"""Between the names of one record; no word holds it."""

_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """The words without accents, case and punctuation. `&` is the word "and"."""
    return _WORD.findall(fold(text).replace("&", " and "))


def padded(text: str) -> str:
    """The words between single spaces, with one before the first and after the last: " benh vien tim "."""
    return f" {' '.join(words_of(text))} "


def names_key(names: Iterable[str]) -> str:
    return BETWEEN_NAMES.join(dict.fromkeys(padded(name) for name in names if name))


def term(word: str) -> str:
    """What of a padded text a word matches: anywhere in a word; two letters begin one, a single one is all of it.

    Never shorter than three characters, so that the trigram indexes of both databases answer.
    """
    return {1: f" {word} ", 2: f" {word}"}.get(len(word), word)


@dataclass(frozen=True)
class Question:
    """What was typed, as it is looked for."""

    words: tuple[str, ...]
    """Each once, in the order they were typed."""
    phrase: str
    """All of it, padded."""

    @classmethod
    def of(cls, typed: str) -> "Question":
        words = words_of(typed[:LONGEST])[:MOST_WORDS]
        return cls(tuple(dict.fromkeys(words)), f" {' '.join(words)} ")

    def __bool__(self) -> bool:
        return bool(self.words)

    @property
    def beginning(self) -> str:
        """How the padded name begins that begins with the question: its last word may go on."""
        return self.phrase[:-1]

    @property
    def terms(self) -> list[str]:
        return [term(word) for word in self.words]

    @property
    def is_number(self) -> bool:
        return any(character.isdigit() for character in self.phrase)


class Rank(IntEnum):
    """Which find stands before which; among equals the newer."""

    NUMBER = 0
    """The record's own number."""
    EXACT = 1
    """The whole name, or the number of one of its documents."""
    BEGINNING = 2
    """A name, or the record's number, begins so."""
    NAME = 3
    """All the words stand in its names."""
    ELSEWHERE = 4
    SPELLING = 5
    """Only with other words in place of those typed."""


def rank(question: Question, *, number: str, names: str, text: str) -> Rank | None:
    """None: the text does not hold all the words."""
    if not all(part in text for part in question.terms):
        return None
    if number == question.phrase:
        return Rank.NUMBER
    each = names.split(BETWEEN_NAMES)
    if question.phrase in each or (question.is_number and question.phrase in text):
        return Rank.EXACT
    if any(key.startswith(question.beginning) for key in (*each, number)):
        return Rank.BEGINNING
    if all(part in names for part in question.terms):
        return Rank.NAME
    return Rank.ELSEWHERE


# --- marking ------------------------------------------------------------------------------------


def marked(text: str, terms: Sequence[str]) -> SafeString:
    """The text as HTML, the words that match in <mark>."""
    text = unicodedata.normalize("NFC", text)
    pieces, end = [], 0
    for found in _WORD.finditer(text):
        if _matches(found.group(), terms):
            pieces += [(text[end : found.start()], found.group())]
            end = found.end()
    return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", pieces), text[end:])


def _matches(word: str, terms: Sequence[str]) -> bool:
    key = padded(word)
    return any(part in key for part in terms)


def excerpt(parts: Iterable[str], shown: str, terms: Sequence[str], *, most: int = 2) -> SafeString:
    """Parts of the record that hold the words which do not stand in what is `shown` already."""
    missing = [part for part in terms if part not in padded(shown)]
    found = []
    for text in parts:
        here = [part for part in missing if part in padded(text)]
        if here and len(found) < most:
            missing = [part for part in missing if part not in here]
            found.append(marked(_around(text, here), terms))
    return format_html_join(" · ", "{}", ((part,) for part in found))


SHOWN = 120
"""Characters of a long part."""


def _around(text: str, terms: Sequence[str]) -> str:
    """The part of a long text around the first word that matches."""
    if len(text) <= SHOWN:
        return text
    text = unicodedata.normalize("NFC", text)
    first = next((found.start() for found in _WORD.finditer(text) if _matches(found.group(), terms)), 0)
    start = text.rfind(" ", 0, max(first - SHOWN // 3, 0)) + 1
    cut = text[start : start + SHOWN]
    return ("…" if start else "") + cut + ("…" if start + SHOWN < len(text) else "")
