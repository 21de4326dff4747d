"""Liberation Serif as it is measured: which signs it has, and how wide a text is. Times New Roman has the same widths."""

import re
import struct
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
FAMILY = "Liberation Serif"
MISSING = "□"
"""Stands for a sign the font lacks, so that no other font is taken for it."""
BREAK = "\u200b"
"""Where a word may be broken."""


_WORD = re.compile(rf"[^ \n{BREAK}]+")


def drawable(text: str) -> str:
    """The text as the font can draw it: marks joined to their letters, no control signs, □ for what is lacking."""
    return unicodedata.normalize("NFC", text).translate(_SIGNS)


@lru_cache(maxsize=65_536)  # a year's tables are made of the same few thousand words
def width(text: str, bold: bool = False) -> float:
    """How wide a text is on one line, in em."""
    advances = _advances("Bold" if bold else "Regular")
    return sum(advances.get(sign, 0.5) for sign in text)


def lines(text: str, room: float, bold: bool = False) -> int:
    """Lines a text takes in a column of so many em, broken at spaces; where it can be broken elsewhere too, fewer."""
    found = 0
    for line in text.split("\n"):
        found, used = found + 1, 0.0
        if width(line, bold) <= room:
            continue
        for word in re.split(rf" |(?<={BREAK})", line):
            wide = width(word, bold)
            if used and used + wide > room:
                found, used = found + 1, 0.0
            used += wide + _SPACE
    return found


_SPACE = 0.25


def broken(text: str, room: float) -> str:
    """With places to break in words wider than `room` (in em), which would run over the edge."""
    if len(text) * _widest() <= room:
        return text
    return _WORD.sub(lambda word: _pieces(word[0], room) if width(word[0], True) > room else word[0], text)


def _pieces(word: str, room: float) -> str:
    pieces, used = [], 0.0
    for sign in word:
        wide = width(sign, True)
        if used + wide > room:
            pieces.append(BREAK)
            used = 0.0
        pieces.append(sign)
        used += wide
    return "".join(pieces)


_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn")
"""Categories of signs that are for machines, for nobody, or not assigned."""


class _Signs(dict):
    """What becomes of each code point, found out when it is first met."""

    def __missing__(self, code: int) -> int | str | None:
        sign = chr(code)
        kind = unicodedata.category(sign)
        if sign in "\u2028\u2029\x0b\x0c\x85":
            found = "\n"
        elif kind == "Zs" or sign == "\t":
            found = " " if sign != "\u00a0" else sign
        elif sign == "\n" or (kind not in _UNSEEN and sign in _advances("Regular")):
            found = code
        elif kind in _UNSEEN or kind in ("Mn", "Me"):
            found = None
        else:
            found = MISSING
        self[code] = found
        return found


_SIGNS = _Signs()


@cache
def _widest() -> float:
    return max(_advances("Bold").values())


@cache
def _advances(style: str) -> dict[str, float]:
    """The width of every sign of a font in em, from its tables `cmap` (format 4) and `hmtx`."""
    font = (FONTS / f"LiberationSerif-{style}.ttf").read_bytes()
    tables = {
        font[at : at + 4]: struct.unpack_from(">I", font, at + 8)[0]
        for at in range(12, 12 + 16 * struct.unpack_from(">H", font, 4)[0], 16)
    }
    (em,) = struct.unpack_from(">H", font, tables[b"head"] + 18)
    (measured,) = struct.unpack_from(">H", font, tables[b"hhea"] + 34)
    widths = struct.unpack_from(f">{measured * 2}H", font, tables[b"hmtx"])[::2]
    return {
        chr(code): widths[min(glyph, measured - 1)] / em
        for code, glyph in _glyphs(font, tables[b"cmap"]).items()
    }


def _glyphs(font: bytes, cmap: int) -> dict[int, int]:
    (many,) = struct.unpack_from(">H", font, cmap + 2)
    records = [struct.unpack_from(">HHI", font, cmap + 4 + 8 * place) for place in range(many)]
    table = cmap + next(offset for platform, encoding, offset in records if (platform, encoding) == (3, 1))
    segments = struct.unpack_from(">H", font, table + 6)[0] // 2

    def column(number: int) -> tuple[int, ...]:
        padding = 2 if number else 0
        return struct.unpack_from(f">{segments}H", font, table + 14 + padding + 2 * segments * number)

    ends, starts, deltas, ranges = (column(number) for number in range(4))
    ranges_at = table + 16 + 2 * segments * 3
    found = {}
    for place, (start, end, delta, offset) in enumerate(zip(starts, ends, deltas, ranges, strict=True)):
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = code
            if offset:
                at = ranges_at + 2 * place + offset + 2 * (code - start)
                (glyph,) = struct.unpack_from(">H", font, at)
                if not glyph:
                    continue
            if glyph := (glyph + delta) % 65536:
                found[code] = glyph
    return found
