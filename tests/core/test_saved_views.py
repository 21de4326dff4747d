"""Chosen columns and saved views: what is kept, for whom, and that sharing shows nobody more than before."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import HeldRole
from core.deadline_list import DEADLINES
from core.saved_views import SavedView, audiences
from delegations.models import InboundDelegation, OutboundDelegation
from delegations.views import OUTBOUND
from tests.factories import people
from tests.factories.records import make

pytestmark = pytest.mark.django_db
LIST, COLUMNS, VIEWS = (reverse(f"outbound_{door}") for door in ("list", "columns", "views"))
STATE = "?state=DRAFT&sort=-title&cols=title,content"


def keep(client, state=STATE, **data) -> SavedView:
    response = client.post(VIEWS + state, {"name": "Bản nháp", **data})
    assert response.status_code == 302, response.context["form"].errors
    return SavedView.objects.named().order_by("-pk").first()


def page_of(view) -> str:
    return reverse("outbound_view", args=[view.pk])


def names(response) -> list[str]:
    return [column["name"] for column in response.context["columns"]]


def offered(client) -> set[str]:
    return {view["name"] for view in client.get(f"{LIST}?view=all").context["tools"]["views"]}


@pytest.fixture
def as_owner(client):
    client.force_login(people.owner())
    return client


# --- columns ---


def test_columns_of_the_address_stand_in_their_order(as_owner):
    make(OutboundDelegation)
    assert names(as_owner.get(f"{LIST}?cols=content,number,nonsense,number")) == ["content", "number"]


def test_address_without_a_known_column_shows_the_usual_ones(as_owner):
    usual = [column.name for column in OUTBOUND.columns if column.in_list]
    assert names(as_owner.get(LIST)) == usual
    assert names(as_owner.get(f"{LIST}?cols=x,y")) == usual


def test_chosen_columns_keep_filter_and_sort_and_are_remembered(as_owner):
    response = as_owner.post(
        f"{COLUMNS}?state=DRAFT&sort=-title&page=2", {"do": "remember", "col": ["title", "place", "content"]}
    )
    assert response.url == f"{LIST}?state=DRAFT&sort=-title"
    assert names(as_owner.get(LIST)) == ["title", "content"]
    assert names(as_owner.get(f"{LIST}?cols=number")) == ["number"]


def test_columns_of_another_person_and_another_list_stay(as_owner, client):
    as_owner.post(COLUMNS, {"do": "remember", "col": ["title"]})
    assert len(names(as_owner.get(reverse("inbound_list")))) > 1
    client.force_login(people.colleague())
    assert len(names(client.get(LIST))) > 1


def test_columns_for_this_time_are_in_the_address_only(as_owner):
    response = as_owner.post(f"{COLUMNS}?q=a", {"do": "once", "col": ["title", "content"]})
    assert response.url == f"{LIST}?q=a&cols=title%2Ccontent"
    assert len(names(as_owner.get(LIST))) > 2
    assert not SavedView.objects.exists()


def test_columns_are_put_back(as_owner):
    usual = names(as_owner.get(LIST))
    as_owner.post(COLUMNS, {"do": "remember", "col": ["title"]})
    response = as_owner.post(f"{COLUMNS}?q=a&cols=title", {"do": "reset"})
    assert response.url == f"{LIST}?q=a"
    assert names(as_owner.get(LIST)) == usual


def test_no_column_is_refused_in_words(as_owner):
    response = as_owner.post(COLUMNS, {"do": "remember", "order": ["title", "number"]})
    assert response.status_code == 200
    assert response.context["problem"]


@pytest.mark.parametrize(("button", "place"), [("up", 0), ("down", 2)])
def test_arrows_move_a_column_without_scripts(as_owner, button, place):
    sent = {"order": ["number", "title", "content"], "col": ["title"], button: "title"}
    response = as_owner.post(COLUMNS, sent)
    lines = response.context["choices"]
    assert [line["name"] for line in lines].index("title") == place
    assert [line["name"] for line in lines if line["chosen"]] == ["title"]
    assert {line["name"] for line in lines} == {column.name for column in OUTBOUND.columns}


def test_list_sorted_by_a_column_that_is_not_shown_stays_sorted(as_owner):
    for title in ("Bê", "An", "Cam"):
        make(OutboundDelegation, title=title)
    response = as_owner.get(f"{LIST}?cols=number&sort=-title")
    numbers = [row["cells"][0]["text"] for row in response.context["rows"]]
    ordered = OutboundDelegation.objects.order_by("-title").values_list("number", flat=True)
    assert numbers == list(ordered)
    assert len(response.context["marks"]) == 2


def test_row_whose_first_cell_is_empty_can_still_be_opened(as_owner):
    record = make(OutboundDelegation)
    page = as_owner.get(f"{LIST}?cols=permit_number,title").content.decode()
    assert f'href="{record.get_absolute_url()}"><span aria-hidden="true">—' in page
    assert record.number in page


# --- views ---


def test_view_holds_filters_sort_and_columns_and_says_so_in_its_address(as_owner):
    view = keep(as_owner)
    response = as_owner.get(LIST + view.address)
    assert response.status_code == 200
    assert (names(response), response.context["chips"][0]["label"]) == (
        ["title", "content"],
        "Trạng thái: Nháp",
    )
    assert view.address == f"?cols=title%2Ccontent&sort=-title&state=DRAFT&view={view.pk}"
    assert view.name in response.context["marks"][0]["label"]


def test_view_of_the_list_as_it_is_holds_its_columns(as_owner):
    assert "cols=number" in keep(as_owner, "").state


def test_address_that_only_names_a_view_leads_to_the_whole_state(as_owner):
    view = keep(as_owner)
    assert as_owner.get(f"{LIST}?view={view.pk}").url == LIST + view.address


def test_view_is_ones_own_until_it_is_shared(as_owner, client):
    view = keep(as_owner)
    client.force_login(people.colleague())
    assert offered(client) == set()
    assert client.get(page_of(view)).status_code == 404
    for act in ("delete", "copy", "open", "save", "update"):
        assert client.post(page_of(view), {"do": act, "name": "Khác"}).status_code == 404
    assert SavedView.objects.named().get().name == "Bản nháp"


def test_view_shared_with_the_unit_is_there_for_its_people(as_owner, client):
    view = keep(as_owner, audience="unit")
    for who, sees in ((people.colleague, True), (people.stranger, False), (people.officer, False)):
        client.force_login(who())
        assert (view.name in offered(client)) is sees, who
        assert (client.get(page_of(view)).status_code == 200) is sees


def test_view_shared_with_a_role_is_there_for_who_holds_it_today(client):
    client.force_login(people.officer())
    view = keep(client, audience="unit_officer")
    for who, sees in (
        (people.owner, True),
        (people.stranger, True),
        (people.unit_head, False),
        (people.leader, False),
    ):
        client.force_login(who())
        assert (view.name in offered(client)) is sees, who
    HeldRole.objects.filter(user=people.owner()).update(end_date="2020-01-01")
    client.force_login(people.owner())
    assert view.name not in offered(client)


def test_sharing_shows_nobody_more(client):
    mine, other = make(OutboundDelegation), make(OutboundDelegation, unit=people.stranger().unit)
    client.force_login(people.officer())
    view = keep(client, f"?unit={other.unit_id}&cols=title", audience="unit_officer")
    client.force_login(people.owner())
    response = client.get(LIST + view.address)
    assert {row["url"] for row in response.context["rows"]} == {mine.get_absolute_url()}
    assert [chip["label"] for chip in response.context["dropped"]] != []
    assert response.context["chips"] == []
    assert other.unit.name not in response.content.decode()


@pytest.mark.parametrize(
    "state", ["state=GONE&cols=title", "country=999999", "from_date=31%2F02%2F2024&cols=nothing"]
)
def test_values_there_are_no_more_are_said_to_be_left_out(as_owner, state):
    make(OutboundDelegation)
    view = SavedView.objects.create(list="outbound", name="Cũ", state=state, owner=people.owner())
    response = as_owner.get(LIST + view.address)
    assert response.status_code == 200
    assert (len(response.context["dropped"]), len(response.context["rows"])) == (1, 1)


def test_unit_shares_with_its_people_the_department_with_any_role():
    assert [code for code, _label in audiences(people.owner())] == ["", "unit"]
    assert {"", "unit_officer", "department_leader"} <= {code for code, _label in audiences(people.officer())}
    assert "unit" not in dict(audiences(people.officer()))


def test_unit_cannot_share_with_a_role(as_owner):
    response = as_owner.post(VIEWS, {"name": "Cho mọi người", "audience": "unit_officer"})
    assert response.status_code == 200
    assert "audience" in response.context["form"].errors
    assert not SavedView.objects.exists()


def test_list_opens_with_ones_own_choice_and_there_is_a_way_to_the_whole(as_owner):
    view = keep(as_owner, opens="on")
    assert as_owner.get(LIST).url == LIST + view.address
    response = as_owner.get(LIST + view.address)
    assert "mặc định" in response.context["marks"][0]["label"]
    whole = response.context["marks"][0]["remove_url"]
    assert as_owner.get(LIST + whole).status_code == 200
    assert as_owner.get(LIST, headers={"HX-Request": "true"}).status_code == 200
    as_owner.post(page_of(view), {"do": "close"})
    assert as_owner.get(LIST).status_code == 200


def test_list_opens_with_a_shared_view_until_it_is_shared_no_more(as_owner, client):
    view = keep(as_owner, audience="unit")
    client.force_login(people.colleague())
    client.post(page_of(view), {"do": "open"})
    assert client.get(LIST).url == LIST + view.address
    view.unit = None
    view.save()
    assert client.get(LIST).status_code == 200


def test_default_and_columns_are_remembered_side_by_side(as_owner):
    as_owner.post(COLUMNS, {"do": "remember", "col": ["title"]})
    view = keep(as_owner, opens="on")
    as_owner.post(f"{COLUMNS}?view=all", {"do": "remember", "col": ["number"]})
    assert as_owner.get(LIST).url == LIST + view.address
    assert names(as_owner.get(f"{LIST}?view=all")) == ["number"]


def test_owner_renames_updates_and_deletes(as_owner):
    view = keep(as_owner)
    as_owner.post(page_of(view), {"do": "save", "name": "Tên mới", "audience": "unit"})
    view.refresh_from_db()
    assert (view.name, view.unit, view.state.count("state=DRAFT")) == ("Tên mới", people.unit(), 1)
    page = f"{page_of(view)}?q=nhat&cols=number&view={view.pk}"
    assert as_owner.get(page).context["changes"]
    as_owner.post(page, {"do": "update", "name": "Tên mới", "audience": "unit"})
    view.refresh_from_db()
    assert view.state == "cols=number&q=nhat"
    as_owner.post(page, {"do": "delete"})
    assert not SavedView.objects.named().exists()


def test_changed_list_says_its_view_was_changed(as_owner):
    view = keep(as_owner)
    assert "đã thay đổi" in as_owner.get(f"{LIST}{view.address}&q=x").context["marks"][0]["label"]


def test_shared_view_is_copied_and_the_copy_is_ones_own(as_owner, client):
    view = keep(as_owner, audience="unit")
    client.force_login(people.colleague())
    assert client.get(page_of(view)).context["form"] is None
    assert client.post(page_of(view), {"do": "delete"}).status_code == 404
    client.post(page_of(view), {"do": "copy"})
    client.post(page_of(view), {"do": "copy"})
    copied = SavedView.objects.filter(owner=people.colleague())
    assert {(each.name, each.state, each.shared) for each in copied} == {
        ("Bản nháp", view.state, False), ("Bản nháp (2)", view.state, False),
    }  # fmt: skip


def test_two_views_of_one_name_are_refused(as_owner):
    keep(as_owner)
    response = as_owner.post(VIEWS, {"name": "Bản nháp"})
    assert "name" in response.context["form"].errors
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedView.objects.create(list="outbound", name="Bản nháp", owner=people.owner())


def test_address_of_a_view_that_is_gone_is_answered(as_owner):
    for value in ("999999", "abc", "-1", "9" * 40):
        response = as_owner.get(f"{LIST}?view={value}&q=a")
        assert response.status_code == 200
        assert len(response.context["marks"]) == 1


def test_view_of_one_list_is_none_of_another(as_owner):
    view = keep(as_owner)
    assert as_owner.get(reverse("inbound_view", args=[view.pk])).status_code == 404
    assert as_owner.get(reverse("inbound_list") + f"?view={view.pk}").status_code == 200
    assert InboundDelegation.objects.count() == 0


def test_looking_writes_nothing(as_owner):
    view = keep(as_owner, opens="on")
    before = list(SavedView.objects.order_by("pk").values())
    for address in (LIST, LIST + view.address, COLUMNS + STATE, VIEWS + STATE, page_of(view) + STATE):
        as_owner.get(address)
    assert list(SavedView.objects.order_by("pk").values()) == before


def test_list_of_deadlines_has_views_and_columns_too(as_owner):
    as_owner.post(DEADLINES.url("columns"), {"do": "remember", "col": ["due", "basis"]})
    assert names(as_owner.get(DEADLINES.url("list"))) == ["due", "basis"]
    assert as_owner.post(DEADLINES.url("views") + "?owner=UNIT", {"name": "Của tôi"}).status_code == 302
