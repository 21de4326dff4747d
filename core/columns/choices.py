"""Columns of choices: one label of a list, several, or the state."""

from dataclasses import dataclass

from django.db.models import ExpressionWrapper, F, TextField
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.columns.base import SEPARATOR, Column, Reading
from core.columns.quick import Straight, stored_at
from core.names import NotKnown
from core.parse import is_empty, parse_text
from core.text import match_key, split_known


class Labels:
    """The Vietnamese labels of a list of choices, ready to be matched without regard to case and spaces."""

    def __init__(self, choices, aliases=()):
        with override("vi"):
            shown = {str(label): code for code, label in choices}
        labels = shown | dict(aliases)
        self.shown = SEPARATOR.join(shown)
        self.codes = {_tight(label): code for label, code in labels.items()}
        self._spaced = {match_key(label): code for label, code in labels.items()}
        self._unspaced = {
            match_key("; ".join(_tight(label).split(";"))): code for label, code in labels.items()
        }

    def one(self, text: str) -> str:
        """The code of this label. CellError names the choices when there is none."""
        code = self.codes.get(_tight(text))
        if code is None:
            raise self._unknown([text])
        return code

    def many(self, text: str, reading: Reading) -> list[str]:
        """The codes a cell names: the longest label from the left, then `;`, and so on."""
        found = split_known(text, self._spaced)
        if any(code is None for _text, code in found):
            retried = split_known("".join(text.split()), self._unspaced)
            if all(code is not None for _text, code in retried):
                found = retried
        if unknown := [piece for piece, code in found if code is None]:
            raise self._unknown(unknown)
        codes, twice = [], []
        for piece, code in found:
            if code in codes:
                twice.append(piece)
            else:
                codes.append(code)
        reading.warn_twice(twice)
        return codes

    def _unknown(self, texts: list[str]) -> NotKnown:
        told = {"text": "”, “".join(texts), "choices": self.shown}
        return NotKnown(_("Not a choice: “%(text)s”. Choices: %(choices)s.") % told, texts)


def label_of(options, code: str) -> str:
    """The Vietnamese label of a code, as a cell holds it."""
    with override("vi"):
        return str(dict(options)[code])


def _tight(label: str) -> str:
    return match_key(label).replace(" ", "")


def labels_for(reading: Reading, model, column, aliases=()) -> Labels:
    """The labels of a column, built once a load."""
    key = (model, column.path)
    if key not in reading.labels:
        reading.labels[key] = Labels(column.options(model), (*aliases, *reading.also.get(key, ())))
    return reading.labels[key]


@dataclass(frozen=True, eq=False)
class Choice(Column):
    kind = "choice"
    aliases: tuple[tuple[str, str], ...] = ()
    """Other accepted labels: (label, code)."""

    def choices(self, model):
        return self.field(model).flatchoices

    def options(self, model):
        return list(self.choices(model))

    def typed(self, record):
        code = self.value(record)
        return str(dict(self.choices(type(record))).get(code, code)) if code else None

    def quick(self, model):
        labels = {code: str(label) for code, label in self.choices(model)}
        return self._straight(
            model, lambda codes: [labels.get(code, str(code)) if code else None for code in codes]
        )

    def read_checked(self, cell, reading, model):
        if is_empty(cell):
            return self.empty(model)
        return labels_for(reading, model, self, self.aliases).one(parse_text(cell))

    def empty(self, model):
        field = self.field(model)
        return field.get_default() if field.has_default() and not field.blank else ""


@dataclass(frozen=True, eq=False)
class State(Choice):
    """The state: shown as it is today, exported as it is stored."""

    kind = "state"

    def text(self, record) -> str:
        return str(record.shown_state.label)


@dataclass(frozen=True, eq=False)
class Choices(Column):
    """Several choices of one list (a ChoiceSetField)."""

    kind = "choice"
    aliases: tuple[tuple[str, str], ...] = ()

    def options(self, model):
        return list(self.field(model).flatchoices)

    def typed(self, record):
        return SEPARATOR.join(self.field(type(record)).labels(self.value(record))) or None

    def quick(self, model):
        """Each set of codes is told once: few are used, by many rows."""
        field, told = stored_at(model, self.path), {}
        if field is None or "." in self.path:
            return None

        def cells(stored: list) -> list:
            for codes in set(stored) - told.keys():
                told[codes] = SEPARATOR.join(field.labels(codes)) or None
            return [told[codes] for codes in stored]

        return Straight(ExpressionWrapper(F(self.path), TextField()), cells)

    def read_checked(self, cell, reading, model):
        if is_empty(cell):
            return []
        labels = labels_for(reading, model, self, self.aliases)
        return self.field(model).to_python(labels.many(parse_text(cell), reading))
