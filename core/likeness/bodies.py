"""How alike two bodies are by their names and countries."""

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import OSA

from core.likeness import SAME
from core.likeness.lexicon import Is, Word
from core.likeness.names import SHORTEST_ACRONYM, Form, Names

WORTH = {
    Is.NAME: 1.0, Is.NUMBER: 0.9, Is.PLACE: 0.8, Is.CONCEPT: 0.6, Is.COUNTRY: 0.5, Is.KIND: 0.4, Is.GENERAL: 0.15,
}  # fmt: skip
"""Of a word in the share two different names have in common, which only puts near ones in order."""
DECISIVE = frozenset({Is.NAME, Is.NUMBER, Is.PLACE, Is.CONCEPT, Is.COUNTRY, Is.KIND})
"""Left over on both sides they make two bodies."""


@dataclass(frozen=True)
class Likeness:
    score: float
    """1 is the same name; from SAME on likely the same body."""
    slips: tuple[tuple[str, str], ...] = ()
    """Words taken for a slip of the pen of one another."""
    only_first: tuple[Word, ...] = ()
    only_second: tuple[Word, ...] = ()


NOTHING = Likeness(0.0)
OTHER_COUNTRY = 0.12
"""What two different countries take away; a slip or a word more is then one too many."""


def likeness(one: Names, other: Names, real: Container[str] = ()) -> Likeness:
    """The best of all ways the two are called, and their countries. `real`: words known to be no slip of the pen."""
    best = NOTHING
    for a in one.forms:
        for b in other.forms:
            if (a.partial and b.partial) or (a.inner and b.inner and not a.acronym):
                continue  # what two share in brackets or before a comma does not make them one
            if (found := _of_forms(a, b, one, other, real)).score > best.score:
                best = found
    if one.country and other.country and one.country != other.country:
        best = Likeness(max(best.score - OTHER_COUNTRY, 0.0), best.slips, best.only_first, best.only_second)
    return best


def _of_forms(a: Form, b: Form, one: Names, other: Names, real: Container[str]) -> Likeness:
    if a.acronym and b.acronym:
        return _of_acronyms(a, b, one, other)
    if (a.acronym or b.acronym) and _spells_out(a, b):
        return Likeness(0.9)
    if a.partial != b.partial and any(form.partial for form in (one if b.partial else other).forms):
        return NOTHING  # the other has a part after the comma too: wholes are compared
    said = Said(one.country, other.country, real)
    whole = _of_words(a.words, b.words, said)
    if a.parts and b.parts and whole.score < SAME:
        return min(
            (_of_words(x, y, said) for x, y in zip(a.parts, b.parts, strict=True)),
            key=lambda item: item.score,
        )
    return whole


@dataclass(frozen=True)
class Said:
    """What is known of two names besides their words."""

    first_country: str = ""
    second_country: str = ""
    real: Container[str] = ()


UNSAID = Said()


def _of_acronyms(a: Form, b: Form, one: Names, other: Names) -> Likeness:
    if a.acronym != b.acronym:
        return NOTHING
    long = [(x, y) for x in one.forms for y in other.forms if not x.acronym and not y.acronym]
    apart = long and max(_of_words(x.words, y.words).score for x, y in long) < SAME
    return Likeness(0.8 if apart and _share(*_long(one, other)) > 0.3 else 0.95)


def _spells_out(a: Form, b: Form) -> bool:
    """Is one the initials of the other?"""
    short, long = (a, b) if a.acronym else (b, a)
    return len(short.acronym) >= SHORTEST_ACRONYM and short.acronym == long.initials


def _long(one: Names, other: Names) -> tuple[Counter, Counter]:
    """The words of the long forms of two bodies that share an acronym: in one language they have much in common."""
    found = [
        Counter(word for form in side.forms if not form.acronym for word in form.words)
        for side in (one, other)
    ]
    return found[0], found[1]


SLIP = 0.04
ADDED_NAME, ADDED_NUMBER, ADDED_CONCEPT, ADDED_GENERAL = 0.25, 0.3, 0.2, 0.05


def _of_words(first: Sequence[Word], second: Sequence[Word], said: Said = UNSAID) -> Likeness:
    a, b = list(dict.fromkeys(first)), list(dict.fromkeys(second))
    common = [word for word in a if word in b]
    left, right = [word for word in a if word not in b], [word for word in b if word not in a]
    common += _joined(left, right) + _joined(right, left)
    slips = _slips(left, right, said.real)
    common += [word for word, _other, _edits in slips]
    if not any(word.kind not in (Is.KIND, Is.GENERAL) for word in common) and (left or right):
        return Likeness(0.3 * _share(Counter(a), Counter(b)))
    told = tuple((x.text, y.text) for x, y, _edits in slips)
    rest = (tuple(left), tuple(right))
    if any(word.kind in DECISIVE for word in left) and any(word.kind in DECISIVE for word in right):
        return Likeness(0.7 * _share(Counter(a), Counter(b)), told, *rest)
    cost = sum(SLIP * edits for _x, _y, edits in slips)
    cost += sum(_added(word, common, b, said.second_country) for word in left)
    cost += sum(_added(word, common, a, said.first_country) for word in right)
    return Likeness(max(1 - cost, 0.7 * _share(Counter(a), Counter(b))), told, *rest)


def _added(word: Word, common: list[Word], poorer: list[Word], country: str) -> float:
    """What a word that stands on one side only costs; `country` is that of the other side."""
    names = sum(other.kind == Is.NAME for other in common)
    if word.kind == Is.PLACE:
        return 0.1 if names > 1 else 0.2
    if word.kind == Is.COUNTRY:
        return 0.02 if word.text == country else (0.08 if names else 0.2)
    if word.kind == Is.KIND:
        has_kind = any(other.kind == Is.KIND for other in poorer)
        return 0.1 if names and not has_kind else 0.25
    return {Is.NAME: ADDED_NAME, Is.NUMBER: ADDED_NUMBER, Is.CONCEPT: ADDED_CONCEPT}.get(
        word.kind, ADDED_GENERAL
    )


def _joined(left: list[Word], right: list[Word]) -> list[Word]:
    """Words written together on one side and apart on the other; taken out of both."""
    found = []
    for one, two in list(pairwise(left)):
        whole = next((word for word in right if word.text == one.text + two.text), None)
        if whole is not None and one in left and two in left:
            left.remove(one)
            left.remove(two)
            right.remove(whole)
            found.append(whole)
    return found


def _slips(left: list[Word], right: list[Word], real: Container[str]) -> list[tuple[Word, Word, int]]:
    """Pairs of words that are one word mistyped; taken out of both."""
    found = []
    for one in list(left):
        close = [
            (edits, two) for two in right if (edits := slip(one.text, two.text)) and _may_slip(one, two, real)
        ]
        if close:
            edits, two = min(close, key=lambda pair: pair[0])
            left.remove(one)
            right.remove(two)
            found.append((one, two, edits))
    return found


def _may_slip(one: Word, two: Word, real: Container[str]) -> bool:
    """Two words of the lexicon are two words; what nobody knows may be one of them mistyped."""
    unknown = [word for word in (one, two) if word.kind == Is.NAME and word.text not in real]
    return bool(unknown) and Is.NUMBER not in (one.kind, two.kind)


LONG = 10
"""Letters of a word in which two strokes may be wrong."""


def slip(one: str, two: str) -> int:
    """How many strokes make one word of the other, where they are few for its length; else 0."""
    shorter = min(len(one), len(two))
    most = 2 if shorter >= LONG else 1 if shorter >= 5 else 0
    if not most or one[0] != two[0]:
        return 0
    edits = OSA.distance(one, two, score_cutoff=most)
    return edits if edits <= most else 0


def _share(a: Counter, b: Counter) -> float:
    """The weighted share of words two names have in common, 0 to 1."""
    both = sum(_worth(word) for word in a if word in b)
    whole = sum(_worth(word) for word in a) + sum(_worth(word) for word in b)
    return 2 * both / whole if whole else 0.0


def _worth(word: Word) -> float:
    return WORTH.get(word.kind, 0.0)
