"""Taking a record out of every list, with a reason, and bringing it back. Nothing is ever destroyed."""

import datetime
from collections.abc import Callable, Iterable, Iterator

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import View

from core import access, approval, bulk, events, obligations
from core.inputs import ReasonField
from core.records import Kept, Record
from core.restore import child_models
from core.screens import ScreenView

LONGEST_REASON, SHORTEST_REASON = 500, 3
"""Characters."""
WITHDRAW, RESTORE = "withdraw", "restore"
"""What the log calls the acts."""


def reason_of(typed: str) -> str:
    """The reason as it is kept; ValidationError when there is none."""
    return ReasonField(min_length=SHORTEST_REASON, max_length=LONGEST_REASON).clean(typed)


def withdraw(record, *, by, reason: str) -> None:
    """Take the record, locked by the caller, out of every list. PermissionDenied says why not."""
    if not (verdict := access.can_withdraw(by, record)):
        raise PermissionDenied(verdict.reason)
    record.withdraw(by=by, reason=reason)
    if isinstance(record, Record):
        stopped = approval.ApprovalStep.Outcome.STOPPED
        approval.stop(record, stopped, by=by, comment=reason, at=timezone.now())
    _event(record, WITHDRAW, by=by, reason=reason).save()


def withdraw_all(
    model,
    keys: Iterable[int],
    *,
    by,
    reason: str,
    at: datetime.datetime,
    progress: Callable[[int], None] = lambda percent: None,
) -> None:
    """Leave of many records of one type, locked by the caller, what `withdraw` leaves of each: a few statements for each few hundred.

    Whether `by` may, the caller knows.
    """
    keys, done = list(keys), 0
    for part in bulk.batches(keys):
        records = bulk.withdraw(model, part, by=by, reason=reason, at=at)
        if issubclass(model, Record):
            bulk.stop(model, part, by=by, comment=reason, at=at)
        bulk.put([_event(record, WITHDRAW, by=by, reason=reason, at=at) for record in records])
        done += len(part)
        progress(100 * done // len(keys))
    obligations.follow(model, keys)


def restore(record, *, by, reason: str) -> None:
    """Back into the lists, with those its rows name who were withdrawn in the same moment (`withdraw_all`)."""
    for one in [*dict.fromkeys(_taken_with(record)), record]:
        one.deleted_at = None
        one.save(by=by, reason=reason)
        one.settle()
        _event(one, RESTORE, by=by, reason=reason).save()
    if isinstance(record, Record):
        bulk.open_missing_steps(type(record))


def _taken_with(record) -> Iterator[Kept]:
    for model in (type(record), *child_models(type(record))):
        own = getattr(model, "PARENT", "pk")
        rows = model._base_manager.filter(**{own: record.pk})
        for field in model._meta.concrete_fields:
            if field.many_to_one and field.name != own and issubclass(field.related_model, Kept):
                named = field.related_model._base_manager.filter(pk__in=rows.values(field.attname))
                yield from named.filter(deleted_at=record.deleted_at)


def _event(record, action: str, *, by, reason: str, at=None) -> events.Event:
    kind = events.Event.Kind.WITHDRAWAL
    return events.event_of(kind, by=by, record=record, action=action, comment=reason, at=at)


class _WithReason(ScreenView, View):
    """A POST that gives its reason."""

    http_method_names = ["post"]

    def post(self, request, pk: int):
        with transaction.atomic():
            record = get_object_or_404(self.get_queryset().select_for_update(of=("self",)), pk=pk)
            try:
                reason = reason_of(request.POST.get("reason", ""))
            except ValidationError as refused:
                messages.error(request, " ".join(refused.messages))
                return redirect(self.back(record))
            return self.act(record, reason)

    def back(self, record):
        return record


class RecordWithdraw(_WithReason):
    def act(self, record, reason: str):
        withdraw(record, by=self.request.user, reason=reason)
        messages.success(self.request, _("Withdrawn: %(record)s.") % {"record": record.reference})
        return redirect(self.screen.url("list"))


class RecordRestore(_WithReason):
    def get_queryset(self):
        return self.screen.model.objects.withdrawn_for(self.request.user)

    def back(self, record):
        return "withdrawn_list"

    def act(self, record, reason: str):
        if not (verdict := access.can_restore(self.request.user, record)):
            raise PermissionDenied(verdict.reason)
        restore(record, by=self.request.user, reason=reason)
        messages.success(self.request, _("Restored: %(record)s.") % {"record": record.reference})
        return redirect(record)
