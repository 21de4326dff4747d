"""A written name as its words, and every way a body is called."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from core.likeness.lexicon import TOKEN, Is, Word, known_bodies, lexicon, longest_phrase, squeezed
from core.text import fold

_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_REMARK = re.compile(r"^\s*[(\[][^()\[\]]*[)\]]")
"""In brackets before the name."""
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
    tokens = [token for token in TOKEN.findall(fold(name.replace("&", " and ").replace("’", "'"))) if token]
    tokens = _united(tokens)
    phrases, found, at = lexicon(), [], 0
    while at < len(tokens):
        for length in range(min(longest_phrase(), len(tokens) - at), 0, -1):
            phrase = tuple(tokens[at : at + length])
            if phrase in phrases and not _is_initial(phrase, tokens):
                found.extend(phrases[phrase])
                at += length
                break
        else:
            found.append(_word(tokens, at))
            at += 1
    return tuple(word for word in found if word.text)


def _is_initial(phrase: tuple, tokens: list[str]) -> bool:
    """A single letter or the whole name is what it is, not a small word."""
    return len(phrase) == len(tokens) == 1 and lexicon()[phrase] == ()


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
        found += [_form(other) for other in known_bodies().get(squeezed(form.folded), ())]
    return tuple(dict.fromkeys(form for form in found if form.words))


def _is_acronym(text: str) -> bool:
    return bool(_ACRONYM.fullmatch(text)) and len(squeezed(text)) >= SHORTEST_ACRONYM


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
    tokens = [token for token in TOKEN.findall(fold(text)) if token not in SMALL]
    letters = squeezed(text) if _is_acronym(text.strip()) else ""
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
