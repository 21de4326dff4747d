"""Search of everything: what is found, in which order, by whom, and what hostile questions do."""

import unicodedata
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.html import escape

from accounts.models import User
from core.attachments import DocumentKind, attach
from core.files.kinds import PDF
from core.screens import Screen
from core.search import finding, keeping
from core.search.entries import SearchEntry, SearchWord, kind_number
from core.search.finding import find
from core.search.page import searched
from core.search.words import Question, Rank, excerpt, marked
from directory.models import FormerName, PartnerAlias, Person
from tests.factories import files, people
from tests.factories.records import make, outbound, person

pytestmark = pytest.mark.django_db


def names(typed: str, user: User | None = None) -> list[str]:
    return [one.entry.shown["name"] for one in found(typed, user)]


def found(typed: str, user: User | None = None, screens: list[Screen] | None = None) -> list:
    """As rare words are looked for, and the same as words that stand everywhere are, and for who has many records."""
    asked = (Question.of(typed), screens or searched(), user or people.officer())
    rare = find(*asked)
    for limit in ("RARE", "MANY"):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(finding, limit, -1)
            otherwise = find(*asked)
        assert [(one.entry, one.rank, one.terms) for one in otherwise] == [
            (one.entry, one.rank, one.terms) for one in rare
        ]
    return rare


def ranks(typed: str) -> dict[str, Rank]:
    return {one.entry.shown["name"]: one.rank for one in found(typed)}


@pytest.fixture
def learnt():
    """Words are learnt when a transaction ends; a test's never does."""
    return keeping.learn_everything


# --- order --------------------------------------------------------------------------------------


def test_ranks_by_hand():
    unit = people.unit("Bệnh viện Phổi")
    by_number = outbound(title="Đoàn thứ nhất", unit=unit)
    outbound(title="Phổi và lao", unit=people.unit("Bệnh viện Mắt"))
    outbound(title="Lao và phổi", unit=people.unit("Bệnh viện Mắt"))
    outbound(title="Đoàn thứ hai", unit=unit)
    partner = people.partner("Phổi", kind="BV")
    assert ranks("phoi") == {
        partner.name: Rank.EXACT,
        "Phổi và lao": Rank.BEGINNING,
        "Lao và phổi": Rank.NAME,
        "Bệnh viện Phổi": Rank.NAME,
        "Đoàn thứ nhất": Rank.ELSEWHERE,
        "Đoàn thứ hai": Rank.ELSEWHERE,
    } | {one: Rank.ELSEWHERE for one in names("phoi") if one.startswith("Nguyễn Văn")}
    order = [one.rank for one in found("phoi")]
    assert order == sorted(order)
    outbound(title=f"Theo hồ sơ {by_number.number}")
    assert names(by_number.number)[0] == "Đoàn thứ nhất"
    assert names(by_number.number.lower().replace("-", " "))[0] == "Đoàn thứ nhất"


def test_newer_first_among_equals():
    for year in (2021, 2024, 2019):
        outbound(title=f"Đoàn {year}", start_date=date(year, 5, 1), end_date=date(year, 5, 2))
    assert [name for name in names("đoàn") if name.startswith("Đoàn 20")] == [
        "Đoàn 2024",
        "Đoàn 2021",
        "Đoàn 2019",
    ]


@pytest.mark.parametrize(
    "typed",
    [
        "Đặng Thuỳ Trâm", "dang thuy tram", "DANG THUY", "trâm đặng", "TRAM  thuy",
        unicodedata.normalize("NFD", "Đặng Thuỳ Trâm"), unicodedata.normalize("NFC", "đặng thuỳ"),
        "  đặng\u200b trâm ", "đặng-trâm", "thuỳ, trâm; đặng!",
    ],
)  # fmt: skip
def test_without_accents_case_and_order(typed):
    person("Đặng Thuỳ Trâm")
    assert names(typed) == ["Đặng Thuỳ Trâm"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("saint peterburg", "Đại học Saint Petersburg"),
        ("havard", "Đại học Harvard"),
        ("brigham and womem", "Brigham & Women"),
        ("benh vien tm", "Bệnh viện Tim"),
        ("bneh vien tim", "Bệnh viện Tim"),
    ],
)
def test_typing_errors(learnt, typed, meant):
    for name in ("Đại học Saint Petersburg", "Đại học Harvard", "Brigham & Women"):
        people.partner(name, kind="TDH")
    people.unit("Bệnh viện Tim")
    people.unit("Bệnh viện Tâm thần")
    learnt()
    assert meant in names(typed)
    assert {one.rank for one in found(typed) if one.entry.shown["name"] == meant} == {Rank.SPELLING}


def test_words_as_they_are_typed_come_before_others(learnt):
    people.partner("Đại học Havard")
    people.partner("Đại học Harvard")
    learnt()
    assert names("havard") == ["Đại học Havard", "Đại học Harvard"]


def test_another_number_is_another_thing(learnt):
    outbound(title="Đoàn", permit_number="1234/QĐ-UBND")
    learnt()
    assert found("1235/QĐ-UBND") == []


def test_short_words_begin_a_word():
    """Two letters would stand in the middle of almost anything."""
    people.partner("Department of Health")
    assert names("tm") == []
    assert names("he") == ["Department of Health"]
    assert names("h") == []
    people.partner("Viêm gan B")
    assert names("b") == ["Viêm gan B"]


# --- what is found by what ----------------------------------------------------------------------


@pytest.mark.parametrize("screen", searched(), ids=lambda screen: screen.model.slug)
def test_every_screen_is_searched(client, screen):
    record = make(screen.model)
    client.force_login(people.officer())
    page = client.get(reverse("search"), {"q": str(record), "kind": screen.model.slug})
    assert f'href="{record.get_absolute_url()}"' in page.content.decode()


@pytest.mark.parametrize("screen", searched(), ids=lambda screen: screen.model.slug)
def test_state_is_the_one_the_record_shows(screen):
    record = make(screen.model)
    entry = SearchEntry.objects.get(record_type=record._meta.label_lower, record_id=record.pk)
    stand_in = screen.model(**entry.shown["state"])
    for name, value in entry.shown["state"].items():
        setattr(stand_in, name, screen.model._meta.get_field(name).to_python(value))
    assert stand_in.shown_state == record.shown_state


def test_documents_numbers_lead_to_the_record():
    trip = outbound(
        title="Đoàn A", permit_number="123/QĐ-UBND", unit_letter_number="77/BVT", invitation_number="IL-9"
    )
    outbound(title="Đoàn B", permit_number="1234/QĐ-UBND")
    content = files.pdf("a")
    attach(trip, _upload(content), PDF, kind=DocumentKind.REQUEST, by=people.owner(), number="556/TTr-SYT")
    for number in ("123/QĐ-UBND", "123/qd", "77/BVT", "il-9", "556/ttr-syt"):
        assert names(number)[0] == "Đoàn A", number
    assert ranks("123/QĐ-UBND")["Đoàn A"] is Rank.EXACT
    assert names("123/qd-ubnd") == ["Đoàn A", "Đoàn B"]


def _upload(content: bytes):
    return SimpleUploadedFile("a.pdf", content, content_type="application/pdf")


def test_other_names_lead_to_partner_and_unit():
    partner = people.partner("Cơ quan Hợp tác Quốc tế Nhật Bản")
    PartnerAlias(partner=partner, name="JICA Việt Nam").save(by=None)
    partner.settle()
    unit = people.unit("Bệnh viện Đa khoa Hà Đông")
    FormerName(unit=unit, name="Bệnh viện Đa khoa Hà Tây").save(by=None)
    unit.settle()
    assert names("jica") == [partner.name]
    assert ranks("jica viet nam") == {partner.name: Rank.EXACT}
    assert unit.name in names("hà tây")


def test_what_is_withdrawn_is_not_found():
    trip = outbound(title="Đoàn rút")
    assert names("đoàn rút") == ["Đoàn rút"]
    trip.withdraw(by=people.owner(), reason="Nhầm")
    assert names("đoàn rút") == []
    trip.deleted_at = None
    trip.save(by=people.owner())
    assert names("đoàn rút") == ["Đoàn rút"]


def test_changed_name_is_found_and_the_old_one_is_not():
    trip = outbound(title="Đoàn tên cũ")
    trip.title = "Đoàn tên mới"
    trip.save(by=people.owner())
    assert (names("tên cũ"), names("tên mới")) == ([], ["Đoàn tên mới"])


def test_secrets_are_not_searched():
    owner = people.owner()
    guest_less = person("Nguyễn Thị Kín", passport_number="C7654321", party_member=True)
    trip = outbound(title="Đoàn có hộ chiếu")
    attach(
        trip, _upload(files.pdf("a")), PDF, kind=DocumentKind.PASSPORT, by=owner, number="C7654321"
    )  # fmt: skip
    assert found("C7654321") == []
    assert "C7654321" not in str(list(SearchEntry.objects.values_list("text", "shown")))
    assert "True" not in str(
        SearchEntry.objects.get(record_id=guest_less.pk, record_type="directory.person").shown
    )


# --- who finds it -------------------------------------------------------------------------------


@pytest.mark.parametrize("screen", searched(), ids=lambda screen: screen.model.slug)
@pytest.mark.parametrize("who", ["owner", "stranger", "officer", "nobody", "administrator"])
def test_found_is_what_is_visible(screen, who):
    """Two units' records; everyone finds exactly what the list shows them."""
    model = screen.model
    for unit in (people.unit(), people.stranger().unit):
        record = make(model, **({"unit": unit} if _has_unit(model) else {}))
        if model is Person:
            record.full_name = f"{record.full_name} {unit.name}"
            record.save(by=None)
    user = getattr(people, who)()
    visible = set(model.objects.visible_to(user).values_list("pk", flat=True))
    keeping.learn_everything()
    for record in model._base_manager.all():
        for typed in (str(record), f"{str(record)[:-1]}", str(record)[:4]):
            keys = {one.entry.record_id for one in found(typed, user, [screen])}
            assert keys <= visible
            assert record.pk not in visible or typed != str(record) or record.pk in keys


def _has_unit(model) -> bool:
    return any(field.name == "unit" for field in model._meta.concrete_fields)


def test_another_units_words_correct_nothing(client, learnt):
    outbound(title="Xylophonquartett", unit=people.unit())
    learnt()
    assert SearchWord.objects.filter(word="xylophonquartett").exists()
    client.force_login(people.stranger())
    page = client.get(reverse("search"), {"q": "xylophonquartet"}).content.decode()
    assert "quartett" not in page.casefold()
    client.force_login(people.owner())
    assert "Xylophonquartett" in client.get(reverse("search"), {"q": "xylophonquartet"}).content.decode()


def test_unit_reads_the_trips_its_staff_is_on():
    trip = outbound(title="Đoàn liên viện")
    member = trip.members.get()
    member.unit = people.stranger().unit
    member.save(by=None)
    assert names("liên viện", people.stranger()) == ["Đoàn liên viện"]


# --- the page -----------------------------------------------------------------------------------

HOSTILE = [
    "a" * 10_000, "%", "_", "'", '"', '" OR 1=1 --', "a\0b", ".*+?[](){}^$|\\", " ".join(["từ"] * 1000),
    " ".join(f"x{number}" for number in range(1000)), "NEAR(a b)", "a AND NOT b", "-a", "a*", ":", "names:a", "\ud7ff\U0001f600",
    "<script>alert(1)</script>", "%s %(a)s {} {0}", "\r\n", "\u202eđảo\u202c", "İ", "ﬀ", "½", "日本", "ß",
]  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_questions_are_answered(client, typed):
    outbound(title="<script>alert(1)</script> 100% _ ' \" a* NOT b")
    for user in (people.officer(), people.owner()):
        client.force_login(user)
        for headers in ({}, {"HX-Request": "true", "HX-Target": "search-panel"}):
            page = client.get(reverse("search"), {"q": typed}, headers=headers)
            assert page.status_code == 200
            assert "<script>alert" not in page.content.decode()
            assert len(page.content) < 200_000


def test_percent_and_underscore_match_nothing_else():
    outbound(title="Đoàn một")
    assert found("%") == found("_") == found("đ_àn") == []


def test_matched_words_are_marked_and_everything_is_escaped():
    assert marked("Đoàn <b>Hà Nội</b>", ["noi"]) == "Đoàn &lt;b&gt;Hà <mark>Nội</mark>&lt;/b&gt;"
    assert marked(unicodedata.normalize("NFD", "Hà Nội"), [" ha "]) == "<mark>Hà</mark> Nội"
    assert excerpt(["Nguyễn <An>", "Trần Bình"], "Đoàn", [" an", "doan"]) == "Nguyễn &lt;<mark>An</mark>&gt;"
    assert len(excerpt(["x " * 500 + "đích " + "y " * 500], "", ["dich"])) < 200


def test_panel_tells_why_a_record_is_found(client):
    outbound(title="Đoàn Pháp", permit_number="88/GP")
    client.force_login(people.officer())
    page = client.get(
        reverse("search"), {"q": "88/gp"}, headers={"HX-Request": "true", "HX-Target": "search-panel"}
    ).content.decode()
    assert "<mark>88</mark>/<mark>GP</mark>" in page
    assert 'role="option"' in page
    assert "<html" not in page


def test_what_was_typed_stands_in_the_box(client):
    client.force_login(people.officer())
    typed = 'a "b" <i>'
    page = client.get(reverse("search"), {"q": typed}).content.decode()
    assert f'value="{escape(typed)}"' in page


def test_questions_to_the_database_are_few(client, django_assert_max_num_queries):
    for number in range(8):
        outbound(title=f"Đoàn Harvard {number}")
        make(searched()[-1].model)
    keeping.learn_everything()
    for user in (people.officer(), people.owner()):
        found("doan", user)  # reads the person's roles, once
        with django_assert_max_num_queries(1):
            find(Question.of("doan"), searched(), user)
        with django_assert_max_num_queries(3):
            find(Question.of("havardd"), searched(), user)
    client.force_login(people.owner())
    headers = {"HX-Request": "true", "HX-Target": "search-panel"}
    client.get(reverse("search"), {"q": "harvard"}, headers=headers)
    with django_assert_max_num_queries(5):  # the session, the person, their roles, what the frame counts
        assert client.get(reverse("search"), {"q": "harvard"}, headers=headers).status_code == 200


# --- upkeep -------------------------------------------------------------------------------------


def test_entries_of_records_stored_before_are_made_by_migrating():
    trip = outbound(title="Đoàn từ trước", permit_number="5/GP")
    type(trip)._base_manager.filter(pk=trip.pk).update(search_text="doan tu truoc")
    SearchEntry.objects.all().delete()
    assert found("từ trước") == []
    keeping.fill(None, plan=[("core.0005", False)])
    assert names("từ trước") == names("5/gp") == ["Đoàn từ trước"]
    trip.refresh_from_db()
    assert "5/gp" in trip.search_text


def test_nightly_work_takes_up_a_new_name_of_the_unit():
    unit = people.unit("Bệnh viện Cũ Kỹ")
    outbound(title="Đoàn", unit=unit)
    unit.name = "Bệnh viện Tân Tiến"
    unit.save(by=None)
    keeping.refresh_everything()
    assert "Đoàn" in names("tân tiến")


def test_numbers_of_the_kinds_differ():
    numbers = [kind_number(model._meta.label_lower) for model in keeping.searched_types()]
    assert len(set(numbers)) == len(numbers)


def test_a_save_that_changes_nothing_writes_no_entry(django_assert_max_num_queries):
    trip = outbound(title="Đoàn")
    with django_assert_max_num_queries(2):
        keeping.keep([trip])
