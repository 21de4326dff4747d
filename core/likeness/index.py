"""Names of many bodies against many."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from itertools import combinations

from core.likeness import NEAR, SAME
from core.likeness.bodies import LONG, likeness, slip
from core.likeness.lexicon import Is
from core.likeness.names import SHORTEST_ACRONYM, Form, Names

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
