"""What holds for the obligations of every record type that has some."""

import datetime

import pytest
import time_machine

from core import obligations
from core.deadlines import Deadline, Rule
from core.obligations import Owner, kinds, label_of, types
from delegations.models import OutboundDelegation
from tests.factories import people
from tests.factories.records import make

pytestmark = pytest.mark.django_db
every_type = pytest.mark.parametrize("model", types(), ids=lambda model: model.slug)
every_kind = pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.code)


def test_codes_are_unique_and_short():
    codes = [kind.code for model in types() for kind in model.DEADLINES]
    assert len(codes) == len(set(codes)) == len(kinds())
    assert max(map(len, codes)) <= 40


@every_kind
def test_every_kind_has_a_label_and_known_rules(kind):
    known = set(Rule.objects.values_list("code", flat=True))
    assert str(kind.label)
    if isinstance(kind.rule, str):
        assert kind.rule in known
    if kind.watch:
        assert kind.watch in known


@every_type
@pytest.mark.parametrize("bare", [False, True])
def test_refreshing_never_fails_and_is_repeatable(model, bare):
    record = make(model)
    states = (
        getattr(model._meta.get_field("state"), "choices", []) if hasattr(record, "state") else [(None, "")]
    )
    for state, _label in states:
        if state is not None:
            record.state = state
        for field in model._meta.concrete_fields:
            if bare and field.null and field.name not in ("unit", "deleted_at") and field.editable:
                setattr(record, field.attname, None)
        record.save(by=None)
        record.settle()
        before = list(Deadline.objects.of(record).order_by("pk").values())
        record.settle()
        assert list(Deadline.objects.of(record).order_by("pk").values()) == before
        for row in Deadline.objects.of(record):
            assert row.unit_id == record.unit_id and row.owner in Owner.values
            assert label_of(row) != row.code
            assert row.get_absolute_url() == record.get_absolute_url()


@every_type
def test_refresh_costs_the_same_for_many(model, django_assert_max_num_queries):
    records = [make(model) for _ in range(6)]
    obligations.refresh(model, [records[0].pk])
    with django_assert_max_num_queries(3 + 2 * len(model.DEADLINE_RELATIONS) + 2):
        obligations.refresh(model, [record.pk for record in records])


@every_type
def test_withdrawing_closes_everything(model):
    with time_machine.travel("2024-01-15 09:00+07:00", tick=False):
        record = make(model)
        record.withdraw(by=people.officer(), reason="Nhập nhầm")
        assert not Deadline.objects.of(record).open().exists()


def test_nightly_refresh_follows_a_changed_rule_and_passing_days():
    day = datetime.date(2025, 2, 14)
    with time_machine.travel("2025-02-01 09:00+07:00", tick=False):
        trip = make(OutboundDelegation, state="PERMITTED", start_date=day, end_date=day)
        paper = make(next(model for model in types() if model.slug == "agreement"))
        paper.state, paper.signed_on, paper.expiry_date = (
            "SIGNED",
            day.replace(year=2020),
            day.replace(month=12),
        )
        paper.entered_afterwards = True
        paper.save(by=None)
        paper.settle()
    assert not Deadline.objects.of(paper).exists()
    rule = Rule.objects.get(code="out_report_days")
    rule.number = 3
    rule.save()
    with time_machine.travel("2025-07-01 09:00+07:00", tick=False):
        assert obligations.refresh_all() == 2
    assert Deadline.objects.of(trip).get().due == datetime.date(2025, 2, 17)
    assert set(Deadline.objects.of(paper).values_list("code", flat=True)) == {"agr_expiry", "agr_renewal"}
