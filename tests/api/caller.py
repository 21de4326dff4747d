"""A program with a key."""

import datetime
import json

from django.test import Client
from django.utils import timezone

from accounts.tokens import make_token


def key_of(person, rights: str = "WRITE", days: int = 30) -> str:
    until = timezone.localdate() + datetime.timedelta(days=days)
    return make_token(person, name="thử", rights=rights, expires_on=until)[1]


class Caller:
    """`Caller(people.owner()).get("outbound/")` → the response."""

    def __init__(self, person=None, rights: str = "WRITE", key: str = "", **options):
        self.key = key or (key_of(person, rights) if person else "")
        self.client = Client(**options)

    def ask(self, method: str, address: str, body=None, **headers):
        at = address if address.startswith("/") else f"/api/v1/{address}"
        if self.key:
            headers.setdefault("Authorization", f"Bearer {self.key}")
        data = {} if body is None else {"data": body if isinstance(body, bytes) else json.dumps(body)}
        kind = {} if body is None else {"content_type": "application/json"}
        return self.client.generic(method, at, headers=headers, **data, **kind)

    def get(self, address: str, **headers):
        return self.ask("GET", address, **headers)

    def post(self, address: str, body, **headers):
        return self.ask("POST", address, body, **headers)

    def patch(self, address: str, body, **headers):
        return self.ask("PATCH", address, body, **headers)
