"""The description of the API: valid OpenAPI 3.1, the same names for ever, on a page of ours."""

import json
import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from drf_spectacular.validation import validate_schema

from api.description import described_in
from tests.api.caller import Caller
from tests.factories import people

pytestmark = pytest.mark.django_db
SAME_FOR_EVER = {
    "me", "outbound_list", "outbound_get", "outbound_create", "outbound_update", "outbound_withdraw", "outbound_step",
    "outbound_history", "outbound_links", "outbound_attachments", "attachment_get", "partner_list", "unit_list",
    "person_list", "planned_list", "deadline_list", "country_list", "indicator_list", "figure_list", "figure_get",
    "figure_rows", "period_list", "period_get", "issue_list", "issue_get", "issue_file", "unit_report_update",
}  # fmt: skip


@pytest.fixture(autouse=True)
def counted_anew():
    cache.clear()


def described() -> dict:
    return json.loads(json.dumps(described_in("vi")))


def operations(schema) -> list[dict]:
    return [operation for path in schema["paths"].values() for operation in path.values()]


def test_it_is_valid_and_its_names_are_stable():
    schema = described()
    validate_schema(schema)
    assert schema["openapi"].startswith("3.1")
    names = [operation["operationId"] for operation in operations(schema)]
    assert len(names) == len(set(names))
    assert set(names) >= SAME_FOR_EVER


def test_every_address_asks_for_a_key_and_says_how_it_refuses():
    for operation in operations(described()):
        assert operation["security"] == [{"key": []}]
        assert {"401", "403", "429"} <= set(operation["responses"])
        assert operation["summary"] and operation["tags"]


def test_every_reference_leads_somewhere():
    schema = described()
    found = set(re.findall(r"#/components/schemas/(\w+)", json.dumps(schema)))
    assert found <= set(schema["components"]["schemas"])


def test_it_is_read_with_a_key_or_signed_in():
    client = Client()
    assert client.get(reverse("api_schema")).status_code == 401
    client.force_login(people.nobody())
    assert client.get(reverse("api_schema")).json()["openapi"].startswith("3.1")
    assert Caller(people.owner(), rights="READ").get("schema/").status_code == 200


def test_the_page_is_for_people_signed_in_and_has_nothing_inline():
    client = Client()
    assert client.get(reverse("api_docs")).status_code == 302
    client.force_login(people.owner())
    page = client.get(reverse("api_docs"))
    text = page.content.decode()
    assert page.status_code == 200
    assert "<style" not in text
    assert not re.search(r"<script(?![^>]*src=)", text)
    assert not re.findall(r"(?:src|href)=\"https?:", text)
    script = client.get(re.search(r'src="([^"]*script=[^"]*)"', text)[1].replace("&amp;", "&"))
    assert script.headers["Content-Type"].startswith("application/javascript")
    assert reverse("api_schema") in script.content.decode()
