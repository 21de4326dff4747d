"""What a mistyped word may have meant: words of the records that differ from it by a typing error or two.

The words are those of all units' records, so they are only ever looked for within the person's own scope and never
told: what nobody may see leads nowhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.db.models.functions import Left, Right
from rapidfuzz import process
from rapidfuzz.distance import OSA

from core.search.entries import SearchWord
from core.search.words import term

MOST = 12
"""Other words tried in place of one."""


@dataclass(frozen=True)
class Meant:
    """The word as typed, or, with `errors`, another one, which must then stand there whole."""

    word: str
    errors: int = 0

    @property
    def term(self) -> str:
        return f" {self.word} " if self.errors else term(self.word)


def errors_allowed(word: str) -> int:
    if len(word) < 2 or any(map(str.isdigit, word)):
        return 0  # another number is another thing
    return 1 if len(word) < 5 else 2


def other_words(typed: Sequence[str]) -> dict[str, list[Meant]]:
    """For every word the likeliest others, in one query. They share its first letter or its last."""
    allowed = {word: errors_allowed(word) for word in typed}
    wanted = Q(pk=None)
    for word, most in allowed.items():
        if most:
            ends = Q(first=word[0]) | Q(last=word[-1])
            wanted |= Q(length__range=(len(word) - most, len(word) + most)) & ends
    if len(wanted) == 1:
        return {word: [] for word in typed}
    words = SearchWord.objects.alias(first=Left("word", 1), last=Right("word", 1))
    known = list(words.filter(wanted).values_list("word", flat=True))
    return {word: _nearest(word, most, known) for word, most in allowed.items()}


def _nearest(word: str, most: int, known: list[str]) -> list[Meant]:
    if not most:
        return []
    found = []
    for other, errors, _place in process.extract(
        word, known, scorer=OSA.distance, score_cutoff=most, limit=None
    ):
        if errors and other[0].isalpha():
            kept_ends = (other[0] == word[0]) + (other[-1] == word[-1])
            found.append((errors, -kept_ends, abs(len(other) - len(word) - 1), other))
    return [Meant(other, errors) for errors, _ends, _longer, other in sorted(found)[:MOST]]
