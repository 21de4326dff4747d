"""Performs the script: every dossier is entered and moved by its people, each step on its day, in the order of time."""

import datetime
import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from core import approval, events
from core.attachments import DocumentKind, attach
from core.bulk import one_entry_of_history
from core.files.kinds import PDF
from core.numbering import next_numbers
from core.workdays import Calendar
from core.workflow import perform
from directory.models import Country, Partner
from doiNgoai.demo.cast import Cast
from worklist.catalogue import BY_TYPE

PREFIX, SOURCE = "[Minh họa] ", "Dữ liệu minh họa quanh ngày nạp"
"""Of every dossier of the script; the source also tells that it was performed already."""
STEP = re.compile(r"(\w+)-(\d+)(?::(\w))?")
WITHDRAW = "withdraw"
WHO = {
    "approve_unit": "u", "approve_office": "h", "refuse": "h", "approve_leader": "l", "urgent": "l", "issue": "c", "grant": "c",
    **dict.fromkeys(("receive", "propose", "compile", "propose_compiled", "permit", "return", "approve", "backfill"), "d"),
    **dict.fromkeys(("complete", "return_report", "copy", "suspend", "resume", "replace", "terminate", "pause", "revoke"), "d"),
}  # fmt: skip
"""Step → who takes it (`Cast.player`) unless the script says; the others are the unit's."""
CITY = "UBND thành phố Hà Nội"
NUMBERS = {
    "department_letter_number": "{}/TTr-SYT", "permit_number": "{}/QĐ-UBND", "report_number": "{}/BC-MH", "copy_number": "{}/BC-MH",
    "consent_number": "{}/TĐ-MH", "handover_number": "{}/BBBG-MH", "settlement_number": "{}/QT-MH",
}  # fmt: skip
TEXTS = {
    "permit_agency": CITY, "signing_place": "Hà Nội", "signer": "Giám đốc Vũ Quang Thịnh", "partner_signer": "Giám đốc phía đối tác",
    "report_summary": "Đoàn hoàn thành nội dung đã được cho phép; đề xuất tiếp tục trao đổi chuyên môn với đối tác.",
}  # fmt: skip
SCAN = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


class Day(int):
    """A day of the script: so many days from today on."""


@dataclass(frozen=True)
class Rows:
    """Rows or values someone enters later, so many days ago."""

    ago: int
    model: type | None = None
    """Of the row; None: fields of the dossier itself."""
    values: dict[str, Any] = field(default_factory=dict)
    who: str = "o"


@dataclass(frozen=True)
class Dossier:
    """One line of the script."""

    make: Callable
    """`make(title, unit, details)` gives the record, its links and its rows (`doiNgoai/demo/makers.py`)."""
    unit: str
    title: str
    steps: str
    """`draft-9 submit-7 refuse-5:d`: entered nine days ago, sent…; by whom where that is not the usual player."""
    details: dict[str, Any] = field(default_factory=dict)
    why: tuple[str, ...] = ()
    """Reasons, in the order of the steps that ask for one."""
    later: tuple[Rows, ...] = ()


@dataclass(frozen=True)
class Act:
    """Something done at a moment; `name` of a step, or the rows entered."""

    at: datetime.datetime
    dossier: int
    name: str
    who: str
    why: str = ""
    rows: Rows | None = None


class Stage:
    def __init__(self, script: Iterable[Dossier]):
        self.script, self.records = list(script), {}
        self.today, self.now = timezone.localdate(), timezone.localtime()
        self.cast, self.calendar, self.numbers = Cast(), Calendar.current(), itertools.count(101)
        self.partners = {partner.name: partner for partner in Partner.objects.all()}
        self.countries = {country.code: country for country in Country.objects.all()}

    def play(self) -> None:
        acts = [act for place, dossier in enumerate(self.script) for act in self._acts(place, dossier)]
        for act in sorted(acts, key=lambda act: act.at):
            self._do(act, self.script[act.dossier])

    # --- when ---

    def _acts(self, place: int, dossier: Dossier) -> Iterator[Act]:
        steps = [
            (int(ago), name, who or WHO.get(name, "o"), None)
            for name, ago, who in STEP.findall(dossier.steps)
        ]
        entered = [(rows.ago, "", rows.who, rows) for rows in dossier.later]
        told = sorted([*steps, *entered], key=lambda step: -step[0])
        why = iter(dossier.why)
        transitions = {step.name: step for step in BY_TYPE[dossier.make.model._meta.label_lower].transitions}
        for order, (ago, name, who, rows) in enumerate(told):
            asked = name == WITHDRAW or (name in transitions and transitions[name].needs_comment)
            at = self._moment(ago, place, order, left=len(told) - order)
            yield Act(at, place, name, who, next(why) if asked else "", rows)

    def _moment(self, ago: int, place: int, order: int, left: int) -> datetime.datetime:
        """A working hour of the working day, before now, later than what the dossier has behind it."""
        day = self.calendar.on_or_before(self.today - datetime.timedelta(days=ago))
        opening = datetime.datetime.combine(day, datetime.time(7, 45), tzinfo=self.now.tzinfo)
        at = opening + datetime.timedelta(minutes=order * 31 + place * 7 % 30)
        return min(at, self.now - datetime.timedelta(minutes=left * 2))

    def dates(self, values: dict[str, Any]) -> dict[str, Any]:
        """Days of the script as dates."""
        return {
            name: self.today + datetime.timedelta(days=value) if isinstance(value, Day) else value
            for name, value in values.items()
        }

    # --- what ---

    def _do(self, act: Act, dossier: Dossier) -> None:
        by = self.cast.player(act.who, dossier.unit)
        record = self.records.get(act.dossier)
        if record is None:
            self.records[act.dossier] = self._enter(dossier, by, act.at)
            return
        record._history_date = act.at
        if act.rows:
            self._change(record, act.rows, by, act.at)
        elif act.name == WITHDRAW:
            self._withdraw(record, act, by)
        else:
            self.records[act.dossier] = self._step(record, act, by)

    def _enter(self, dossier: Dossier, by, at):
        record, links, rows = dossier.make(self, dossier, by)
        record._history_date = at
        record.number = next_numbers(type(record), at.year)[0]
        with one_entry_of_history(record, by=by):
            record.save(by=by)
            for name, things in links.items():
                getattr(record, name).set(things)
        for row in rows:
            setattr(row, type(row).PARENT, record)
            row._history_date = at
            row.save(by=by)
        record.settle()
        return record

    def _change(self, record, told: Rows, by, at) -> None:
        values = self.dates(told.values)
        if told.model is None:
            for name, value in values.items():
                setattr(record, name, value)
        record.save(by=by)
        if told.model is not None:
            row = told.model(**{told.model.PARENT: record}, **values)
            row._history_date = at
            row.save(by=by)
        record.settle()

    def _withdraw(self, record, act: Act, by) -> None:
        record.withdraw(by=by, reason=act.why)
        approval.stop(record, approval.ApprovalStep.Outcome.STOPPED, by=by, comment=act.why, at=act.at)
        events.log(
            events.Event.Kind.WITHDRAWAL, by=by, record=record, action="withdraw", comment=act.why, at=act.at
        )

    def _step(self, record, act: Act, by):
        step = next(step for step in BY_TYPE[record._meta.label_lower].transitions if step.name == act.name)
        if act.name == "sign":
            scan = ContentFile(SCAN, name="van-ban-da-ky.pdf")
            attach(record, scan, PDF, kind=DocumentKind.SIGNED, by=by, at=act.at)
        values = {name: self._typed(record, name, act) for name in (*step.asks, *step.offers)}
        return perform(step, record, by=by, comment=act.why, values=values, at=act.at)

    def _typed(self, record, name: str, act: Act):
        """What is typed into the dialog of a step."""
        if name == "permit_number" and act.name == "grant":
            return f"{next(self.numbers)}/SYT-VP"
        if name in NUMBERS:
            return NUMBERS[name].format(next(self.numbers))
        return TEXTS[name] if name in TEXTS else timezone.localdate(act.at)
