"""Every action shown is allowed, and every allowed action is shown: by type, position and role, on the page itself."""

from contextlib import contextmanager

import pytest
from django.contrib.messages import get_messages
from django.db import transaction
from django.urls import reverse

from core.attachments import Attachment, DocumentKind, attach
from core.files.kinds import PDF
from core.secrets import bearers, secrets_of
from tests.contracts.world import content_of
from tests.factories import files, people
from tests.factories.records import make, record_types
from tests.workflow.tables import ADJUSTING, TABLES
from tests.workflow.test_tables import ROLES, SCREENS, steps_of

pytestmark = pytest.mark.django_db
READERS = "oudhlc"
"""Who sees a dossier of the unit."""
REFUSALS = ("Vai trò của bạn không thực hiện bước này.", "Hồ sơ không còn ở trạng thái cho phép bước này.")
POSITIONS = [
    pytest.param(model, position, adjustment, id=f"{model.slug}-{position}{adjustment and '-change'}")
    for model in TABLES
    for position, adjustment in [
        *((state, "") for state in dict(model._meta.get_field("state").choices)),
        *((model.GRANTED[0], stage) for stage in (*ADJUSTING, "REVIEWING")),
    ]
]


@contextmanager
def undone():
    """What happens inside leaves nothing."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def tried(client, method: str, address: str, data=None) -> int:
    with undone():
        response = getattr(client, method)(address, data or {})
        content_of(response)  # a file is read to its end, and so closed
        return response.status_code


def dossier(model, position: str, adjustment: str):
    """With two files of the owner's and a passport number."""
    record = make(model, state=position, adjustment=adjustment)
    for kind in (DocumentKind.REQUEST, DocumentKind.PASSPORT):
        attach(record, files.upload(), PDF, kind=kind, by=people.owner())
    for table in bearers(model):
        for row in table._base_manager.filter(**{table.PARENT: record}):
            for secret in secrets_of(table):
                setattr(row, secret.name, "C1234567")
            row.save(by=None)
    return record


def shown_on(page) -> dict[str, bool]:
    """Control → is it on the page?"""
    rows = {row["kind"]: row for row in page.context["files"]["rows"]}
    request, passport = (rows[str(kind.label)] for kind in (DocumentKind.REQUEST, DocumentKind.PASSPORT))
    return {
        "edit": bool(page.context["edit_url"]),
        "withdraw": bool(page.context["withdraw_url"]),
        "reveal": bool(page.context["reveal_url"]),
        "paper": bool(page.context["papers"]),
        "upload": bool(page.context["files"]["add_url"]),
        "link": b'action="/lien-ket/"' in page.content,
        "take": bool(request["url"]),
        "take passport": bool(passport["url"]),
        "replace": bool(request["replace_url"]),
        "replace passport": bool(passport["replace_url"]),
        "remove": bool(request["remove_url"]),
        "remove passport": bool(passport["remove_url"]),
    }


def doors_of(record, screen) -> dict[str, tuple]:
    """Control → the request it leads to."""
    request, passport = (
        Attachment.objects.of(record).get(kind=kind).pk
        for kind in (DocumentKind.REQUEST, DocumentKind.PASSPORT)
    )
    why, add = {"reason": "Vì nhập nhầm"}, reverse("file_add", args=[record.number])
    return {
        "edit": ("get", screen.url("edit", record.pk)),
        "withdraw": ("post", screen.url("withdraw", record.pk), why),
        "reveal": ("post", reverse("reveal", args=[record.slug, record.pk]), why),
        "paper": ("get", screen.url("paper", record.pk, screen.papers[0].code)),
        "upload": ("get", add),
        "link": ("post", reverse("record_link"), {"number": record.number, "other": record.number}),
        "take": ("get", reverse("file", args=[request])),
        "take passport": ("get", reverse("file", args=[passport])),
        "replace": ("get", f"{add}?of={request}"),
        "replace passport": ("get", f"{add}?of={passport}"),
        "remove": ("post", reverse("file_remove", args=[request]), why),
        "remove passport": ("post", reverse("file_remove", args=[passport]), why),
    }


LOCKS = (
    "DRAFT",
    "RETURNED",
    "REVIEWING",
    "PERMITTED",
    "APPROVED",
    "SIGNED",
    "REPORTED",
    "COMPLETED",
    "REFUSED",
)
"""One position of every kind of lock."""


@pytest.mark.parametrize(
    ("model", "position", "adjustment"), [each for each in POSITIONS if each.values[1] in LOCKS]
)
def test_controls_shown_are_those_that_are_allowed(client, model, position, adjustment):
    record, screen = dossier(model, position, adjustment), SCREENS[model]
    for who in READERS:
        client.force_login(ROLES[who]())
        shown = shown_on(client.get(record.get_absolute_url()))
        answers = {control: tried(client, *door) for control, door in doors_of(record, screen).items()}
        assert shown == {control: code not in (403, 404) for control, code in answers.items()}, (who, answers)


@pytest.mark.parametrize(("model", "position", "adjustment"), POSITIONS)
def test_steps_shown_are_those_of_the_table_and_are_not_refused(client, model, position, adjustment):
    record, screen = make(model, state=position, adjustment=adjustment), SCREENS[model]
    table = ADJUSTING if adjustment in ADJUSTING else TABLES[model]
    for who in READERS:
        client.force_login(ROLES[who]())
        page = client.get(record.get_absolute_url())
        shown = {action["name"]: action["url"] for action in page.context["actions"]}
        assert set(shown) == steps_of(table, adjustment or position, who), who
        other = next(step.name for step in screen.transitions if step.name not in shown)
        for name, url in [*shown.items(), (other, screen.url("act", record.pk, other))]:
            with undone():
                response = client.post(url, {"comment": "Vì sao"})
                told = {str(message) for message in get_messages(response.wsgi_request)}
            assert response.status_code == 302
            if name == other:
                assert told, (who, name)
            else:
                assert not told & set(REFUSALS), (who, name)


@pytest.mark.parametrize("model", record_types(), ids=lambda model: model.slug)
def test_list_offers_what_is_allowed(client, model):
    for who, person in ROLES.items():
        client.force_login(person())
        page = client.get(reverse(f"{model.slug}_list"))
        for control, door in (("create_url", "create"), ("export_url", "export")):
            code = tried(client, "get", reverse(f"{model.slug}_{door}"))
            assert bool(page.context[control]) == (code == 200), (who, door)
