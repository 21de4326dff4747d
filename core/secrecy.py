"""Marks of state secrecy in a text: MẬT, TỐI MẬT, TUYỆT MẬT (Law on the protection of state secrets).

The product holds no state secrets, so what bears a mark is refused. Pure functions, no Django: also the process
that reads uploaded files uses them.
"""

import re
import unicodedata

_LETTER = r"[^\W\d_]"
_SEPARATOR = r"[\s_.–-]{1,3}"


def _spaced(word: str) -> str:
    """The word as a stamp or a PDF may space its letters: `M Ậ T`."""
    return r"[ ]?".join(word)


def _standing_alone(pattern: str) -> re.Pattern:
    return re.compile(rf"(?<!{_LETTER})(?:{pattern})(?!{_LETTER})")


_DEGREES = _standing_alone(
    "|".join(
        f"{_spaced(degree)}{_SEPARATOR}{_spaced(word)}"
        for word, degrees in (("MẬT", ("TỐI", "TUYỆT")), ("MAT", ("TOI", "TUYET")))
        for degree in degrees
    )
)
"""Nothing else is written so, not even without accents, as in names of files."""
_PLAIN = _standing_alone(_spaced("MẬT"))
"""Without accents MAT is many words: let pass."""

_WORD_BEFORE = re.compile(rf"({_LETTER}+)[\s_.,/&+–-]{{1,3}}$")
_WORD_AFTER = re.compile(rf"[ _.,/&+–-]{{1,3}}({_LETTER}+)")
_KEEPING = "BẢO BÍ CƠ CẨN NGHIÊM THÂN TRÙ"  # bảo mật, bí mật, cơ mật, cẩn mật, nghiêm mật, thân mật, trù mật
_BILE = (
    "TÚI ĐƯỜNG GAN ỐNG SỎI DỊCH MUỐI TẮC TỤY TUỴ Ứ RÒ TRÀN NANG TIẾT LƯU ACID AXIT TỐ"  # túi mật, gan mật …
)
_FOLLOWING = (
    "KHẨU MÃ ĐỘ ONG THIẾT VỤ THƯ HOA MÍA GẤU TỤY TUỴ CHỦ RUỘT"  # mật khẩu, mật độ, mật tụy, mật chủ …
)
_ORDINARY_BEFORE = frozenset(f"{_KEEPING} {_BILE}".split())
_ORDINARY_AFTER = frozenset(_FOLLOWING.split())
_NEAR = 24
"""Characters beside a word in which its neighbour is looked for."""


def bears_mark(text: str) -> bool:
    """Does the text hold one of the three marks in capitals, as words of their own?

    BẢO MẬT, BÍ MẬT NHÀ NƯỚC or GAN MẬT are ordinary words in a heading, and so is every word in small letters.
    """
    text = _normal(text)
    if "M" not in text:
        return False
    return bool(_DEGREES.search(text)) or any(_is_mark(text, found) for found in _PLAIN.finditer(text))


def _normal(text: str) -> str:
    """Composed, without the invisible characters that could part a word."""
    if text.isascii():
        return text
    composed = unicodedata.normalize("NFKC", text)
    if "M" not in composed:
        return composed
    return "".join(char for char in composed if unicodedata.category(char) != "Cf")


def _is_mark(text: str, found: re.Match) -> bool:
    before = _WORD_BEFORE.search(text[max(found.start() - _NEAR, 0) : found.start()])
    after = _WORD_AFTER.match(text[found.end() : found.end() + _NEAR])
    ordinary = (before and before[1] in _ORDINARY_BEFORE) or (after and after[1] in _ORDINARY_AFTER)
    return not ordinary
