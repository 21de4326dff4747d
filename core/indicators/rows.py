"""Whose rows a figure counts."""

from django.db import models
from django.db.models import QuerySet

from core import access


def visible(model: type[models.Model], user) -> QuerySet:
    """The records a person answers for; all that are not withdrawn when `user` is None, the system itself."""
    return model.objects.live() if user is None else model.objects.owned_by(user)


def rows_of(children: QuerySet, parent: str, user) -> QuerySet:
    """The child rows of the records a person may see.

    Who sees all needs no subquery: the figures join the record anyway, and it only must not be withdrawn.
    """
    if user is None or user.may(access.VIEW_ALL):
        return children.filter(**{f"{parent}__deleted_at": None})
    model = children.model._meta.get_field(parent).related_model
    return children.filter(**{f"{parent}__in": visible(model, user)})
