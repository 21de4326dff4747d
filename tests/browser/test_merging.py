"""A partner spelled twice: seen while typed, found, merged with all that refers to it, and taken apart again."""

import re

import pytest
from playwright.sync_api import expect

from accounts.models import User
from agreements.models import Agreement
from directory.duplicates import refresh
from directory.models import Country, Partner

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RIGHT, WRONG = "Bệnh viện Brigham and Women, Đại học Y Harvard", "Brigham & Women, Đại học Y Havard"


@pytest.fixture
def twice():
    """The partner of the sources, entered once more as the other source spells it, and an agreement with it."""
    officer = User.objects.get(username="chuyenvien")
    wrong = Partner.objects.create(
        by=officer, name=WRONG, kind="BV", country=Country.objects.get(code="US"), email="info@bwh.org"
    )
    paper = Agreement.objects.live().order_by("pk").first()
    paper.partners.set([wrong])
    refresh(Partner)
    return paper


def test_merged_and_taken_apart_again(visit, twice):
    page = visit("chuyenvien", "/doi-tac/trung/")
    pair = page.get_by_role("region", name=re.compile("Brigham and Women"))
    expect(pair).to_contain_text("Cùng quốc gia")
    pair.get_by_role("link", name=re.compile("^Gộp")).click()
    if not page.get_by_role("heading", level=1).inner_text().endswith(f"“{RIGHT}”"):
        page.get_by_role("link", name="Đổi chiều").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"vào “{RIGHT}”")
    expect(page.get_by_role("region", name="Nội dung sẽ chuyển")).to_contain_text(twice.number)
    page.get_by_role("radio", name=re.compile("info@bwh.org")).check()
    page.get_by_role("button", name="Gộp").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(RIGHT)
    expect(page.get_by_role("main")).to_contain_text("info@bwh.org")
    page.goto(twice.get_absolute_url())
    expect(page.get_by_role("main")).to_contain_text(RIGHT)

    page.goto(f"{Partner.objects.get(name=RIGHT).get_absolute_url()}lich-su/")
    page.get_by_role("button", name=re.compile("Hoàn tác việc gộp")).click()
    expect(page.get_by_role("main").get_by_role("status").first).to_contain_text("Đã tách lại")
    page.goto(twice.get_absolute_url())
    expect(page.get_by_role("main")).to_contain_text(WRONG)


def test_called_different_by_keyboard(visit, twice):
    page = visit("chuyenvien", "/doi-tac/trung/")
    page.get_by_role("button", name=re.compile("Không trùng.*Brigham")).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main").get_by_role("status").first).to_contain_text("Đã ghi nhớ")
    expect(page.get_by_role("region", name=re.compile("Brigham"))).to_have_count(0)


def test_similar_ones_are_shown_while_typing_and_a_new_one_is_entered_beside_the_form(visit):
    page = visit("chuyenvien", "/doi-tac/them/")
    page.get_by_label("Tên đối tác").press_sequentially("brigham wom")
    expect(page.get_by_role("status").filter(has_text="Có phải một trong số này")).to_contain_text(RIGHT)
    page = visit("bvtim", "/thoa-thuan/them/")
    page.get_by_label("Tên văn bản").fill("Biên bản thử")
    page.get_by_role("button", name=re.compile("thêm đối tác mới")).first.click()
    box = page.get_by_role("dialog")
    box.get_by_role("button", name="Thêm mới").click()
    expect(box.get_by_label("Tên đối tác")).to_have_attribute("aria-invalid", "true")
    box.get_by_label("Tên đối tác").fill("Đại học Juntendo")
    box.get_by_label("Loại đối tác").select_option("TDH")
    box.get_by_role("button", name="Thêm mới").click()
    expect(page.locator("#id_partners option:checked")).to_have_text("Đại học Juntendo")
    expect(page.get_by_label("Tên văn bản")).to_have_value("Biên bản thử")
