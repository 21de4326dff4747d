"""Two people change one record and put it together by keyboard; a passport number is asked for with its reason."""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from core.events import Event
from delegations.models import OutboundDelegation
from tests.browser.conftest import AXE
from tests.browser.test_accessibility import Inspection

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NUMBER = "C1234567"


@pytest.fixture
def trip():
    record = OutboundDelegation.objects.get(number="DR-2024-0001")
    member = record.members.first()
    member.passport_number = NUMBER
    member.save(by=User.objects.get(username="bvtim"))
    record.state = "DRAFT"  # with the unit, which may change all of it
    record.save(by=User.objects.get(username="bvtim"))
    return record


def meanwhile(record, **changes) -> None:
    other = OutboundDelegation.objects.get(pk=record.pk)
    for name, value in changes.items():
        setattr(other, name, value)
    other.save(by=User.objects.get(username="chuyenvien"))


def radio(page: Page, name: str, *, mine: bool):
    return page.locator(f"[data-merge={name}]{'[data-mine]' if mine else ':not([data-mine])'}")


def send(page: Page) -> None:
    page.locator(".form-foot [type=submit]").click()


def test_two_changes_are_put_together_by_keyboard(visit, trip):
    page = visit("bvtim", "")
    page.add_init_script(path=AXE)
    page.goto(f"{trip.get_absolute_url()}sua/")
    page.locator("[name=title]").fill("Tên của tôi")
    page.locator("[name=note]").fill("Ghi chú của tôi")
    meanwhile(trip, title="Tên của họ", content="Nội dung của họ", purposes=["KSNC"], in_plan=False)
    send(page)
    expect(radio(page, "title", mine=True)).to_be_checked()
    expect(radio(page, "content", mine=False)).to_be_checked()
    expect(page.locator("[name=content]")).to_have_value("Nội dung của họ")
    seen = Inspection(page)
    seen.look("a refused save")
    assert seen.faults == []

    radio(page, "title", mine=True).focus()
    page.keyboard.press("ArrowLeft")
    expect(radio(page, "title", mine=False)).to_be_checked()
    expect(page.locator("[name=title]")).to_have_value("Tên của họ")
    radio(page, "purposes", mine=True).check()
    radio(page, "purposes", mine=False).check()
    radio(page, "in_plan", mine=True).check()
    page.locator("[name=content]").fill("Nội dung sau cùng")
    expect(radio(page, "content", mine=True)).to_be_checked()
    send(page)
    page.wait_for_url(f"**{trip.get_absolute_url()}")
    saved = OutboundDelegation.objects.get(pk=trip.pk)
    assert (saved.title, saved.content, saved.note) == ("Tên của họ", "Nội dung sau cùng", "Ghi chú của tôi")
    assert (saved.purposes, saved.in_plan) == (["KSNC"], trip.in_plan)


def test_leaving_a_refused_save_asks(visit, trip):
    page = visit("bvtim", f"{trip.get_absolute_url()}sua/")
    page.locator("[name=title]").fill("Tên của tôi")
    meanwhile(trip, title="Tên của họ")
    send(page)
    expect(radio(page, "title", mine=True)).to_be_checked()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    radio(page, "title", mine=False).check()
    page.locator(".form-foot a").click(no_wait_after=True)
    expect(page.locator("[name=title]")).to_have_value("Tên của họ")
    assert asked == ["beforeunload"]


def test_a_number_is_seen_whole_for_a_reason_only(visit, trip):
    page = visit("bvtim", trip.get_absolute_url())
    main = page.get_by_role("main")
    expect(main).not_to_contain_text(NUMBER)
    page.locator("[data-dialog=reveal]").click()
    dialog = page.get_by_role("dialog")
    dialog.locator("[type=submit]").click()
    expect(dialog).to_be_visible()
    dialog.locator("textarea").fill("Làm thị thực")
    dialog.locator("[type=submit]").dblclick()
    expect(main).to_contain_text(NUMBER)
    assert Event.objects.filter(kind=Event.Kind.REVEAL).count() == 1
    page.goto(trip.get_absolute_url())
    expect(main).not_to_contain_text(NUMBER)
