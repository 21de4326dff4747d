"""Every address of the site, asked for by people who have no business with a unit's dossiers: they learn nothing of
them and change nothing. New addresses are covered by themselves; one that cannot be filled fails."""

from collections import Counter
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import HeldRole, User
from core.access import EDIT_DIRECTORY, PROCESS
from core.approval import ApprovalStep
from core.attachments import Attachment
from core.digest import MailChoice
from core.events import Event
from core.notifications import Notification
from core.records import Record
from directory.models import Unit
from tests.contracts.sitemap import Unfilled, addresses, patterns, values_of
from tests.contracts.world import BAIT, DOSSIERS, MARK, OWN, PERIOD, World, build, finds
from tests.factories import files, people
from tests.factories.forms import as_sent
from tests.factories.records import make

pytestmark = [pytest.mark.django_db, pytest.mark.once]
HTMX = {"HX-Request": "true"}
TOLD = (Notification, MailChoice)
LEAVES = {"logout"}
"""Ends the session: asked for last by nobody but who is to leave."""


def other_head() -> User:
    return people.user("other_head", "unit_head", people.stranger().unit)


def idle() -> User:
    """In the unit, without a role."""
    return people.user("idle", of=people.unit())


def keeper() -> User:
    """The administrator, who happens to belong to the unit."""
    return people.user("keeper", "administrator", people.unit())


def mover() -> User:
    """Was in the unit, is in another one now, and still has what the bell told."""
    return people.user("mover", "unit_officer", people.unit())


VISITORS = {
    "stranger": people.stranger,
    "head of another unit": other_head,
    "no role": people.nobody,
    "no role, of the unit": idle,
    "administrator": people.administrator,
    "administrator of the unit": keeper,
    "moved away": mover,
    "signed out": None,
}
LOG = "log"
"""The one door where the administrator is told numbers of records, and nothing else of them."""


def variants(name: str, address: str, world: World) -> list[tuple[str, dict]]:
    """(address, headers) of every way to ask for a page: plain, as a fragment, searched, narrowed, sorted, paged."""
    unit = people.unit().pk
    found = [(address, {})]
    if name.endswith(("_list", "_export")) or name in (LOG, "bell", "inbox", "search"):
        asked = [
            {"q": BAIT}, {"unit": unit}, {"page": 2}, {"sort": "-title"}, {"sort": "unit"},
            {"from_date": "01/01/2020", "to_date": "31/12/2030"}, {"q": f"{BAIT} {MARK}"},
        ]  # fmt: skip
        found += [(f"{address}?{urlencode(part)}", {}) for part in asked]
        found += [(address, HTMX), (f"{address}?{urlencode({'q': BAIT})}", HTMX)]
    elif name.endswith(("_columns", "_views")):
        found += [(f"{address}?{urlencode({'q': BAIT, 'unit': unit, 'sort': 'unit'})}", HTMX)]
    elif name.endswith("_bulk"):
        rows = _rows_of_list(name, world)
        found += [
            (f"{address}?{urlencode([('do', act), *rows])}", {}) for act in ("withdraw", "submit", "export")
        ]
        found += [(f"{address}?{urlencode({'do': 'withdraw', 'all': 1, 'q': BAIT})}", {})]
    elif name.endswith("_bulk_result"):
        found.append((f"{address}?format=csv", {}))
    elif name in ("home", "summary", "summary_xlsx", "figure", "figure_xlsx"):
        found = [(f"{address}?{PERIOD}", {}), (f"{address}?{PERIOD}&unit={unit}", {})]
    elif name == "file_add":
        newest = Attachment.objects.order_by("pk").values_list("pk", flat=True)
        found += [(f"{address}?of={key}", {}) for key in newest[:20]]
    elif name == "job_detail":
        found.append((address, HTMX))
    elif name == "intake_row":
        found += [(address, HTMX), (f"{address}?edit", HTMX)]
    elif name.endswith("_edit"):
        found.append((f"{address}?step=submit", {}))
    return found


def _rows_of_list(name: str, world: World) -> list[tuple[str, int]]:
    """The owner's records of this list, as its boxes send them."""
    slug = name.removesuffix("_bulk")
    return [
        ("row", record.pk) for model, rows in world.records.items() if model.slug == slug for record in rows
    ]


def owners_words(world: World) -> list[str]:
    return [MARK, BAIT, *world.numbers]


def stored(visitor: User | None = None) -> dict:
    """Every row there is, by table: what was may neither change nor go. But what one is told is one's own to read."""
    keeps_directory = visitor is not None and visitor.may(EDIT_DIRECTORY)
    left_out = {"sessions.session", "accounts.user", "core.numbercounter"}  # sign-in, numbers of one's own
    left_out |= {"core.searchentry"}  # follows from the records that are watched here
    return {
        model: {
            repr(tuple(bytes(value) if isinstance(value, memoryview) else value for value in row))
            for row in (
                model._base_manager.exclude(person=visitor) if model in TOLD else model._base_manager
            ).values_list()
        }
        for model in apps.get_models()
        if model._meta.label_lower not in left_out
        and not (keeps_directory and model._meta.app_label == "directory" and model not in OWN)
    }


def written(before: dict, visitor: User | None) -> list[str]:
    """What is no longer as it was, or was added to a dossier of the unit."""
    after = stored(visitor)
    lost = [f"{model.__name__}: {row}" for model, rows in before.items() for row in rows - after[model]]
    units = {
        (record._meta.label_lower, str(record.pk)) for model in DOSSIERS for record in _of_the_unit(model)
    }
    told = [
        f"event {event}" for event in Event.objects.all()
        if (event.record_type, event.record_id) in units and visitor and event.actor_id_text == str(visitor.pk)
    ]  # fmt: skip
    return lost + told


def _of_the_unit(model):
    return model._base_manager.filter(unit=people.unit())


def test_every_address_can_be_filled():
    world = build()
    unfilled = []
    for _route, pattern, names in patterns():
        for name in names:
            try:
                values_of(name, pattern, world)
            except Unfilled as which:
                unfilled.append(str(which))
    assert unfilled == []


FOUND_BY_OWNER = {
    *(f"{model.slug}_{door}" for model in OWN for door in ("list", "export", "detail", "edit", "history")),
    *(f"{model.slug}_paper" for model in DOSSIERS),
    "inbox", "search", "withdrawn_list", "bell", "deadline_list", "deadline_export", "file", "figure", "figure_xlsx",
    "data_hub", "intake_rows", "intake_row", "intake_columns", "intake_values", "intake_file",
    "job_file", "file_add", "calendar_list", "record_ics", "unit_report_detail", "unit_report_edit",
    "unit_report_history", "unit_report_figure",
}  # fmt: skip
"""The doors behind which the owner finds the texts: the crawl of the others is worth something only then."""


def test_owner_finds_the_texts_behind_every_door(client):
    world, owner = build(), people.owner()
    HeldRole.objects.create(user=owner, role="unit_head")
    before, doors, broken = stored(), Counter(), []
    client.force_login(owner)
    for name, address in addresses(world):
        for asked, headers in variants(name, address, world) if name not in LEAVES else ():
            response = client.get(asked, headers=headers)
            if response.status_code >= 500:
                broken.append(asked)
            if finds(response, [MARK]):
                doors[name] += 1
    assert broken == []
    assert FOUND_BY_OWNER - set(doors) == set()
    assert [line for line in written(before, None) if not line.startswith("event")] == []
    record = world.records[DOSSIERS[0]][0]
    assert finds(
        client.post(reverse("reveal", args=[record.slug, record.pk]), {"reason": "Làm thị thực"}), [MARK]
    )


@pytest.mark.parametrize("who", VISITORS)
def test_nobody_else_learns_or_changes_anything(who):
    world = build()
    visitor = VISITORS[who]() if VISITORS[who] else None
    if who == "moved away":
        _move_away(visitor, world)
    words, before, leaks, broken = owners_words(world), stored(visitor), [], []
    client = Client()

    def ask(name: str, method: str, address: str, data=None, headers=None) -> None:
        if visitor is not None and "_auth_user_id" not in client.session:
            client.force_login(visitor)
        response = getattr(client, method)(address, data, headers=headers or {}, follow=method == "post")
        if response.status_code >= 500:
            broken.append(f"{method} {address}")
        wanted = [MARK, BAIT] if name == LOG else words
        if found := finds(response, wanted, f"{address} {data}"):
            leaks.append(
                f"{name}: {method} {address} {headers or ''} → {response.status_code} {sorted(found)[:3]}"
            )

    forms = _forms_of_the_owner(world)
    for name, address in addresses(world):
        if name in LEAVES:
            continue
        for asked, headers in variants(name, address, world):
            ask(name, "get", asked, headers=headers)
        for data in _posts(name, address, world, forms):
            ask(name, "post", address, data)
        if name.endswith("_bulk"):
            sent = {"reason": "Vì sao", "comment": "Vì sao", "seen": len(_rows_of_list(name, world))}
            for asked, _headers in variants(name, address, world)[1:]:
                ask(name, "post", asked, sent)
    assert broken == []
    assert leaks == []
    assert written(before, visitor) == []


def _move_away(visitor, world) -> None:
    for record in world.every():
        Notification.objects.create(
            person=visitor, kind="COURSE", text=f"{MARK} {record.reference}", url=record.get_absolute_url(),
            key=f"EVENT:{record._meta.label}:{record.pk}",
        )  # fmt: skip
    visitor.unit = people.stranger().unit
    visitor.save()


def _forms_of_the_owner(world) -> dict[str, dict]:
    """Address → what the owner's form would send: the best a stranger could copy."""
    client = Client()
    client.force_login(people.officer())
    found = {}
    for model, (record, _gone) in world.records.items():
        address = reverse(f"{model.slug}_edit", args=[record.pk])
        found[address] = as_sent(client.get(address))
        blank = {name: _without_words(value) for name, value in found[address].items()}
        found[reverse(f"{model.slug}_create")] = {
            name: value for name, value in blank.items() if not name.endswith("-id")
        }
    return found


def _without_words(value):
    """Keys of other rows stay; texts are one's own."""
    return "Thử" if isinstance(value, str) and BAIT in value else value


def _posts(name: str, address: str, world: World, forms: dict) -> list[dict]:
    first, second = (world.records[model][0] for model in DOSSIERS[:2])
    plain = {
        "comment": "Vì sao", "reason": "Vì sao thế", "version": "1", "newest": "999999", "stay": "/thong-bao/",
        **dict.fromkeys(("department_letter_number", "permit_number", "report_number"), "12/TTr"),
        **dict.fromkeys(("department_letter_date", "permit_date", "report_date"), "01/03/2024"),
    }  # fmt: skip
    if name in ("user_edit", "user_create", "login", "password_change", "token_revoke"):
        return []  # tests/accounts, tests/api
    if name == "inbox":
        keys = [str(step.pk) for step in ApprovalStep.objects.open()]
        return [
            {"step": keys[:50], "action": action, "comment": "Vì sao"} for action in ("approve", "return")
        ] + [{"step": keys[50:100], "action": "return", "comment": "Vì sao"}]
    if name == "record_link":
        own = [record.number for record in _records_of(people.stranger().unit)]
        pairs = [(first.number, second.number), *((number, first.number) for number in own)]
        return [{"number": one, "other": other} for one, other in pairs] + [
            {"number": one, "other": other, "remove": "1"} for one, other in pairs
        ]
    if name == "file_add":
        return [
            plain | {"kind": "REQUEST", "promise": "on", "file": SimpleUploadedFile("a.pdf", files.pdf("a"))}
        ]
    if name == "workbook_upload":
        return [{"file": SimpleUploadedFile("a.xlsx", files.xlsx("a"))}]
    if name.endswith("_view"):
        return [plain | {"do": act, "name": "Khác"} for act in ("save", "update", "delete", "copy", "open")]
    if name.endswith("_views"):
        return [{"name": "Của kẻ lạ", "audience": audience} for audience in ("", "unit", "unit_officer")]
    return [plain, *([forms[address] | {"title": "Đổi"}] if address in forms else [])]


def _records_of(unit: Unit) -> list[Record]:
    return [record for model in DOSSIERS for record in model._base_manager.filter(unit=unit)] or [
        make(DOSSIERS[0], unit=unit)
    ]


def test_department_still_sees_what_others_do_not(client):
    """The same words are there for those who answer for all units."""
    world = build()
    client.force_login(people.officer())
    assert people.officer().may(PROCESS)
    for model, (record, _gone) in world.records.items():
        assert finds(client.get(record.get_absolute_url()), [MARK]), model
