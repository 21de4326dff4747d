"""Taking a record out of every list, with a reason, and bringing it back. Nothing is ever destroyed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import View

from core import access, approval, bulk, events
from core.inputs import ReasonField
from core.records import Record
from core.screens import ScreenView

LONGEST_REASON, SHORTEST_REASON = 500, 3
"""Characters."""


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
    _log(record, "withdraw", by=by, reason=reason)


def _log(record, action: str, *, by, reason: str) -> None:
    events.log(events.Event.Kind.WITHDRAWAL, by=by, record=record, action=action, comment=reason)


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
        record.deleted_at = None
        record.save(by=self.request.user, reason=reason)
        record.settle()
        if isinstance(record, Record):
            bulk.open_missing_steps(type(record))
        _log(record, "restore", by=self.request.user, reason=reason)
        messages.success(self.request, _("Restored: %(record)s.") % {"record": record.reference})
        return redirect(record)
