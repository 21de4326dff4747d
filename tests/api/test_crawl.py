"""Every address of the API with the keys of people who have no business with a unit's dossiers."""

from urllib.parse import urlencode

import pytest
from django.core.cache import cache

from accounts.models import HeldRole, User
from reports.catalogue import BY_CODE
from tests.api.caller import Caller
from tests.contracts.sitemap import addresses
from tests.contracts.test_crawl import VISITORS, owners_words, stored, written
from tests.contracts.world import BAIT, MARK, World, build, finds
from tests.factories import people

pytestmark = [pytest.mark.django_db, pytest.mark.once]
KEYLESS = ("api_schema", "api_docs")
FOUND_BY_OWNER = {"list", "detail", "history", "attachments", "links", "attachment", "figure_rows"}


@pytest.fixture(autouse=True)
def without_limits(settings):
    cache.clear()
    settings.API_REQUESTS_PER_MINUTE = settings.API_WRITES_PER_MINUTE = settings.API_FAILURES_PER_MINUTE = (
        10**9
    )


def of_the_api(world: World) -> list[tuple[str, str]]:
    """Of the figures every sixth: they share one view, and tests/reports asks for each."""
    own = [(name, at) for name, at in addresses(world) if name.startswith("api_") and name not in KEYLESS]
    codes = list(BY_CODE)[::6]
    return [
        (name, at)
        for name, at in own
        if (not name.startswith("api_figure_") and name != "api_figure")
        or any(f"/{code}/" in at for code in codes)
    ]


def variants(name: str, address: str) -> list[str]:
    if name.endswith("_list"):
        asked = (
            {},
            {"q": BAIT},
            {"labels": "true"},
            {"unit": people.unit().pk},
            {"page_size": 200, "q": f"{BAIT} {MARK}"},
        )
    elif name.startswith("api_figure"):
        asked = ({"period": "2024-H1"},)
    elif name.endswith("_detail"):
        asked = ({}, {"labels": "true"})
    else:
        asked = ({},)
    return [f"{address}?{urlencode(each)}" if each else address for each in asked]


def writes(name: str, address: str, caller: Caller) -> list[tuple[str, dict]]:
    """(method, body) of what would change something."""
    if name.endswith("_detail"):
        version = caller.get(address).json().get("version", 1)
        return [
            ("PATCH", {"version": each, "note": "Đổi", "title": "Đổi"}) for each in {version, 1, 2, 3}
        ] + [("PATCH", {"version": each}) for each in (1, 2, 3)]
    if name.endswith("_withdraw"):
        return [("POST", {"reason": "Vì sao thế"})]
    if name.endswith("_step"):
        return [("POST", {"comment": "Vì sao"})]
    return []


@pytest.mark.parametrize("who", [who for who in VISITORS if who not in ("signed out", "moved away")])
def test_nobody_else_learns_or_changes_anything(who):
    world, visitor = build(), VISITORS[who]()
    caller = Caller(visitor)
    words, before, leaks, broken = owners_words(world), stored(visitor), [], []
    for name, address in of_the_api(world):
        answers = [(asked, caller.get(asked)) for asked in variants(name, address)]
        answers += [
            (f"{method} {address}", caller.ask(method, address, body))
            for method, body in writes(name, address, caller)
        ]
        for asked, response in answers:
            if response.status_code >= 500:
                broken.append(asked)
            if found := finds(response, words, asked):
                leaks.append(f"{asked} → {response.status_code} {sorted(found)[:3]}")
    assert broken == []
    assert leaks == []
    assert [line for line in written(before, visitor) if "ApiToken" not in line] == []


def test_without_a_key_nothing_is_told():
    world, caller = build(), Caller()
    for name, address in of_the_api(world):
        response = caller.get(address)
        assert (response.status_code, finds(response, [MARK, BAIT])) == (401, []), name


@pytest.mark.parametrize(
    "role", ["unit_officer", "unit_head", "department_officer", "office_head", "department_leader", "clerk"]
)
def test_who_reads_finds_the_texts_and_nothing_breaks(role):
    world = build()
    of = people.unit() if role.startswith("unit") else None
    reader: User = people.user(f"reader_{role}", role, of)
    if role == "unit_officer":
        HeldRole.objects.create(user=reader, role="unit_head")
    caller, doors, broken = Caller(reader), set(), []
    for name, address in of_the_api(world):
        for asked in variants(name, address):
            response = caller.get(asked)
            if response.status_code >= 500:
                broken.append(asked)
            if finds(response, [MARK]):
                doors.add(name)
    assert broken == []
    missing = {door for door in FOUND_BY_OWNER if not any(each.endswith(door) for each in doors)}
    assert missing - ({"links"} if role == "clerk" else set()) == set()
