"""Every refusal as JSON: `{"code", "message", "errors": [{"at", "code", "message"}]}`, never a page, never a stack.

400 the request itself cannot be read, 401 no working key, 403 not allowed, 404 not there (for this person), 405, 409 the
record is not as the request supposes, 413, 415, 422 read and refused by a rule, 429 too much, 500.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _
from rest_framework import exceptions, status


@dataclass(frozen=True)
class Fault:
    """What is wrong where: `at` is the JSON pointer into the request's body, or the name of a parameter."""

    at: str
    code: str
    message: str


class Problem(exceptions.APIException):
    """A refusal with all its faults."""

    default_code, default_detail = "invalid", ""

    def __init__(self, message: str, faults: Iterable[Fault] = (), **more):
        super().__init__(message)
        self.faults, self.more = list(faults), more


class Unreadable(Problem):
    status_code, default_code = status.HTTP_400_BAD_REQUEST, "unreadable"


class NotNow(Problem):
    """The record, or the state it is in, is not what the request supposes."""

    status_code, default_code = status.HTTP_409_CONFLICT, "not_now"


class Stale(NotNow):
    """Somebody changed the record since it was read."""

    default_code = "stale"


class TooLarge(Problem):
    status_code, default_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE, "too_large"


class Refused(Problem):
    """Read, understood, and against a rule."""

    status_code, default_code = status.HTTP_422_UNPROCESSABLE_ENTITY, "refused"


CODES = {
    400: "unreadable",
    401: "not_authenticated",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    415: "unsupported_media_type",
    429: "throttled",
    500: "server_error",
}


def words_for(status_code: int) -> str:
    """What to say where nobody said anything better."""
    return {
        400: _("The request cannot be read."),
        403: _("Your role does not allow this."),
        404: _("There is nothing here that you may see."),
        405: _("This address does not take this method."),
        500: _("Something went wrong on our side. It has been noted."),
    }.get(status_code, _("The request was refused."))


def body(status_code: int, message: str = "", code: str = "", faults: Iterable[Fault] = (), **more) -> dict:
    return {
        "code": code or CODES.get(status_code, "refused"),
        "message": message or words_for(status_code),
        "errors": [asdict(fault) for fault in faults],
        **more,
    }


def faults_of(error: ValidationError, at: str = "") -> list[Fault]:
    """What a form or a guard found, each message where it belongs."""
    if hasattr(error, "error_dict"):
        return [
            fault
            for name, errors in error.error_dict.items()
            for each in errors
            for fault in faults_of(each, at if name == NON_FIELD_ERRORS else f"{at}/{name}")
        ]
    return [
        Fault(at, each.code or "invalid", message) for each in error.error_list for message in each.messages
    ]
