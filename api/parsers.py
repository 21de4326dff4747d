"""The body of a request: one JSON object of a limited size, of text a database can keep."""

import json

from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser

from api.errors import TooLarge, Unreadable

DEEPEST = 20
"""Levels of nesting: ours has three."""


class OneObject(BaseParser):
    media_type = "application/json"

    def parse(self, stream, media_type=None, parser_context=None) -> dict:
        limit = settings.API_LARGEST_BODY
        raw = stream.read(limit + 1)
        if len(raw) > limit:
            raise TooLarge(_("The body is larger than %(limit)s bytes.") % {"limit": limit})
        try:
            found = json.loads(raw.decode(), parse_constant=self._no_number)
        except (ValueError, RecursionError):
            raise Unreadable(_("The body is not JSON.")) from None
        if not isinstance(found, dict):
            raise Unreadable(_("The body must be one JSON object."))
        if not can_be_kept(found):
            raise Unreadable(_("The body holds characters that are no text, or is nested too deeply."))
        return found

    def _no_number(self, name: str):
        raise ValueError(name)


def can_be_kept(value, depth: int = 0) -> bool:
    """No half of a surrogate pair and no NUL, which no database takes."""
    if depth > DEEPEST:
        return False
    if isinstance(value, str):
        return is_text(value)
    if isinstance(value, dict):
        return all(is_text(key) and can_be_kept(each, depth + 1) for key, each in value.items())
    return all(can_be_kept(each, depth + 1) for each in value) if isinstance(value, list) else True


def is_text(value: str) -> bool:
    if "\0" in value:
        return False
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


class AlwaysJson(BaseContentNegotiation):
    """JSON whatever is asked for: there is nothing else."""

    def select_parser(self, request, parsers):
        kind = (request.content_type or "").partition(";")[0].strip().casefold()
        return next((parser for parser in parsers if parser.media_type == kind), None)

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type
