"""Vietnamese text: folding for search, keys for matching, ICU order for sorting.

Pure functions of strings; nothing here raises on any string.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TypeVar

# hyphens, dashes, bars and minus signs that people type, or paste, for the same thing
_DASHES = "-‐‑‒–—―⁃−﹘﹣－"
_SPACED_DASH = re.compile(rf"\s*[{re.escape(_DASHES)}]\s*")
_SPACED_SEPARATOR = re.compile(r"\s*([;,])\s*")
_QUOTES = str.maketrans("‘’‚‛′“”„‟″«»", '\'\'\'\'\'"""""""')
_UNDECOMPOSED = str.maketrans({"đ": "d", "ø": "o", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe"})

# what folding takes away at once: every mark that decomposition set apart, and the letters it leaves whole
_BARE = _UNDECOMPOSED | dict.fromkeys(
    point
    for point in (*range(0x300, 0x20000), *range(0xE0100, 0xE01F0))
    if unicodedata.category(chr(point)) == "Mn"
)

V = TypeVar("V")

# --- matching and searching ---------------------------------------------------------------------


def _visible(text: str) -> str:
    """The text without zero-width, soft-hyphen and other invisible format characters."""
    if text.isascii() or text.isprintable():
        return text
    return "".join(c for c in text if unicodedata.category(c) != "Cf")


def _spaces(text: str) -> str:
    return " ".join(text.split())


def fold(s: str) -> str:
    """The form in which text is searched: no accents, no case, `đ` as `d`, one kind of dash and space.

    `fold(fold(s)) == fold(s)`, and NFC and NFD text fold alike. `&` stays as it is.
    """
    return _fold_short(s) if len(s) <= _SHORT else _fold(s)


def _fold(s: str) -> str:
    if s.isascii():
        return _SPACED_DASH.sub("-", _spaces(s.lower()))
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", _visible(s)).casefold())
    if not text.isascii():
        text = text.translate(_BARE)
    text = unicodedata.normalize("NFC", text).casefold().translate(_QUOTES)
    return _SPACED_DASH.sub("-", _spaces(text))


_SHORT = 100
"""Names, labels and headings are asked for again and again: short texts are folded once."""
_fold_short = lru_cache(maxsize=32768)(_fold)


def fold_all(parts: Iterable[str]) -> str:
    """`fold` of texts with a space between them. Most were folded before: names, and numbers."""
    return _fold(" ".join(map(fold, parts)))


_ACUTE = "\u0301"
_TONES = ("\u0300", "\u0309", "\u0303", _ACUTE, "\u0323")
# "oà" → "òa": in an open syllable the tone may be typed on either vowel
_TONE_MOVES = {
    unicodedata.normalize("NFC", first + second + tone): unicodedata.normalize("NFC", first + tone + second)
    for first, second in (("o", "a"), ("o", "e"), ("u", "y"))
    for tone in _TONES
}
_TONE_ON_SECOND = re.compile(rf"(?<!q)(?:{'|'.join(_TONE_MOVES)})(?![^\W\d_])")


def match_key(s: str) -> str:
    """The form in which two spellings are one name: case, spaces, dash kinds, quotes, tone placement aside.

    Accents count: `Phổi` and `Phoi` differ. "Việt Nam – Cuba" and "VIỆT NAM-CUBA" agree, so do "Hoà" and "Hòa".
    """
    return _match_short(s) if len(s) <= _SHORT else _match_key(s)


def _match_key(s: str) -> str:
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFC", _visible(s)).casefold()).translate(
        _QUOTES
    )
    text = _SPACED_SEPARATOR.sub(r"\1 ", _SPACED_DASH.sub("-", _spaces(text))).strip()
    return _TONE_ON_SECOND.sub(lambda m: _TONE_MOVES[m.group()], text)


_match_short = lru_cache(maxsize=32768)(_match_key)


def person_key(name: str) -> str:
    """The form in which two spellings are one person's name: case, spaces and NFC/NFD aside, nothing else."""
    return _spaces(unicodedata.normalize("NFC", unicodedata.normalize("NFC", _visible(name)).casefold()))


_LONGEST_LABEL = 16  # no label contains this many semicolons; bounds the work on a hostile cell


def split_known(cell: str, keys: Mapping[str, V]) -> list[tuple[str, V | None]]:
    """Read a cell of several values separated by `;`, where a known label may itself contain `;`.

    `keys` maps `match_key(label)` to its value. From the left the longest known label is taken, then a `;`,
    and so on. Each value comes with its text as typed (trimmed); an unknown text comes with None.
    Empty pieces (`a;;b`, a closing `;`) are left out.
    """
    pieces = unicodedata.normalize("NFC", cell).split(";")
    piece_keys = [match_key(piece) for piece in pieces]
    found: list[tuple[str, V | None]] = []
    start = 0
    while start < len(pieces):
        for end in range(min(len(pieces), start + _LONGEST_LABEL), start, -1):
            key = "; ".join(piece_keys[start:end])
            if key in keys:
                found.append((";".join(pieces[start:end]).strip(), keys[key]))
                start = end
                break
        else:
            if piece_keys[start]:
                found.append((pieces[start].strip(), None))
            start += 1
    return found


# --- sorting ------------------------------------------------------------------------------------

# ICU's order of what is not a letter, then Vietnamese letters; f j w z keep their Latin places
_ORDER = (
    "\t\n\v\f\r\x85\u2028\u2029 _-‐‒–—―,;:!?.·'‘’‚‹›\"“”„«»()[]{}§¶@*/\\&#%‰†‡•`´^¯¨°©®+±÷×<=>|¦~−¤¢$£¥₫€"
    "0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
)
# each level's weights are characters: a smaller weight sorts first, and a missing one (chr 0 ends a level) before all
_PRIMARY = {c: chr(i) for i, c in enumerate(_ORDER, start=1)}
_COMMON, _UPPER, _VARIANT, _UPPER_VARIANT = "\x01", "\x02", "\x03", "\x04"
# the five tones in Vietnamese order, then the marks of other languages in ICU's
_MARKS = {
    mark: chr(i)
    for i, mark in enumerate(
        "\u0300\u0309\u0303\u0301\u0323\u0306\u0302\u030c\u030a\u0308\u030b\u0307\u0338\u0327\u0328\u0304",
        start=2,
    )
}
_OWN_LETTERS = {
    "\u0306": "ă",
    "\u0302": "âêô",
    "\u031b": "ơư",
}  # the marks that make another letter, not a tone
_SPELT_OUT = {"æ": "ae", "œ": "oe", "ß": "ss", "ø": "o\u0338", "ł": "l\u0338", "ı": "i"}


@lru_cache(maxsize=4096)
def _weights(char: str) -> tuple[str, str, str]:
    """Primary, secondary and tertiary weights of one character of NFC text; empty where it is ignored."""
    category = unicodedata.category(char)
    if category == "Mn":
        return "", _MARKS.get(char, "\x1f"), _COMMON
    if char not in _PRIMARY and category in ("Cf", "Cc"):
        return "", "", ""
    lower = char.lower()
    case = _COMMON if lower == char else _UPPER
    if lower in _PRIMARY:
        return _PRIMARY[lower], _COMMON, case
    spelt = _SPELT_OUT.get(lower) or unicodedata.normalize("NFKD", lower)
    if spelt == lower:
        return chr(0x1000) + lower, _COMMON, case  # unknown to us: after all letters, by code point
    primary, secondary, tertiary = "", "", ""
    for part in unicodedata.normalize("NFD", spelt):
        own = _own_letter(primary, part)
        if own:
            primary = own
            continue
        p, s, t = _weights(part)
        primary, secondary, tertiary = primary + p, secondary + s, tertiary + t
    if unicodedata.normalize("NFD", lower) != spelt:
        case = _VARIANT if case == _COMMON else _UPPER_VARIANT
    return primary, secondary, case + tertiary[1:]


def _own_letter(primary: str, mark: str) -> str:
    """The primary weight of `a` + breve and the like; "" where the mark makes no letter of its own."""
    if mark not in _OWN_LETTERS or not primary:
        return ""
    return next(
        (
            _PRIMARY[letter]
            for letter in _OWN_LETTERS[mark]
            if _PRIMARY[unicodedata.normalize("NFD", letter)[0]] == primary
        ),
        "",
    )


@lru_cache(maxsize=16384)
def vietnamese_sort_key(s: str) -> str:
    """A string that sorts as ICU's collation `vi` sorts `s`.

    Letters first (a ă â b … d đ e ê …), then tones (ngang, huyền, hỏi, ngã, sắc, nặng), then lower case before
    upper, and what is still equal by code point, as PostgreSQL does. Measured against `vi-x-icu` on Vietnamese,
    Latin and punctuation; other scripts sort after them by code point.
    """
    weights = [_weights(char) for char in unicodedata.normalize("NFC", s)]
    return "\0".join(
        ("".join(w[0] for w in weights), "".join(w[1] for w in weights), "".join(w[2] for w in weights), s)
    )


def vietnamese_compare(a: str, b: str) -> int:
    """-1, 0 or 1: the order of `a` and `b` in Vietnamese (SQLite's collation `vi_icu`)."""
    key_a, key_b = vietnamese_sort_key(a), vietnamese_sort_key(b)
    return (key_a > key_b) - (key_a < key_b)
