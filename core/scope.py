"""Scope: the rows a person may see or change. Every view, export, figure and file starts here."""

from django.db import models

from core import access


class ScopedQuerySet(models.QuerySet):
    """Rows owned by a unit. The department sees all, a unit its own, anyone else nothing."""

    def offered(self):
        """What a form offers for something new."""
        return self

    def live(self):
        """Without what was withdrawn (soft-deleted)."""
        return self.filter(deleted_at__isnull=True)

    def withdrawn(self):
        return self.filter(deleted_at__isnull=False)

    def visible_to(self, user):
        """What the person may read; a type may show more than one's own (trips one's staff is on)."""
        return self.owned_by(user)

    def owned_by(self, user):
        """What the person answers for: figures, workbooks, passport numbers and steps of the unit."""
        return self._within(user, access.VIEW_ALL, access.VIEW_UNIT)

    def withdrawn_for(self, user):
        """What was withdrawn, for those who may bring it back."""
        return self.withdrawn()._of(user, access.EDIT_ALL, access.EDIT_UNIT)

    def editable_by(self, user):
        return self._within(user, access.EDIT_ALL, access.EDIT_UNIT)

    def creatable_by(self, user) -> bool:
        return user.may(access.EDIT_ALL) or bool(user.may(access.EDIT_UNIT) and user.unit_id)

    def _within(self, user, everything: str, own_unit: str):
        return self.live()._of(user, everything, own_unit)

    def _of(self, user, everything: str, own_unit: str):
        if user.may(everything):
            return self
        if user.unit_id and user.may(own_unit):
            return self.filter(unit__in=user.units)
        return self.none()

    def create(self, *, by, **kwargs):
        """Like Django's, but with the author, which history needs."""
        row = self.model(**kwargs)
        row.save(by=by, force_insert=True, using=self.db)
        return row


class DossierQuerySet(ScopedQuerySet):
    """Dossiers: a unit changes its own while it writes them, and fills in results after the decision."""

    def editable_by(self, user):
        rows = super().editable_by(user)
        if user.may(access.EDIT_ALL):
            return rows
        model = self.model
        writing = models.Q(adjustment="", state__in=model.WRITTEN) | models.Q(adjustment__in=model.WRITTEN)
        return rows.filter(writing | models.Q(adjustment="", state__in=model.RESULTS_OPEN))


class SharedQuerySet(ScopedQuerySet):
    """Rows of the directory: read by everyone who has a role, changed by those who keep it."""

    def owned_by(self, user):
        if user.may(access.VIEW_ALL) or user.may(access.VIEW_UNIT) or user.may(access.EDIT_DIRECTORY):
            return self.live()
        return self.none()

    def editable_by(self, user):
        return self.live() if user.may(access.EDIT_DIRECTORY) else self.none()

    def withdrawn_for(self, user):
        return self.withdrawn() if user.may(access.EDIT_DIRECTORY) else self.none()

    def creatable_by(self, user) -> bool:
        return user.may(access.EDIT_DIRECTORY)


class ContributedQuerySet(SharedQuerySet):
    """A directory everyone adds to (partners met on the way), and its keepers put in order."""

    def creatable_by(self, user) -> bool:
        return super().creatable_by(user) or bool(user.may(access.EDIT_UNIT) and user.unit_id)
