"""Who calls: the person of the key in `Authorization: Bearer …`. A session opens nothing here."""

from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, Throttled
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.throttling import BaseThrottle

from accounts.tokens import ApiToken, note_use
from core.events import address_of
from core.hits import hits, until_next

LONGEST_KEY = 200
"""Characters; a longer one is none of ours and is not even looked for."""
MINUTE = 60


class KeyAuthentication(BaseAuthentication):
    def authenticate(self, request):
        scheme, _space, key = request.headers.get("Authorization", "").partition(" ")
        if scheme.casefold() != "bearer":
            return None
        token = ApiToken.objects.found(key.strip()) if 0 < len(key) <= LONGEST_KEY else None
        address = address_of(request)
        if token is None or not token.works:
            if hits(f"api:failed:{address}", MINUTE) > settings.API_FAILURES_PER_MINUTE:
                raise Throttled(until_next(MINUTE), _("Too many requests without a working key."))
            raise AuthenticationFailed(_("This key does not work: it is unknown, revoked or expired."))
        note_use(token, address)
        return token.person, token

    def authenticate_header(self, request) -> str:
        return "Bearer"


class Rights(BasePermission):
    """A key; for writing, one with the right to write. What the person may is asked where it is done."""

    def has_permission(self, request, view) -> bool:
        if request.auth is None:
            return False
        if request.method not in SAFE_METHODS and not request.auth.writes:
            self.message = _("This key only reads.")
            return False
        return True


class PerKey(BaseThrottle):
    """So many requests a minute for one key, and fewer that write."""

    def allow_request(self, request, view) -> bool:
        key, writes = request.auth.pk, request.method not in SAFE_METHODS
        if writes and hits(f"api:write:{key}", MINUTE) > settings.API_WRITES_PER_MINUTE:
            return False
        return hits(f"api:any:{key}", MINUTE) <= settings.API_REQUESTS_PER_MINUTE

    def wait(self) -> float:
        return until_next(MINUTE)
