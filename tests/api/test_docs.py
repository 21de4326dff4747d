"""docs/api.md is run, line by line, with a key made on the page."""

import datetime
import json
import os
import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import people
from tests.factories.dossiers import ready_outbound

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
STATUS = "\n%{http_code}"


def examples() -> list[str]:
    text = Path(settings.BASE_DIR, "docs/api.md").read_text()
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    commands = [command for block in blocks for command in re.split(r"\n(?=curl )", block.strip())]
    assert len(commands) >= 8
    return commands


def made_on_the_page() -> str:
    client = Client()
    client.force_login(people.owner())
    until = timezone.localdate() + datetime.timedelta(days=90)
    asked = {"name": "Tài liệu", "rights": "WRITE", "expires_on": f"{until:%d/%m/%Y}"}
    return client.post(reverse("token_list"), asked).context["key"]


def test_the_examples_run(live_server):
    cache.clear()
    record = ready_outbound()
    known = {
        "SITE": live_server.url,
        "KEY": made_on_the_page(),
        "ID": str(record.pk),
        "VERSION": str(record.version),
    }
    for command in examples():
        curl = command.replace("curl ", f"curl -w '{STATUS}' ", 1)
        done = subprocess.run(
            ["bash", "-c", curl], env=os.environ | known, capture_output=True, text=True, check=True
        )
        body, status = done.stdout.rsplit("\n", 1)
        assert status in ("200", "201"), (command, done.stdout)
        answer = json.loads(body)
        if status == "201":
            assert [row["full_name"] for row in answer["members"]] == ["Nguyễn Văn An"]
            withdrawn = str(answer["id"])
        if "steps/submit" in command:
            assert answer["state"] in ("UNIT_REVIEW", "SUBMITTED")
            known["ID"] = withdrawn
        if "withdraw" in command:
            assert answer["withdrawn"]
