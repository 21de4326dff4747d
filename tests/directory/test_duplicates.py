"""Pairs that may be one: found, shown to who may judge, remembered when they are two."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agreements.models import Agreement
from core.likeness import SAME
from directory.duplicates import (
    Known,
    likely_pairs,
    persons_likeness,
    refresh,
    refresh_all,
    say_different,
    similar_to,
)
from directory.merge_plan import plan_for
from directory.merging import merge
from directory.models import Partner, PartnerAlias, Person
from directory.twins import LikelyPair, Merging, NotDuplicate
from exchange.services import load_workbook
from reports.freeze.seal import is_intact
from tests.exchange.books import PARTNERS, base, write
from tests.factories import people
from tests.factories.forms import as_sent
from tests.factories.records import agreement, person
from tests.reports import makers
from tests.reports.issuing import issued
from tests.reports.makers import count, member, trip

pytestmark = pytest.mark.django_db
DAY = datetime.date(1980, 2, 3)
HTMX = {"HX-Request": "true"}


def partner(name: str, **details) -> Partner:
    return Partner.objects.create(
        by=None, **{"name": name, "kind": "BV", "country": people.country(), **details}
    )


def two() -> tuple[Partner, Partner]:
    return partner("Bệnh viện Juntendo", email="x@juntendo.jp"), partner(
        "Juntendo Hospital", original_name="順天堂"
    )


def names(pairs) -> set:
    found = Partner.objects.in_bulk()
    return {frozenset((found[pair.first_id].name, found[pair.second_id].name)) for pair in pairs}


# --- finding ------------------------------------------------------------------------------------


def test_pairs_are_found_by_every_name_a_partner_has():
    one, other = two()
    partner("Bệnh viện Karolinska")
    third = partner("Trường Đại học số 9")
    PartnerAlias(partner=third, name="BV Juntendo").save(by=None)
    refresh(Partner)
    assert names(likely_pairs(Partner, people.officer())) == {
        frozenset((one.name, other.name)), frozenset((one.name, third.name)), frozenset((other.name, third.name)),
    }  # fmt: skip


def test_finding_again_forgets_what_is_no_longer_alike():
    one, _other = two()
    refresh(Partner)
    one.name = "Bệnh viện Karolinska"
    one.save(by=None)
    refresh(Partner)
    assert LikelyPair.objects.count() == 0


def test_what_was_called_different_is_not_asked_again_even_of_who_it_was_merged_into():
    one, other = two()
    third = partner("Đại học Kyoto")
    say_different(Partner, other.pk, one.pk, by=people.officer())
    say_different(Partner, one.pk, other.pk, by=people.officer())
    assert NotDuplicate.objects.count() == 1
    refresh(Partner)
    assert LikelyPair.objects.count() == 0
    merge(third, other, by=people.officer(), fingerprint=plan_for(third, other).fingerprint)
    refresh(Partner)  # the names of the one gone are names of the third now, and like the first
    assert LikelyPair.objects.count() == 0


def test_similar_ones_of_many_names_at_once_and_as_they_are_now():
    one, _other = two()
    found = similar_to(Partner, ["Bệnh viện Juntendo (Nhật Bản)", "Không có ai"], country=people.country())
    assert [item.name for item in found["Bệnh viện Juntendo (Nhật Bản)"]] == [
        "Bệnh viện Juntendo",
        "Juntendo Hospital",
    ]
    assert found["Không có ai"] == []
    one.withdraw(by=people.officer(), reason="Nhập nhầm")
    assert [item.name for item in similar_to(Partner, ["BV Juntendo"])["BV Juntendo"]] == [
        "Juntendo Hospital"
    ]
    assert [item.pk for item in similar_to(Person, ["nguyen van an"])["nguyen van an"]] == []
    someone = person("Nguyễn Văn An")
    assert [item.pk for item in similar_to(Person, ["nguyen van an"])["nguyen van an"]] == [someone.pk]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (Known("Nguyễn Văn An", DAY, 1), Known("Nguyen Van An", DAY, 1), True),
        (Known("Nguyễn Văn An", DAY, 1), Known("Nguyễn Văn An", DAY, 2), True),
        (Known("Nguyễn Văn An", None, 1), Known("Nguyễn Văn An", DAY, 1), True),
        (Known("Nguyễn Văn An", None, 1), Known("Nguyễn Văn An", None, 2), False),
        (Known("Nguyễn Văn An", DAY, 1), Known("Nguyễn Văn An", datetime.date(1981, 5, 6), 1), False),
        (Known("Nguyễn Văn An", DAY, 1), Known("Nguyễn Văn An", datetime.date(1980, 3, 2), 1), True),
        (Known("Nguyễn Văn An", DAY, 1), Known("Nguyễn Vân An", DAY, 1), True),
        (Known("Nguyễn Văn An", None, 1), Known("Nguyễn Vân An", None, 1), False),
    ],
)
def test_persons_are_told_by_name_birth_date_and_unit(one, other, same):
    assert (persons_likeness(one, other) >= SAME) is same


def test_nightly_work_finds_both_kinds():
    two()
    person("Nguyễn Văn An", birth_date=DAY)
    person("Nguyen Van An", birth_date=DAY)
    assert "2" in refresh_all()


# --- the pages ----------------------------------------------------------------------------------


def page(client, model=Partner, **asked):
    return client.get(reverse(f"{model.slug}_duplicates"), asked)


def test_page_shows_pairs_with_reasons_and_narrows_them(client):
    one, other = two()
    refresh(Partner)
    client.force_login(people.officer())
    (pair,) = page(client).context["pairs"]
    assert {pair["first"]["url"], pair["second"]["url"]} == {one.get_absolute_url(), other.get_absolute_url()}
    assert pair["reasons"]["for"]
    assert len(page(client, q="JUNTENDO", place=people.country().pk).context["pairs"]) == 1
    assert page(client, q="karolinska").context["pairs"] == []
    assert page(client, place=people.country("US").pk).context["pairs"] == []
    assert page(client, place="x", page="y").status_code == 200


@pytest.mark.parametrize("model", [Partner, Person])
def test_page_costs_the_same_for_one_pair_and_many(client, model):
    client.force_login(people.officer())
    page(client, model)
    costs = []
    for many in (1, 12):
        for number in range(many):
            for name in (
                ("Bệnh viện Juntendo Bkq{}", "Juntendo Hospital Bkq{}")
                if model is Partner
                else ("Lê An", "Le An")
            ):
                day = DAY + datetime.timedelta(days=40 * (number + many))
                if model is Partner:
                    partner(name.format(f"{'abcdefghijklm'[number]}{many}zz"))
                else:
                    person(name, birth_date=day)
        refresh(model)
        with CaptureQueriesContext(connection) as queries:
            assert len(page(client, model).context["pairs"]) >= many
        costs.append(len(queries))
    assert costs[0] == costs[1]
    assert costs[1] <= 12


@pytest.mark.parametrize(
    ("who", "partners", "persons"),
    [
        (people.officer, 200, 200),
        (people.administrator, 200, 403),
        (people.owner, 403, 403),
        (people.leader, 403, 403),
    ],
)
def test_only_keepers_judge_and_merge(client, who, partners, persons):
    one, other = two()
    first, second = person("Nguyễn Văn An"), person("Nguyen Van An")
    client.force_login(who())
    for model, keys, expected in (
        (Partner, (one.pk, other.pk), partners),
        (Person, (first.pk, second.pk), persons),
    ):
        assert page(client, model).status_code == expected
        assert client.get(reverse(f"{model.slug}_merge", args=keys)).status_code == expected
        assert client.get(reverse(f"{model.slug}_merge_with", args=keys[:1])).status_code == expected
        said = client.post(reverse(f"{model.slug}_different", args=keys))
        assert (said.status_code == 403) is (expected == 403)
    assert NotDuplicate.objects.count() == [partners, persons].count(200)


def test_called_different_and_asked_again(client):
    one, other = two()
    refresh(Partner)
    client.force_login(people.officer())
    address = reverse("partner_different", args=[one.pk, other.pk])
    client.post(address)
    assert page(client).context["pairs"] == []
    assert len(page(client, said="on").context["pairs"]) == 1
    client.post(address, {"forget": "1"})
    assert len(page(client).context["pairs"]) == 1


def test_merging_on_the_page_and_undoing_it_on_the_history_page(client):
    one, other = two()
    paper = agreement()
    paper.partners.set([other])
    client.force_login(people.officer())
    address = reverse("partner_merge", args=[one.pk, other.pk])
    shown = client.get(address)
    assert [move["count"] for move in shown.context["moves"]] == [1]
    response = client.post(address, {"seen": shown.context["seen"], "take-original_name": "gone"})
    assert response.url == one.get_absolute_url()
    assert list(paper.partners.all()) == [one]
    assert Partner.objects.get(pk=one.pk).original_name == "順天堂"
    assert client.get(other.get_absolute_url()).url == one.get_absolute_url()
    history = reverse("partner_history", args=[one.pk])
    (undoing,) = client.get(history).context["undoings"]
    assert client.post(undoing["url"]).url == history
    assert list(Agreement.objects.get(pk=paper.pk).partners.all()) == [other]
    assert client.get(other.get_absolute_url()).status_code == 200
    assert client.get(history).context["undoings"][0]["url"] == ""


def test_an_old_address_of_a_list_narrowed_by_the_one_gone_means_the_one_kept(client):
    one, other = two()
    paper, _another = agreement(), agreement()
    paper.partners.set([other])
    merge(one, other, by=people.officer(), fingerprint=plan_for(one, other).fingerprint)
    client.force_login(people.officer())
    listed = client.get(reverse("agreement_list"), {"partner": other.pk})
    assert [row["url"] for row in listed.context["rows"]] == [paper.get_absolute_url()]
    assert listed.context["chips"][0]["label"].endswith(one.name)


def test_merging_from_a_page_that_holds_no_longer_changes_nothing(client):
    one, other = two()
    client.force_login(people.officer())
    address = reverse("partner_merge", args=[one.pk, other.pk])
    seen = client.get(address).context["seen"]
    agreement().partners.add(other)
    refused = client.post(address, {"seen": seen})
    assert (refused.status_code, len(refused.context["errors"]), Merging.objects.count()) == (200, 1, 0)
    assert client.post(address, {"seen": refused.context["seen"]}).status_code == 302


def test_a_tombstone_is_not_restored_but_unmerged(client):
    one, other = two()
    merge(one, other, by=people.officer(), fingerprint=plan_for(one, other).fingerprint)
    client.force_login(people.officer())
    refused = client.post(reverse("partner_restore", args=[other.pk]), {"reason": "Vẫn cần"})
    assert refused.status_code == 403
    assert client.get(reverse("partner_merge", args=[one.pk, other.pk])).status_code == 404


def test_keeper_without_sight_of_dossiers_is_told_how_many_only(client):
    one, other = two()
    paper = agreement(title="Biên bản kín đáo")
    paper.partners.set([other])
    client.force_login(people.administrator())
    told = client.get(reverse("partner_merge", args=[one.pk, other.pk]))
    assert told.context["moves"][0]["more"] == 1
    assert "kín đáo" not in told.content.decode() and paper.number not in told.content.decode()


def test_choosing_with_whom(client):
    one, other = two()
    client.force_login(people.officer())
    address = reverse("partner_merge_with", args=[one.pk])
    assert [item["name"] for item in client.get(address).context["alike"]] == [other.name]
    assert client.get(address, {"other": other.pk}).url == reverse("partner_merge", args=[one.pk, other.pk])
    assert client.get(address, {"other": "999999"}).status_code == 404
    assert client.get(address, {"other": "x"}).status_code == 200


def test_looking_again_now(client, django_capture_on_commit_callbacks):
    two()
    client.force_login(people.officer())
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("partner_find_duplicates"))
    assert LikelyPair.objects.count() == 1


# --- while typing -------------------------------------------------------------------------------


def typed(client, model, **asked) -> list[str]:
    response = client.get(reverse(f"{model.slug}_similar"), asked, headers=HTMX)
    return [item["name"] for item in response.context["items"]]


def test_similar_partners_while_typing(client):
    one, other = two()
    client.force_login(people.owner())
    assert typed(client, Partner, name="BV Juntendo") == [one.name, other.name]
    assert typed(client, Partner, name="junten") == [one.name, other.name]
    assert (
        typed(client, Partner, of="quick-name", **{"quick-name": "BV Juntendo", "quick-country": "x"}) != []
    )
    assert typed(client, Partner, name="BV Juntendo", besides=one.pk) == [other.name]
    assert typed(client, Partner, name="BV") == []
    client.force_login(people.nobody())
    assert typed(client, Partner, name="BV Juntendo") == []


def test_similar_persons_while_typing_are_those_one_may_see(client):
    mine = person("Nguyễn Văn An", birth_date=DAY)
    person("Nguyễn Văn An", unit=people.unit("Bệnh viện Phụ sản Hà Nội"))
    client.force_login(people.owner())
    row = {
        "of": "members-0-full_name",
        "members-0-full_name": "nguyen van an",
        "members-0-birth_date": "03/02/1980",
    }
    response = client.get(reverse("person_similar"), row)
    assert [item["url"] for item in response.context["items"]] == [mine.get_absolute_url()]


def test_new_partner_without_leaving_the_form(client):
    client.force_login(people.owner())
    address = reverse("partner_quick")
    assert address in client.get(reverse("agreement_create")).content.decode()
    faulty = client.post(address, {"quick-name": ""})
    assert (faulty.status_code, "name" in faulty.context["form"].errors) == (200, True)
    added = client.post(
        address, {"quick-name": "Đại học Juntendo", "quick-kind": "TDH", "quick-country": people.country().pk}
    )
    made = Partner.objects.get(name="Đại học Juntendo")
    assert (added.status_code, str(made.pk) in added.headers["HX-Trigger"], made.created_by) == (
        204,
        True,
        people.owner(),
    )
    assert client.post(address, {"quick-name": "ĐẠI HỌC  JUNTENDO", "quick-kind": "TDH"}).status_code == 200
    client.force_login(people.leader())
    assert client.get(address).status_code == 403
    assert address not in client.get(reverse("agreement_list")).content.decode()


def test_form_with_a_partner_merged_meanwhile_still_saves(client):
    """Who had the form open when it happened is told of the change, not lost."""
    one, other = two()
    paper = agreement()
    paper.partners.set([other])
    client.force_login(people.officer())
    address = reverse("agreement_edit", args=[paper.pk])
    sent = as_sent(client.get(address)) | {"title": "Tên mới"}
    merge(one, other, by=people.officer(), fingerprint=plan_for(one, other).fingerprint)
    refused = client.post(address, sent)
    assert refused.status_code == 200
    assert client.post(address, as_sent(refused)).status_code == 302
    paper = Agreement.objects.get(pk=paper.pk)
    assert (paper.title, list(paper.partners.all())) == ("Tên mới", [one])


def test_a_workbook_written_before_finds_the_one_kept_and_leaves_it_as_it_is(tmp_path):
    assert load_workbook(write(tmp_path / "a.xlsx", base())).errors == []
    gone = Partner.objects.get(name=PARTNERS[0]["Tên đối tác"])
    kept = partner("Tên được giữ lại")
    merge(kept, gone, by=people.officer(), fingerprint=plan_for(kept, gone).fingerprint)
    before = Partner.objects.count(), Partner.objects.get(pk=kept.pk).version
    again = load_workbook(write(tmp_path / "b.xlsx", base()))
    assert (again.errors, [warning.sheet for warning in again.warnings if "gộp" in warning.reason or "merged" in warning.reason]) == (
        [], ["Đối tác"],
    )  # fmt: skip
    assert (Partner.objects.count(), Partner.objects.get(pk=kept.pk).version) == before


# --- figures ------------------------------------------------------------------------------------


def test_figures_count_the_one_kept_once():
    one, other = person("Nguyễn Văn An", birth_date=DAY), person("Nguyen Van An", birth_date=DAY)
    for who in (one, other):
        member(trip(), who)
    assert count("DR02", "DR03") == [2, 2]
    merge(one, other, by=people.officer(), fingerprint=plan_for(one, other).fingerprint)
    assert count("DR02", "DR03") == [2, 1]


def test_what_was_issued_stays_as_it_was_issued():
    one, other = two()
    paper = makers.agreement()
    paper.partners.set([other])
    kept = issued()
    assert other.name in told(kept)
    merge(one, other, by=people.officer(), fingerprint=plan_for(one, other).fingerprint)
    kept = type(kept).objects.get(pk=kept.pk)
    assert is_intact(kept)
    assert other.name in told(kept)


def told(kept) -> str:
    """Everything the evidence of an issued report says in its lists."""
    return " ".join(str(row) for each in kept.lists.all() for row in each.rows)
