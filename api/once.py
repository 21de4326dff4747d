"""A request sent twice is done once: the caller names it in `Idempotency-Key`."""

import hashlib
import json
import re
from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.response import Response

from api.errors import NotNow, Refused, Unreadable
from api.models import KEPT, Answer

KEY = re.compile(r"[\x21-\x7e]{1,100}")
FORGOTTEN_AT_ONCE = 50


def once(request, act: Callable[[], tuple[int, Response]], again: Callable[[int], Response]) -> Response:
    """Do it, or answer as before. `act` gives the record's key and the answer; `again` the answer for that key."""
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        return act()[1]
    if not KEY.fullmatch(key):
        raise Unreadable(_("Idempotency-Key takes at most 100 letters, digits and signs."))
    digest = _digest(request)
    try:
        with transaction.atomic():
            _forget()
            known = Answer.objects.filter(token=request.auth, key=key).first()
            if known is None:
                record, response = act()
                Answer(token=request.auth, key=key, digest=digest, record=record).save(force_insert=True)
                return response
    except IntegrityError:
        raise NotNow(_("The same request is being done just now.")) from None
    if known.digest != digest:
        raise Refused(_("This Idempotency-Key was used for another request."))
    response = again(known.record)
    response.headers["Idempotency-Replayed"] = "true"
    return response


def _digest(request) -> str:
    text = json.dumps([request.method, request.path, request.data], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _forget() -> None:
    for old in Answer.objects.filter(at__lt=timezone.now() - KEPT)[:FORGOTTEN_AT_ONCE]:
        old.delete()
