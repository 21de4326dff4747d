"""Outbound dossiers on their way, for the tests of what may happen to them there."""

from django.urls import reverse

from delegations.models import OutboundDelegation
from delegations.views import OUTBOUND
from exchange.services import load_workbook
from tests.exchange.books import base, trip, write
from tests.factories import people
from tests.factories.dossiers import ready_outbound, take


def act(record, step: str) -> str:
    return reverse(f"{record.slug}_act", args=[record.pk, step])


def fresh(record):
    return type(record).objects.get(pk=record.pk)


def sent(**details) -> OutboundDelegation:
    """With the department, whose officer has it in hand."""
    record = ready_outbound(**details)
    for name, who in (
        ("submit", people.owner),
        ("approve_unit", people.unit_head),
        ("receive", people.officer),
    ):
        people.unit_head()
        take(OUTBOUND, record, name, who())
    return fresh(record)


def permitted(**details) -> OutboundDelegation:
    record = sent(**details)
    for name, who in (
        ("propose", people.officer), ("approve_office", people.head), ("approve_leader", people.leader),
        ("issue", people.clerk), ("permit", people.officer),
    ):  # fmt: skip
        take(OUTBOUND, record, name, who())
    return fresh(record)


def from_workbook(tmp_path, changes: dict) -> OutboundDelegation:
    loaded = load_workbook(write(tmp_path / "a.xlsx", base(**{"Đoàn ra": [trip(**changes)]})))
    assert loaded.errors == []
    return OutboundDelegation.objects.get(number="DR-2024-0001")
