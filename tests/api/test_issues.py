"""Issued reports through the API: what was sent, byte for byte."""

import hashlib

import pytest

from tests.api.caller import Caller
from tests.factories import people
from tests.reports.issuing import issued

pytestmark = pytest.mark.django_db


def test_an_issue_tells_its_files_which_are_the_very_ones_sent():
    kept, clerk = issued(), Caller(people.clerk())
    at = f"period/{kept.period_id}/issues/{kept.version}/"
    told = {file["kind"]: file for file in clerk.get(at).json()["files"]}
    assert set(told) == {"docx", "pdf", "xlsx"}
    for kind, file in told.items():
        sent = clerk.get(f"{at}files/{kind}/").content
        assert (file["size"], file["sha256"]) == (len(sent), hashlib.sha256(sent).hexdigest())
