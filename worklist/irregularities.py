"""Bất thường: which rules across records are broken, and by how many dossiers. Each opens the list that shows them."""

from typing import Any
from urllib.parse import urlencode

from core.checks import Check, counts
from core.screens import Screen
from worklist.catalogue import SCREENS


def irregularities(user) -> list[dict[str, Any]]:
    """Each type with its checks and how many of the dossiers this person sees break each; one query a type."""
    return [_of_type(screen, user) for screen in SCREENS]


def _of_type(screen: Screen, user) -> dict[str, Any]:
    found = counts(screen.checks, screen.model.objects.visible_to(user))
    return {
        "title": screen.title,
        "checks": [_line(screen, check, found[check.code]) for check in screen.checks],
    }


def _line(screen: Screen, check: Check, number: int) -> dict[str, Any]:
    return {
        "label": str(check.label),
        "basis": str(check.basis),
        "count": number,
        "url": f"{screen.url('list')}?{urlencode({'check': check.code})}",
    }
