"""A record as it is typed in, with its child rows: found, bound, checked and stored the same way by page and API."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from core import access
from core.inputs import Pools
from core.records import references


class OutOfSight(Exception):
    """The saved record would no longer be visible to its author."""


def to_create(screen, *, user):
    """A new record of the screen's type, for those who may enter one."""
    if not access.can_create(user, screen.model):
        raise PermissionDenied
    return screen.model()


def find(screen, pk: int, user, *, lock: bool = False):
    """The record with all it refers to, for those who see it; `lock`: until the transaction ends."""
    rows = screen.model.objects.visible_to(user).select_related(*references(screen.model))
    record = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=pk).first()
    if record is None:
        raise Http404
    return record


def to_change(screen, pk: int, *, user, lock: bool = False):
    """The same, for those who may change it."""
    record = find(screen, pk, user, lock=lock)
    if not (verdict := access.can_edit(user, record)):
        raise PermissionDenied(verdict.reason)
    return record


def out_of_sight(record, user) -> bool:
    return not type(record).objects.visible_to(user).filter(pk=record.pk).exists()


class Entry:
    """The form of a record and of every child table `user` may change where the dossier stands."""

    def __init__(self, screen, record, data=None, *, user):
        pools = Pools()
        self.user = user
        self.form = screen.form(data, instance=record, user=user, pools=pools, prefix=None)
        self.parts = [part for part in screen.rows if self.form.lock.is_open(part.name)]
        self.rows = {part.name: part.bind(record, data, user=user, pools=pools) for part in self.parts}

    def is_valid(self) -> bool:
        form, rows = self.form, self.rows
        good = all([form.is_valid(), *(formset.is_valid() for formset in rows.values())])
        if good:
            form.clean_rows(rows)
            self._ask_reason()
        return good and not form.errors and not any(formset.total_error_count() for formset in rows.values())

    def _ask_reason(self) -> None:
        form = self.form
        if not form.lock.reason_wanted or form.cleaned_data["change_reason"]:
            return
        if form.has_changed() or any(formset.has_changed() for formset in self.rows.values()):
            form.add_error("change_reason", _("Please give the reason."))

    def save(self):
        """Everything or nothing, within the caller's transaction; a save that changes nothing writes nothing."""
        changed = [formset for formset in self.rows.values() if formset.has_changed()]
        if not (self.form.instance._state.adding or self.form.has_changed() or changed):
            return self.form.instance
        record = self.form.save(by=self.user)
        for formset in changed:
            formset.instance = record
            formset.save(by=self.user)
        record.settle()
        if self.lost:
            raise OutOfSight
        return record

    @property
    def lost(self) -> bool:
        """Would its author no longer see the record?"""
        return out_of_sight(self.form.instance, self.user)
