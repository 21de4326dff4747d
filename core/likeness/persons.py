"""How alike two names of people are."""

import re
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from core.text import fold, match_key

TITLES = frozenset({
    "gs", "pgs", "ts", "ths", "bs", "bsck", "bscki", "bsckii", "ck", "cki", "ckii", "i", "ii", "ds",
    "dd", "ktv", "cn", "ncs", "ong", "ba", "mr", "mrs", "ms", "dr", "prof", "md", "phd",
})  # fmt: skip
_FOREIGN = re.compile(r"[,;./()]+")
ONE_ACCENTLESS, OTHER_ORDER, OTHER_ACCENTS, MISTYPED = 0.95, 0.9, 0.8, 0.8


def _person(name: str) -> list[str]:
    """The words of a person's name, in their accents, without titles in front."""
    words = _FOREIGN.sub(" ", name).split()
    while len(words) > 2 and fold(words[0]) in TITLES:
        words.pop(0)
    return [match_key(word) for word in words]


def person_likeness(one: str, other: str) -> float:
    """How alike two names of people are: 1 is the same name; nothing is said of whether it is the same person."""
    a, b = _person(one), _person(other)
    if a == b:
        return 1.0
    plain_a, plain_b = [fold(word) for word in a], [fold(word) for word in b]
    if plain_a == plain_b:
        return ONE_ACCENTLESS if a == plain_a or b == plain_b else OTHER_ACCENTS
    if sorted(plain_a) == sorted(plain_b):
        return OTHER_ORDER
    if "".join(plain_a) == "".join(plain_b):
        return ONE_ACCENTLESS
    if len(plain_a) == len(plain_b) > 1:
        apart = [(x, y) for x, y in zip(plain_a, plain_b, strict=True) if x != y]
        if len(apart) == 1 and OSA.distance(*apart[0]) == 1 and min(map(len, apart[0])) > 2:
            return MISTYPED
    return 0.0


def person_keys(name: str) -> Iterator[str]:
    """What two names worth comparing share: all words, or all but one."""
    words = sorted(fold(word) for word in _person(name))
    yield "".join(words)
    if len(words) > 1:
        for at in range(len(words)):
            yield f"{len(words)} " + " ".join(words[:at] + words[at + 1 :])
