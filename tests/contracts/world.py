"""A unit's whole business under unmistakable texts, and what an answer tells of it."""

import datetime
import io
import zipfile
from dataclasses import dataclass, field

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.utils import timezone

from accounts.tokens import make_token
from core import approval, bulk, events
from core.approval import PERMISSION_AT, ApprovalStep
from core.attachments import DocumentKind, attach
from core.bulk_actions import BULK
from core.deadlines import Deadline
from core.fields import EncryptedTextField
from core.files.kinds import PDF
from core.jobs import Job
from core.links import link
from core.notifications import Kind, Notification
from core.records import Record
from core.restore import child_models
from core.saved_views import SavedView
from core.states import Stage
from directory.merge_plan import plan_for
from directory.merging import merge
from directory.models import Person
from exchange import jobs
from exchange.models import ImportBatch, ImportRow
from reports.models import (
    EditedParagraph,
    FrozenFile,
    FrozenList,
    PaperReport,
    ReportIssue,
    ReportPeriod,
)
from reports.work import PREVIEW
from tests.factories import people
from tests.factories.records import SHARED, make, record_types, unit_report
from worklist.models import CalendarFeed, Held

MARK, BAIT = "Qzxv7Jwk", "Wqkj3Zvx"
"""In every text of the unit, and long enough never to stand in a random token by
chance. A search asks for the second and must not be answered with the first."""
DAY = datetime.date(2024, 3, 1)
OWN = [model for model in record_types() if model not in SHARED]
DOSSIERS = [model for model in OWN if issubclass(model, Record) and hasattr(model, "RESULTS_OPEN")]
PERIOD = "period=2024-H1"


@dataclass
class World:
    records: dict[type, list] = field(default_factory=dict)
    """Two of each type: one live, one withdrawn."""
    jobs: list[Job] = field(default_factory=list)

    def every(self):
        return [record for rows in self.records.values() for record in rows]

    @property
    def numbers(self) -> list[str]:
        """Of every record of the unit, also those that only stand at a stage."""
        return [
            number
            for model in DOSSIERS
            for number in model._base_manager.filter(unit=people.unit()).values_list("number", flat=True)
        ]


def marked(row) -> None:
    """The texts of the row, each with both words, as far as they fit."""
    for item in row._meta.concrete_fields:
        plain = isinstance(item, models.CharField | models.TextField) and not item.choices
        secret = isinstance(item, EncryptedTextField)
        if not plain or not item.editable or type(item).__name__ == "ChoiceSetField":
            continue
        if isinstance(item, models.URLField | models.EmailField) or item.name in ("number", "phone", "code"):
            continue
        words = f"{BAIT} {MARK} {item.name}" if not secret else f"{MARK}1234"
        setattr(row, item.name, words[: item.max_length] if item.max_length else words)


def _record(model, **details):
    record = make(model, **details)
    marked(record)
    record.save(by=people.owner(), reason=f"{BAIT} {MARK} lý do")
    for child in child_models(model):
        for row in child._base_manager.filter(**{child.PARENT: record}):
            marked(row)
            row.save(by=people.owner())
    record.settle()
    return record


def granted(model) -> dict:
    """What puts a record of this type into a period of the report, decided and not done."""
    names = {item.name for item in model._meta.concrete_fields}
    found = {name: DAY for name in ("permit_date", "signed_on", "approval_date") if name in names}
    if getattr(model, "GRANTED", ()):
        found["state"] = model.GRANTED[0]
    return found


def build() -> World:
    """One of each type under way, one withdrawn, one at every stage; files, links, steps, notices, events, jobs."""
    world, owner = World(), people.owner()
    (
        people.unit_head(),
        people.officer(),
        people.head(),
        people.leader(),
        people.clerk(),
        people.administrator(),
    )
    for model in OWN:
        live, gone = _record(model, **granted(model)), _record(model)
        world.records[model] = [live, gone]
        if model in DOSSIERS:
            for kind in (DocumentKind.REQUEST, DocumentKind.PASSPORT):
                for record in (live, gone):
                    _file(record, kind)
            link(live, gone, by=owner)
    link(*[world.records[model][0] for model in DOSSIERS[:2]], by=owner)
    for model, (_live, gone) in world.records.items():
        gone.withdraw(by=owner, reason=f"{BAIT} {MARK} rút")
        events.log(
            events.Event.Kind.WITHDRAWAL, by=owner, record=gone, action="withdraw", comment=f"{MARK} rút"
        )
        del model
    for model in DOSSIERS:
        states = dict(model._meta.get_field("state").choices)
        for stage in PERMISSION_AT:
            _record(model, state=stage) if stage in states and stage != Stage.DRAFT else None
        bulk.open_missing_steps(model)
        changing = _record(model, state=model.GRANTED[0], adjustment=Stage.DRAFT)
        approval.wait_at(changing, Stage.DRAFT, at=timezone.now())
    _reports(owner)
    CalendarFeed.objects.begin(owner, f"{MARK} {BAIT}", Held.values)
    _merged(owner)
    for step in ApprovalStep.objects.open():
        step.due, step.comment = timezone.localdate() - datetime.timedelta(days=2), f"{MARK} bước"
        step.save()
    live = world.records[DOSSIERS[0]][0]
    Notification.objects.create(
        person=owner, kind=Kind.COURSE, text=f"{MARK} tin", url=live.get_absolute_url(), key="EVENT:0"
    )
    _kept_of_lists(owner, world)
    _imports(owner)
    make_token(owner, name="Thống kê", rights="WRITE", expires_on=timezone.localdate())
    world.jobs = [jobs.export(by=owner, records=1), _failed_check(owner)]
    return world


def _kept_of_lists(owner, world: World) -> None:
    """Of every list a view of the owner's, and what came of an act on many rows."""
    for model in (*OWN, *SHARED, Deadline):
        SavedView.objects.create(list=model.slug, name=f"{MARK} {BAIT}", state=f"q={BAIT}", owner=owner)
        row = {"key": 1, "name": f"{MARK} {BAIT}", "url": "/", "done": False, "words": f"{MARK} {BAIT}"}
        job = Job.objects.create(
            kind=BULK, title=f"{MARK} {BAIT}", owner=owner,
            payload={"list": model.slug, "act": "withdraw", "keys": [1], "data": ""},
        )  # fmt: skip
        job.finish(result={"rows": [row]}, message=MARK)


def _reports(owner) -> None:
    """A period that is open, and the unit's report of it: written, returned once, with figures that moved since."""
    report = unit_report(state=Stage.RETURNED, figures={"DR01": "7"}, submitted_at=timezone.now())
    marked(report)
    report.save(by=owner, reason=f"{BAIT} {MARK} lý do")
    report.settle()
    approval.wait_at(report, Stage.RETURNED, at=timezone.now())
    events.log(
        events.Event.Kind.TRANSITION,
        by=owner,
        record=report,
        action="return",
        to_state="RETURNED",
        comment=f"{MARK} trả",
    )
    _written(report.period)


def _written(period: ReportPeriod) -> None:
    """The department's text with an example, two issued versions, a paper, files of a draft: all tell of the unit."""
    officer, told = people.officer(), f"{MARK} {BAIT}"
    EditedParagraph.objects.create(
        by=officer, period=period, slot="outbound.trips", text=told, generated=told
    )
    PaperReport.objects.create(by=officer, code="2023-H1", number=told, note=told, figures={"DR02": "7"})
    for version in (1, 2):
        issue = ReportIssue.objects.create(
            period=period, version=version, number=told, issued_on=DAY, reason=told, issued_at=timezone.now(),
            issued_by_id=officer.pk, issued_by_name=str(officer), head={"title": told}, units=[], seal="",
            figures={"DR01": {"value": "1", "previous": None, "before_from": "", "label": told, "unit": told,
                              "definition": told, "parts": [{"list": 0, "rows": [0]}]}},
            text=[{"slot": "outbound.trips", "level": 0, "text": told, "edited": True}],
        )  # fmt: skip
        row = {
            "type": "delegations.outbounddelegation",
            "id": 1,
            "key": 1,
            "number": told,
            "title": told,
            "cells": [told],
        }
        FrozenList.objects.create(issue=issue, place=0, title=told, columns=[told], rows=[row])
        FrozenFile.objects.create(issue=issue, kind="pdf", name="a.pdf", sha256="", content=told.encode())
    job = Job.objects.create(kind=PREVIEW, title=told, owner=officer, payload={"period": period.pk})
    (job.folder() / "pdf").write_text(told)
    job.finish(result={"files": {"pdf": f"{MARK}.pdf"}})


def _merged(owner) -> None:
    """Two of the unit's persons made one."""
    kept, gone = _record(Person), _record(Person)
    merge(kept, gone, by=owner, fingerprint=plan_for(kept, gone).fingerprint)


def _file(record, kind) -> None:
    content = f"%PDF-1.4\n% {MARK} {BAIT}\n%%EOF\n".encode()
    upload = SimpleUploadedFile(f"{MARK}-{kind}.pdf", content, content_type="application/pdf")
    attach(record, upload, PDF, kind=kind, by=people.owner(), number=f"{MARK}/TM", issuer=MARK)


def _failed_check(owner) -> Job:
    job = Job.objects.create(
        kind=jobs.IMPORT,
        title=f"{MARK} kiểm tra",
        owner=owner,
        payload={"name": f"{MARK}.xlsx", "commit": False},
    )
    problem = {"sheet": "Đoàn ra", "row": 2, "column": "Tên", "value": MARK, "reason": MARK}
    job.finish(
        result={
            "ok": True,
            "committed": False,
            "errors": [],
            "warnings": [problem],
            "error_count": 0,
            "counts": [],
        }
    )
    return job


def _imports(owner) -> None:
    """An import of the owner whose columns are to be chosen, one being repaired, one stored."""
    told = f"{MARK} {BAIT}"
    for status in ImportBatch.Status.values:
        batch = ImportBatch.objects.create(
            owner=owner, name=f"{told}.xlsx", sha256="0" * 64, status=status, sheet="Đoàn ra",
            titles=["Tên đoàn", "Nước đến"], mapping={"0": "title", "1": "legs"}, samples={"0": [told]}, data_rows=1,
            tables=[{"name": told, "rows": 2, "head": [["Tên đoàn", "Nước đến"], [told, told]]}],
        )  # fmt: skip
        ImportRow.objects.create(
            batch=batch, position=2, head=2, level="ERROR", content={"raw": [told, told]},
            errors=[{"key": "legs", "text": told}], unknown=[["directory.country", told]], record_number=told[:20],
        )  # fmt: skip


# --- what an answer tells ------------------------------------------------------------------------


def content_of(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def told_by(response) -> str:
    """Everything the answer holds: headers, cookies, body; of packed files (xlsx, docx) every part."""
    body = content_of(response)
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as package:
            body = b"\n".join(package.read(name) for name in package.namelist())
    heads = " ".join(f"{name}: {value}" for name, value in response.headers.items())
    return f"{heads} {response.cookies.output()} {body.decode(errors='replace')}"


def finds(response, words, asked: str = "") -> list[str]:
    """Which of the words the answer tells, apart from those that stand in the question."""
    text, question = told_by(response).casefold(), asked.casefold()
    return [word for word in words if word.casefold() in text and word.casefold() not in question]
