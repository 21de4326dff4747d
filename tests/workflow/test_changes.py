"""What was approved is changed, or withdrawn: each once, dropped without a trace, brought back where it stood."""

import pytest
from django.urls import reverse

from core.approval import ApprovalStep
from core.workflow import Refused
from delegations.models import Guest, InboundDelegation, Member, OutboundDelegation
from delegations.views import OUTBOUND
from exchange.services import load_workbook
from tests.exchange.books import base, trip, write
from tests.factories import people
from tests.factories.dossiers import take
from tests.factories.forms import as_sent, faults
from tests.factories.records import make, person
from tests.workflow.dossiers import fresh, from_workbook, permitted, sent

pytestmark = pytest.mark.django_db


# --- changes of what was approved -----------------------------------------------------------------


def test_change_is_asked_for_once():
    record = permitted()
    take(OUTBOUND, record, "adjust", people.owner(), "Đổi người")
    with pytest.raises(Refused):
        take(OUTBOUND, record, "adjust", people.owner(), "Đổi người")
    assert ApprovalStep.objects.of(record).open().count() == 1


def _members(record) -> list[tuple]:
    return sorted(record.members.values_list("person__full_name", "role"))


def _changing() -> tuple[OutboundDelegation, list]:
    record = permitted()
    second = person("Lê Thị Hai")
    Member(delegation=record, person=second, unit=record.unit, role="MEMBER").save(by=None)
    before = _members(record)
    take(OUTBOUND, record, "adjust", people.owner(), "Đổi người")
    return fresh(record), before


def test_dropped_change_gives_back_rows_that_were_deleted():
    record, before = _changing()
    for row in [*record.members.all(), *record.legs.all(), *record.funding.all()]:
        row.delete(by=people.owner())
    take(OUTBOUND, record, "abandon", people.owner(), "Thôi")
    assert (_members(record), record.legs.count(), record.funding.count()) == (before, 1, 1)


def test_dropped_change_gives_back_the_head_of_the_delegation():
    record, before = _changing()
    first, second = record.members.order_by("pk")
    first.role = "MEMBER"
    first.save(by=None)
    second.role = "LEADER"
    second.save(by=None)
    take(OUTBOUND, record, "abandon", people.owner(), "Thôi")
    assert _members(record) == before


def test_dropped_change_gives_back_people_who_changed_places():
    record, before = _changing()
    first, second = record.members.order_by("pk")
    one, two = first.person, second.person
    first.person = person("Tạm Thời")
    first.save(by=None)
    second.person = one
    second.save(by=None)
    first.person = two
    first.save(by=None)
    assert _members(record) != before
    take(OUTBOUND, record, "abandon", people.owner(), "Thôi")
    assert _members(record) == before


def test_new_head_of_guests_takes_over_from_the_old_one(client):
    record = make(InboundDelegation)
    Guest(delegation=record, full_name="Sato", leads=True).save(by=None)
    client.force_login(people.owner())
    address = reverse("inbound_edit", args=[record.pk])
    typed = as_sent(client.get(address))
    del typed["guests-1-leads"]
    response = client.post(address, typed | {"guests-0-leads": "on"})
    assert response.status_code == 302, faults(response)
    assert list(record.guests.order_by("pk").values_list("leads", flat=True)) == [True, False]


def test_workbook_does_not_move_a_dossier_whose_change_is_under_way(tmp_path):
    record = from_workbook(tmp_path, {})
    take(OUTBOUND, record, "adjust", people.officer(), "Đổi ngày")
    again = write(tmp_path / "b.xlsx", base(**{"Đoàn ra": [trip(**{"Trạng thái": "Đã hủy"})]}))
    errors = load_workbook(again).errors
    assert [error.column for error in errors] == ["Trạng thái"]
    assert (fresh(record).state, fresh(record).position) == ("PERMITTED", "DRAFT")


# --- withdrawn and brought back -------------------------------------------------------------------


@pytest.mark.parametrize("adjusting", [False, True])
def test_restored_dossier_waits_again_where_it_stood(client, adjusting):
    record = sent()
    if adjusting:
        record = permitted()
        take(OUTBOUND, record, "adjust", people.owner(), "Đổi")
    where = fresh(record).position
    client.force_login(people.officer())
    client.post(reverse("outbound_withdraw", args=[record.pk]), {"reason": "Nhập nhầm"})
    assert not ApprovalStep.objects.of(record).open().exists()
    with pytest.raises(Refused):
        take(OUTBOUND, record, "propose", people.officer())
    client.post(reverse("outbound_restore", args=[record.pk]), {"reason": "Rút nhầm"})
    assert ApprovalStep.objects.of(record).open().get().stage == where == fresh(record).position


def test_unit_does_not_bring_back_what_the_department_withdrew(client):
    record = sent()
    client.force_login(people.officer())
    client.post(reverse("outbound_withdraw", args=[record.pk]), {"reason": "Nhập nhầm"})
    client.force_login(people.owner())
    address = reverse("outbound_restore", args=[record.pk])
    assert address not in client.get(reverse("withdrawn_list")).content.decode()
    assert client.post(address, {"reason": "Vẫn cần"}).status_code == 403
    assert OutboundDelegation._base_manager.get(pk=record.pk).deleted_at is not None
