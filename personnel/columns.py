"""Columns of focal points and training, in the order of the exchange workbook."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from core.columns import Amount, Choice, Column, Date, Integer, Reference, Rows
from core.parse import is_empty, parse_pieces

LEVEL = re.compile(
    r"^(?P<language>.+?)\s+(?P<level>(?:[ABC][12]|N[1-5]|(?:IELTS|TOEFL|TOEIC|HSK|JLPT|TOPIK|DELF|DALF|TRKI)\b.*))$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Languages(Rows):
    """`Tiếng Anh C1; Tiếng Pháp B1`."""

    def identify(self, row):
        return (row.language, row.level)

    def read_checked(self, cell, reading, model):
        if is_empty(cell):
            return []
        found = []
        for piece in parse_pieces(cell):
            match = LEVEL.match(piece)
            item = (match["language"], match["level"]) if match else (piece, "")
            if item in found:
                reading.warn_twice([piece])
            else:
                found.append(item)
        return found

    def finds(self, row, item):
        return row.language == item[0]

    def build(self, record, item, row=None):
        row = row or self.child(type(record))(focal_point=record)
        row.language, row.level = item
        return row


FOCAL_POINT = (
    Column("person.full_name", label=_("Full name"), required=True, in_list=True),
    Reference("unit", required=True, in_list=True),
    Choice("kind", required=True, in_list=True),
    Amount("time_share", in_list=True, adds=False),
    Choice("role", in_list=True),
    Column("position"),
    Languages("languages", label=_("Language")),
    Column("email"),
    Date("start_date", required=True, in_list=True),
    Date("end_date", in_list=True),
    Choice("change_reason"),
)

TRAINING_COURSE = (
    Column("title", required=True, in_list=True),
    Reference("unit", in_list=True),
    Column("content"),
    Column("speakers"),
    Date("start_date", required=True, in_list=True),
    Date("end_date", in_list=True),
    Column("place", in_list=True),
    Integer("attendance", in_list=True),
    Column("source"),
)
