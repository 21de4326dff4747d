"""How alike two names of bodies are, or of people: pure functions of strings, no query.

A name is read as words that each have a class (`core/data/name_words.txt`, `name_places.txt`): words of legal form are
dropped, what sort of body it is and what it is about are the same word in Vietnamese and in English, towns are known.
Then the words left over on both sides decide. One word standing where another stands (Tokyo for Kyoto, số 1 for số 2,
Nhi for Mắt) makes another body; a word more on one side costs what its class is worth; a slip of the pen costs little.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations, pairwise
from pathlib import Path
from typing import NamedTuple

from rapidfuzz.distance import OSA

from core.text import fold, match_key

SAME = 0.85
"""From here on two names are likely one body: listed, and asked about."""
NEAR = 0.5
"""From here on a name is worth showing to who types another."""
DATA = Path(__file__).parent / "data"


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


WORTH = {
    Is.NAME: 1.0, Is.NUMBER: 0.9, Is.PLACE: 0.8, Is.CONCEPT: 0.6, Is.COUNTRY: 0.5, Is.KIND: 0.4, Is.GENERAL: 0.15,
}  # fmt: skip
"""Of a word in the share two different names have in common, which only puts near ones in order."""
DECISIVE = frozenset({Is.NAME, Is.NUMBER, Is.PLACE, Is.CONCEPT, Is.COUNTRY, Is.KIND})
"""Left over on both sides they make two bodies."""


class Word(NamedTuple):
    text: str
    """In the one form all its spellings share."""
    kind: str


# --- the lexicon --------------------------------------------------------------------------------


def _lines(name: str) -> Iterator[str]:
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line


@cache
def _lexicon() -> dict[tuple[str, ...], tuple[Word, ...]]:
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


ABOUT = frozenset({"medicine", "pharmacy", "health"})


@cache
def _longest() -> int:
    return max(len(phrase) for phrase in _lexicon())


@cache
def _known_bodies() -> dict[str, tuple[str, ...]]:
    """Name of a well-known body, squeezed → all its names."""
    found = {}
    for line in _lines("known_bodies.txt"):
        names = tuple(name.strip() for name in line.split(";"))
        found |= {_squeezed(name): names for name in names}
    return found


# --- reading a name -----------------------------------------------------------------------------

_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_REMARK = re.compile(r"^\s*[(\[][^()\[\]]*[)\]]")
"""In brackets before the name."""
_TOKEN = re.compile(r"[^\W_]+")
_ACRONYM = re.compile(r"[A-ZĐ][A-ZĐ0-9]+(?:[-./&][A-ZĐ0-9]+)*")
_ROMAN = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9"}
SHORTEST_ACRONYM = 3
"""Letters; two are shared by too many."""


@dataclass(frozen=True)
class Form:
    """One way a body is called."""

    words: tuple[Word, ...]
    initials: str
    """Of every word that means something, as an acronym is made."""
    acronym: str
    """The letters, where the form is nothing but an acronym."""
    inner: bool = False
    """Stood in brackets: another name of the body, or what it belongs to."""
    partial: bool = False
    """Without what stood after a comma: compared only with names that have no such part."""
    parts: tuple[tuple[Word, ...], ...] = ()
    """What stood before the first comma and after it."""
    folded: str = ""

    @property
    def squeezed(self) -> str:
        return "".join(word.text for word in self.words)


@lru_cache(maxsize=65536)
def read(name: str) -> tuple[Word, ...]:
    """The words of a name: dropped what says nothing, phrases as one word, each with its class."""
    tokens = [token for token in _TOKEN.findall(fold(name.replace("&", " and ").replace("’", "'"))) if token]
    tokens = _united(tokens)
    lexicon, found, at = _lexicon(), [], 0
    while at < len(tokens):
        for length in range(min(_longest(), len(tokens) - at), 0, -1):
            phrase = tuple(tokens[at : at + length])
            if phrase in lexicon and not _is_initial(phrase, tokens):
                found.extend(lexicon[phrase])
                at += length
                break
        else:
            found.append(_word(tokens, at))
            at += 1
    return tuple(word for word in found if word.text)


def _is_initial(phrase: tuple, tokens: list[str]) -> bool:
    """A single letter or the whole name is what it is, not a small word."""
    return len(phrase) == len(tokens) == 1 and _lexicon()[phrase] == ()


def _united(tokens: list[str]) -> list[str]:
    """`số 1` is the number, `u s a` typed apart is `usa`."""
    found: list[str] = []
    for at, token in enumerate(tokens):
        following = tokens[at + 1] if at + 1 < len(tokens) else ""
        if token in ("so", "no") and following.isdecimal():
            continue
        found.append(token)
    return found


def _word(tokens: list[str], at: int) -> Word:
    token = tokens[at]
    if any(letter.isdecimal() for letter in token):
        return Word(token.lstrip("0") or "0", Is.NUMBER)
    if token in _ROMAN and at:
        return Word(_ROMAN[token], Is.NUMBER)
    return Word(token, Is.NAME)


def _squeezed(name: str) -> str:
    return "".join(_TOKEN.findall(fold(name)))


@lru_cache(maxsize=65536)
def forms(name: str) -> tuple[Form, ...]:
    """The ways one written name calls its body: without brackets, what stands in them, before the first comma."""
    name = _REMARK.sub("", name) or name
    outside = _BRACKETS.sub(" ", name).strip(" ,;-–") or name
    inside = [part.strip() for part in _BRACKETS.findall(name)]
    plain = [part for part in inside if not _is_a_name(part, outside) and not _ACRONYM.fullmatch(part)]
    head, comma, tail = outside.partition(",")
    has_tail = bool(comma and tail.strip() and _is_proper(read(head)))
    found = [_form(" ".join([outside, *plain]), parts=(read(head), read(tail)) if has_tail else ())]
    if has_tail:
        found.append(_form(head, partial=True))
    if not comma and (match := re.fullmatch(r"(.{6,}?)\s*[-–—/]\s*(.+)", outside)) and _is_acronym(match[2]):
        found.append(_form(match[1]))
        inside.append(match[2])
    found += [_form(part, inner=True) for part in inside if _is_a_name(part, outside)]
    for form in list(found):
        found += [_form(other) for other in _known_bodies().get(_squeezed(form.folded), ())]
    return tuple(dict.fromkeys(form for form in found if form.words))


def _is_acronym(text: str) -> bool:
    return bool(_ACRONYM.fullmatch(text)) and len(_squeezed(text)) >= SHORTEST_ACRONYM


def _is_a_name(part: str, outside: str) -> bool:
    """Is what stands in brackets the body's name once more: not a place, a remark, or the body it belongs to?"""
    if _is_acronym(part):
        return True
    kinds, outer = ({word for word in read(text) if word.kind == Is.KIND} for text in (part, outside))
    if kinds and outer and not kinds & outer:
        return False
    words = read(part)
    return len(words) > 1 and (bool(kinds) or sum(word.kind in (Is.NAME, Is.CONCEPT) for word in words) > 1)


def _is_proper(words: tuple[Word, ...]) -> bool:
    return any(word.kind == Is.NAME for word in words)


def _form(text: str, *, inner: bool = False, partial: bool = False, parts: tuple = ()) -> Form:
    tokens = [token for token in _TOKEN.findall(fold(text)) if token not in SMALL]
    letters = _squeezed(text) if _is_acronym(text.strip()) else ""
    return Form(read(text), "".join(token[0] for token in tokens), letters, inner, partial, parts, fold(text))


SMALL = frozenset({"the", "of", "and", "for", "in", "at", "to", "on", "by", "va", "cua", "cho", "tai", "cac", "ve", "de", "des", "du", "la", "le", "s", "et", "und"})  # fmt: skip


@dataclass(frozen=True)
class Names:
    """Everything one body is called, and its country (two letters; empty: not known)."""

    forms: tuple[Form, ...]
    country: str = ""

    @classmethod
    def of(cls, names: Iterable[str], country: str = "") -> "Names":
        found = [form for name in names if name for form in forms(name)]
        return cls(tuple(dict.fromkeys(found)), country.lower())


# --- comparing ----------------------------------------------------------------------------------


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


# --- people -------------------------------------------------------------------------------------

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


# --- many against many --------------------------------------------------------------------------

CROWD = 40
"""Names that share a word, from which on the word alone makes nobody worth comparing."""
REAL = 3
"""So many bodies bear a word: nobody mistyped it."""


class Index:
    """Names of many bodies by what they are worth comparing for: thousands against thousands in seconds."""

    def __init__(self, bodies: Mapping[Hashable, Names]):
        self.bodies = bodies
        self._near: dict[str, set[str]] = {}
        self._by_word: dict[str, set] = defaultdict(set)
        self._by_whole: dict[str, set] = defaultdict(set)
        self._by_pair: dict[tuple[str, str], set] = defaultdict(set)
        for key, names in bodies.items():
            for form in names.forms:
                for whole in _wholes(form):
                    self._by_whole[whole].add(key)
                for word in form.words:
                    self._by_word[word.text].add(key)
        self.real = frozenset(word for word, bearers in self._by_word.items() if len(bearers) >= REAL)
        self._slips = _neighbours(word for word in self._by_word if len(word) >= 5)
        for key, names in bodies.items():
            for form in names.forms:
                for pair in _pairs(form):
                    self._by_pair[pair].add(key)

    def candidates(self, names: Names) -> set:
        """Whom a body of these names is worth comparing with."""
        found: set = set()
        for form in names.forms:
            for whole in _wholes(form):
                found |= self._by_whole.get(whole, set())
            for word in form.words:
                for text in (word.text, *self._close(word.text)):
                    bearers = self._by_word.get(text, ())
                    if word.kind != Is.KIND and len(bearers) <= CROWD:
                        found |= set(bearers)
            for pair in _pairs(form):
                bearers = self._by_pair.get(pair, ())
                if len(bearers) <= CROWD:
                    found |= set(bearers)
        return found

    def _close(self, text: str) -> set[str]:
        if text not in self._near:
            near = (
                {word for part in _deletions(text) for word in self._slips.get(part, ())}
                if len(text) >= 5
                else set()
            )
            self._near[text] = {word for word in near if word != text and slip(text, word)}
        return self._near[text]

    def similar(self, names: Names, *, least: float = NEAR) -> list[tuple[float, Hashable]]:
        """(score, key) of the bodies at least so like, the likest first."""
        scored = [(likeness(names, self.bodies[key], self.real).score, key) for key in self.candidates(names)]
        return sorted(
            (pair for pair in scored if pair[0] >= least), key=lambda pair: (-pair[0], str(pair[1]))
        )

    def pairs(self, *, least: float = SAME) -> Iterator[tuple[float, Hashable, Hashable]]:
        """(score, one, other) of every two at least so like, each pair once."""
        place = {key: number for number, key in enumerate(self.bodies)}
        for key, names in self.bodies.items():
            for other in self.candidates(names):
                if (
                    place[other] > place[key]
                    and (found := likeness(names, self.bodies[other], self.real)).score >= least
                ):
                    yield found.score, key, other


def _wholes(form: Form) -> Iterator[str]:
    """What two spellings of the whole name share: all letters in a row, the acronym, the initials."""
    yield "".join(sorted(word.text for word in form.words))
    yield form.squeezed
    if form.acronym:
        yield f"={form.acronym}"
    elif len(form.initials) >= SHORTEST_ACRONYM:
        yield f"={form.initials}"


def _pairs(form: Form) -> Iterator[tuple[str, str]]:
    """Any two words that say something: for names made only of words that many bear."""
    texts = sorted({word.text for word in form.words if word.kind != Is.GENERAL})
    yield from combinations(texts[:8], 2)


def _neighbours(words: Iterable[str]) -> dict[str, list[str]]:
    """Part of a word → the words it is left of when a letter or two are taken out."""
    found = defaultdict(list)
    for word in words:
        for part in _deletions(word):
            found[part].append(word)
    return found


def _deletions(word: str) -> set[str]:
    found = {word} | {word[:at] + word[at + 1 :] for at in range(len(word))}
    if len(word) >= LONG:
        found |= {part[:at] + part[at + 1 :] for part in list(found) for at in range(len(part))}
    return found
