"""What a view of the API answers with when it raises."""

import logging

from django.core.exceptions import PermissionDenied
from django.core.signals import got_request_exception
from django.http import Http404
from rest_framework.exceptions import APIException
from rest_framework.response import Response
from rest_framework.views import set_rollback

from api.errors import Problem, body

logger = logging.getLogger(__name__)


def as_json(error: Exception, context) -> Response:
    """What Django REST framework answers with when a view raises."""
    set_rollback()
    if isinstance(error, Http404):
        return Response(body(404), status=404)
    if isinstance(error, PermissionDenied):
        return Response(body(403, str(error)), status=403)
    if isinstance(error, Problem):
        found = body(
            error.status_code, str(error.detail), error.default_code, faults=error.faults, **error.more
        )
        return Response(found, status=error.status_code)
    if isinstance(error, APIException):
        headers = {}
        if getattr(error, "auth_header", None):
            headers["WWW-Authenticate"] = error.auth_header
        if getattr(error, "wait", None):
            headers["Retry-After"] = str(int(error.wait))
        message = error.detail if isinstance(error.detail, str) else ""
        return Response(body(error.status_code, message), status=error.status_code, headers=headers)
    logger.exception("The API failed.")
    got_request_exception.send(sender=as_json, request=context["request"]._request)
    return Response(body(500), status=500)
