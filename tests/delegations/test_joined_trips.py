"""A unit reads the trips its own staff is on: read-only, without passport numbers, outside its figures."""

import datetime
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from core.indicators.windows import Window
from delegations.models import Member, OutboundDelegation
from reports import catalogue
from reports.services import figures
from tests.factories import people
from tests.factories.records import DAY, make, person

pytestmark = pytest.mark.django_db
NUMBER = "C1234567"


@pytest.fixture
def joined():
    """A trip of the owner's unit that someone of the stranger's unit is on."""
    trip = make(OutboundDelegation, state="PERMITTED", permit_number="1/QĐ", permit_date=DAY)
    unit = people.stranger().unit
    member = Member(
        delegation=trip, person=person("Trần Văn Khách", unit=unit), unit=unit, passport_number=NUMBER
    )
    member.save(by=people.officer())
    trip.settle()
    return trip


def test_it_is_seen_by_the_unit_of_the_member_and_by_no_third(joined):
    trips = OutboundDelegation.objects
    third = people.user("third", "unit_officer", people.unit("Bệnh viện Xanh Pôn"))
    assert list(trips.visible_to(people.stranger())) == [joined]
    assert list(trips.visible_to(people.owner())) == [joined]
    assert not trips.visible_to(third).exists()
    withdrawn = make(OutboundDelegation)
    Member(delegation=withdrawn, person=person("A", unit=third.unit), unit=third.unit).save(by=None)
    withdrawn.withdraw(by=people.officer(), reason="Nhập nhầm")
    assert not trips.visible_to(third).exists()


@pytest.mark.parametrize("who", ["administrator", "nobody"])
def test_the_unit_alone_opens_nothing_to_who_has_no_role_in_it(joined, who):
    account = getattr(people, who)()
    account.unit = people.stranger().unit
    account.save()
    assert not OutboundDelegation.objects.visible_to(account).exists()


def test_it_is_read_only(client, joined):
    client.force_login(people.stranger())
    page = client.get(joined.get_absolute_url())
    assert (page.status_code, page.context["edit_url"], page.context["actions"]) == (200, "", [])
    assert client.get(reverse("outbound_edit", args=[joined.pk])).status_code == 403
    assert client.post(reverse("outbound_edit", args=[joined.pk]), {"version": "1"}).status_code == 403
    client.post(reverse("outbound_act", args=[joined.pk, "cancel"]), {"comment": "Không"})
    assert OutboundDelegation.objects.get(pk=joined.pk).state == "PERMITTED"


def test_it_is_read_without_passport_numbers(client, joined):
    client.force_login(people.stranger())
    for door in ("detail", "history"):
        text = client.get(reverse(f"outbound_{door}", args=[joined.pk])).content.decode()
        assert "Trần Văn Khách" in text
        assert not any(number in text for number in (NUMBER, "C****567"))
    assert client.get(joined.get_absolute_url()).context["reveal_url"] == ""
    asked = client.post(reverse("reveal", args=["outbound", joined.pk]), {"reason": "Làm thị thực"})
    assert asked.status_code == 403
    client.force_login(people.owner())
    assert "C****567" in client.get(joined.get_absolute_url()).content.decode()


def test_figures_and_workbook_of_a_unit_hold_its_own_trips_only(client, joined):
    window = Window(datetime.date(2024, 1, 1), datetime.date(2024, 6, 30))
    for who, count in ((people.stranger(), 0), (people.owner(), 1), (people.officer(), 1)):
        assert figures(catalogue.chosen("DR01"), window, window, user=who)["DR01"].value == count
    client.force_login(people.stranger())
    assert joined.get_absolute_url() in client.get(reverse("outbound_list")).content.decode()
    book = load_workbook(io.BytesIO(client.post(reverse("workbook_download"), follow=True).getvalue()))
    assert joined.number not in str([row for sheet in book for row in sheet.values])


def test_it_costs_the_list_no_more_queries(client, joined, django_assert_num_queries):
    client.force_login(people.stranger())
    client.get(reverse("outbound_list"))
    with django_assert_num_queries(12, exact=False):
        client.get(reverse("outbound_list"))
