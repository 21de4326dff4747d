"""Tables that are text: CSV files in the encodings people save them in, and what is pasted from Excel.

This module must import no Django: the child process reads with it.
"""

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

MAX_FIELD = 100_000
"""Characters of one cell; Excel holds 32,767."""
_SAMPLE = 64 * 1024
_DELIMITERS = (";", ",", "\t", "|")
_UTF16 = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_LOOSE = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_DECLARED = re.compile(r'^\ufeff?"?sep=(.)"?\r?\n', re.IGNORECASE)


class NotText(ValueError):
    """The bytes are no text."""


def decode(data: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 or a Windows code page, told by its bytes. NFC, without a byte order mark.

    Of the two code pages, 1258 is the Vietnamese one: its tones are signs of their own, which stand after a vowel.
    """
    text = _decoded(data)
    if "\0" in text:
        raise NotText
    return unicodedata.normalize("NFC", text.removeprefix("\ufeff"))


def _decoded(data: bytes) -> str:
    for mark, encoding in _UTF16:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        if b"\0" not in data[:_SAMPLE]:
            return data.decode("utf-8")
        return data.decode(_utf16_without_mark(data), errors="replace")
    except UnicodeDecodeError:
        pass
    vietnamese = data.decode("cp1258", errors="replace")
    return data.decode("cp1252", errors="replace") if _misplaced_tones(vietnamese) else vietnamese


def _utf16_without_mark(data: bytes) -> str:
    """Text of Latin letters has its zero bytes at one side; anything else is no text."""
    sample = data[:_SAMPLE]
    low, high = sample[1::2].count(0), sample[::2].count(0)
    if max(low, high) < len(sample) // 5:
        raise NotText
    return "utf-16-le" if low > high else "utf-16-be"


def _misplaced_tones(text: str) -> bool:
    """Do the tones of 1258 stand where no tone can: more often after something else than after a vowel?"""
    composed = unicodedata.normalize("NFC", text)
    loose = sum(composed.count(tone) for tone in _LOOSE)
    total = sum(text.count(tone) for tone in _LOOSE)
    return loose * 2 > total


def rows(text: str) -> Iterator[list[object]]:
    """The rows of a CSV text, whatever separates its fields; an empty field is None."""
    declared = _DECLARED.match(text)
    delimiter = declared[1] if declared else sniff(text)
    body = text[declared.end() :] if declared else text
    for fields in _parsed(body, delimiter):
        yield _filled([_field(field) for field in fields])


def sniff(text: str) -> str:
    """What separates the fields: what gives the same number of them, more than one, in most rows."""
    sample = text[:_SAMPLE]
    scores = {}
    for delimiter in _DELIMITERS:
        widths = [len(fields) for fields in _parsed(sample, delimiter) if fields][:200]
        if not widths:
            continue
        width, rows_of_it = Counter(widths).most_common(1)[0]
        scores[delimiter] = (rows_of_it / len(widths) * (width > 1), width)
    return max(scores, key=scores.__getitem__, default=";")


def pasted_rows(text: str) -> Iterator[list[object]]:
    """The rows of a block copied from Excel: tabs between cells, cells of several lines in quotation marks.

    Text copied from elsewhere, without any tab, is read as CSV where each of its lines has the same separators.
    """
    text = text.strip("\r\n")
    if "\t" in text:
        for fields in _parsed(_quotes_of_text(text), "\t"):
            yield _filled([_field(field) for field in fields])
        return
    yield from (_filled([line.strip() or None]) for line in text.splitlines())


# a cell Excel would have quoted: from a separator to a separator, its own marks doubled
_WHOLE = re.compile(r'(?:^|(?<=\t)|(?<=\n))"(?:[^"]|"")*"(?=\t|\r?\n|$)')


def _quotes_of_text(text: str) -> str:
    """The block with every mark doubled that does not close a quoted cell: `5" ống` is a cell of text."""
    kept, position = [], 0
    for match in _WHOLE.finditer(text):
        kept += [_protected(text[position : match.start()]), match.group()]
        position = match.end()
    return "".join([*kept, _protected(text[position:])])


_CELL = re.compile(r"[^\t\r\n]+")


def _protected(text: str) -> str:
    if '"' not in text:
        return text
    return _CELL.sub(
        lambda match: '"' + match.group().replace('"', '""') + '"' if '"' in match.group() else match.group(),
        text,
    )


def _parsed(text: str, delimiter: str) -> Iterator[list[str]]:
    csv.field_size_limit(MAX_FIELD)
    lines = iter(text.splitlines(keepends=True)) if "\n" not in text else _lines(text)
    try:
        yield from csv.reader(lines, delimiter=delimiter, strict=False)
    except csv.Error:
        raise NotText from None


def _lines(text: str) -> Iterator[str]:
    """Lines that end with a newline only: form feeds and the like belong to cells."""
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield text[start:end]
        start = end


_AS_FORMULA = re.compile(r'^="([^"]*)"$')


def _field(field: str) -> object:
    text = field.replace("\r\n", "\n").replace("\r", "\n")
    protected = _AS_FORMULA.match(text)
    text = protected[1] if protected else text
    return text if text.strip() else None


def _filled(row: list[object]) -> list[object]:
    end = len(row)
    while end and row[end - 1] is None:
        end -= 1
    return row[:end]
