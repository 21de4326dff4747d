"""Record numbers: gap-free per type and year, also when a save fails and when many enter at once."""

import re
import threading

import pytest
from django.db import connection, transaction

from core.records import Record
from tests.factories import people
from tests.factories.records import make, record_types

numbered = pytest.mark.parametrize(
    "model", [model for model in record_types() if issubclass(model, Record)], ids=lambda model: model.slug
)


@numbered
@pytest.mark.django_db
def test_numbers_follow_one_another_also_after_a_rollback(model):
    first = make(model)
    assert re.fullmatch(rf"{model.PREFIX}-\d{{4}}-0001", first.number)
    with transaction.atomic():
        make(model)
        transaction.set_rollback(True)
    assert make(model).number == first.number.replace("-0001", "-0002")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_numbers_have_no_gaps_when_many_enter_at_once():
    unit, failures = people.unit(), []
    model = next(item for item in record_types() if item.slug == "outbound")

    def enter() -> None:
        try:
            for _number in range(5):
                model.objects.create(by=None, title="Đoàn", unit=unit)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=enter) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    taken = sorted(
        int(number.rpartition("-")[2]) for number in model.objects.values_list("number", flat=True)
    )
    assert taken == list(range(1, 21))
