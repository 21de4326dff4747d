"""Many press at the same moment: one is first, the others are told."""

import threading

import pytest
from django.db import connection

from core.approval import ApprovalStep
from core.events import Event
from core.workflow import Refused
from delegations.models import OutboundDelegation
from tests.factories import people
from tests.factories.dossiers import ready_outbound, take
from tests.workflow.test_tables import SCREENS

PRESSES = 50


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_fifty_identical_presses_make_one_event():
    record, head, leader = ready_outbound(state="AT_OFFICE"), people.head(), people.leader()
    del leader
    told, done, failures = [], [], []

    def press() -> None:
        try:
            done.append(take(SCREENS[OutboundDelegation], record, "approve_office", head))
        except Refused as refusal:
            told.append(str(refusal))
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _number in range(PRESSES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert (len(done), len(told)) == (1, PRESSES - 1)
    assert Event.objects.filter(kind="TRANSITION").count() == 1
    assert [step.stage for step in ApprovalStep.objects.of(record).open()] == ["AT_LEADER"]
