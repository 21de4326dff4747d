"""Finding a unit, partner or country by what people call it. Nothing is guessed."""

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from core.parse import CellError
from core.text import match_key, split_known

ALIKE = 75
"""Of 100: names this much alike are told as candidates."""
MOST_ASKED = 500
"""For so many unknown names of one load similar ones are looked for; a list of thousands needs another look."""


class Names:
    """Every name of every thing of one kind. A name of two different things finds neither."""

    def __init__(self):
        self._things: dict[str, list] = {}
        self._keys_of: dict[tuple, set[str]] = {}
        self.unusable: set[str] = set()
        """Names of rows that failed their own check: references to them raise no second error."""
        self._alike: dict[str, list[str]] = {}

    def add(self, thing, *names: str) -> None:
        """Make `thing` known by `names`; what it was called before is forgotten."""
        self.forget(thing)
        keys = self._keys_of[_identity(thing)] = {key for name in names if (key := match_key(name or ""))}
        for key in keys:
            self._things.setdefault(key, []).append(thing)

    def call(self, thing, name: str) -> None:
        """`name` means `thing` from now on, whatever else it meant: somebody decided so."""
        key = match_key(name)
        self._things[key] = [thing]
        self._keys_of.setdefault(_identity(thing), set()).add(key)

    def forget(self, thing) -> None:
        identity = _identity(thing)
        for key in self._keys_of.pop(identity, ()):
            left = [other for other in self._things[key] if _identity(other) != identity]
            if left:
                self._things[key] = left
            else:
                del self._things[key]

    def find(self, name: str):
        """The one thing of this name, or None."""
        found = self._things.get(match_key(name), [])
        return found[0] if len(found) == 1 else None

    def one(self, text: str):
        """The thing called `text`. CellError names the candidates when there is none or more than one."""
        return self._only(text, self._things.get(match_key(text)))

    def many(self, cell: str) -> tuple[list, list[str]]:
        """The things a cell names, separated by `;`, and those it names twice."""
        things, twice, faults = [], [], []
        for text, found in split_known(cell, self._things):
            try:
                thing = self._only(text, found)
            except NotKnown as fault:
                faults.append(fault)
                continue
            if any(_identity(other) == _identity(thing) for other in things):
                twice.append(text)
            else:
                things.append(thing)
        if faults:
            raise NotKnown(" ".join(map(str, faults)), [text for fault in faults for text in fault.texts])
        return things, twice

    def leading(self, text: str) -> tuple[list, str, list[str]]:
        """The things named at the start of a text, the rest of it as typed (free text), and what is named twice."""
        things, twice, pieces = [], [], text.split(";")
        while pieces and (thing := self.find(pieces[0])) is not None:
            if any(_identity(other) == _identity(thing) for other in things):
                twice.append(pieces[0].strip())
            else:
                things.append(thing)
            pieces.pop(0)
        return things, ";".join(pieces).strip(), twice

    def _only(self, text: str, found: list | None):
        if found and len(found) == 1:
            return found[0]
        if match_key(text) in self.unusable:
            raise AlreadyReported
        if found:
            told = {"name": text, "candidates": "; ".join(sorted(str(thing) for thing in found))}
            raise NotKnown(_("“%(name)s” could be: %(candidates)s.") % told, [text])
        if close := self._similar(match_key(text)):
            candidates = dict.fromkeys(str(thing) for key in close for thing in self._things[key])
            told = {"name": text, "candidates": "; ".join(candidates)}
            raise NotKnown(_("No such name: “%(name)s”. Similar: %(candidates)s.") % told, [text])
        raise NotKnown(_("No such name: “%(name)s”.") % {"name": text}, [text])

    def _similar(self, key: str) -> list[str]:
        """Names much like this one, looked for once."""
        if key not in self._alike and len(self._alike) < MOST_ASKED:
            found = process.extract(key, self._things.keys(), scorer=fuzz.ratio, limit=3, score_cutoff=ALIKE)
            self._alike[key] = [name for name, _score, _place in found]
        return [name for name in self._alike.get(key, ()) if name in self._things]


def _identity(thing) -> tuple:
    """The same stored row is the same thing, whichever copy; a new one is itself."""
    return ("stored", thing.pk) if thing.pk else ("new", id(thing))


class NotKnown(CellError):
    """Texts of a cell that name nothing known, or more than one thing."""

    def __init__(self, reason: str, texts: list[str]):
        super().__init__(reason)
        self.texts = texts


class AlreadyReported(CellError):
    """The cell refers to a row whose own fault is reported."""
