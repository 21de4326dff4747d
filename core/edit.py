"""Entering and changing a record with its child rows: one transaction, one author, no stale save."""

import re

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from core import access
from core.checks import found_in
from core.forms import add_missing, describe
from core.history import changes_since
from core.inputs import Pools
from core.merge import Merge, with_choices
from core.panels import form_panel
from core.screens import ScreenView
from core.workflow import Refused

NUMBER = re.compile(r"[0-9]{1,9}")


class OutOfSight(Exception):
    """The saved record would no longer be visible to its author."""


class RecordEditing(ScreenView, TemplateView):
    """What entering and changing share."""

    template_name = "core/record_form.html"

    def get(self, request, *args, **kwargs):
        return self._show(*self._forms(self.find()))

    def post(self, request, *args, **kwargs):
        try:
            with transaction.atomic():
                record = self.find(lock=True)
                typed = with_choices(request.POST)
                merge = self._merge(record, typed)
                form, rows = self._forms(record, typed, posted_version=record.version)
                if merge is None and self._valid(form, rows):
                    self._save(form, rows)
                    return self._saved(form.instance)
        except OutOfSight:
            form.add_error(None, _("After this change you could no longer see the record. Nothing is saved."))
        except IntegrityError:
            form.add_error(
                None, _("Someone has just saved the same thing. Nothing is saved; please try again.")
            )
        return self._show(form, rows, merge)

    def find(self, *, lock: bool = False):
        raise NotImplementedError

    def _forms(self, record, data=None, posted_version=None):
        pools, user = Pools(), self.request.user
        if data is not None:
            data["version"] = posted_version
        form = self.screen.form(data, instance=record, user=user, pools=pools, prefix=None)
        return form, {
            part.name: part.bind(record, data, user=user, pools=pools) for part in self._open_rows(form)
        }

    def _open_rows(self, form) -> list:
        """The child tables this person may change where the dossier stands."""
        return [part for part in self.screen.rows if form.lock.is_open(part.name)]

    def _valid(self, form, rows: dict) -> bool:
        good = all([form.is_valid(), *(formset.is_valid() for formset in rows.values())])
        if good:
            form.clean_rows(rows)
            self._ask_reason(form, rows)
        return good and not form.errors and not any(formset.total_error_count() for formset in rows.values())

    def _ask_reason(self, form, rows: dict) -> None:
        if not form.lock.reason_wanted or form.cleaned_data["change_reason"]:
            return
        if form.has_changed() or any(formset.has_changed() for formset in rows.values()):
            form.add_error("change_reason", _("Please give the reason."))

    def _save(self, form, rows: dict) -> None:
        """Everything or nothing; a save that changes nothing writes nothing."""
        changed = [formset for formset in rows.values() if formset.has_changed()]
        if not (form.instance._state.adding or form.has_changed() or changed):
            return
        record = form.save(by=self.request.user)
        for formset in changed:
            formset.instance = record
            formset.save(by=self.request.user)
        record.settle()
        if self._out_of_sight(record):
            raise OutOfSight

    def _out_of_sight(self, record) -> bool:
        return not self.get_queryset().filter(pk=record.pk).exists()

    def _saved(self, record):
        messages.success(self.request, _("Saved: %(record)s.") % {"record": record.reference})
        return redirect(record)

    def _merge(self, record, typed) -> Merge | None:
        """Who changed the record while this form was open, put together with what is typed; None when nobody did."""
        typed_on = typed.get("version", "")
        if not record.pk or typed_on == str(record.version):
            return None
        version = int(typed_on) if NUMBER.fullmatch(typed_on) else 0
        changes = changes_since(record, version, self.screen.rows, user=self.request.user)
        return Merge(typed, changes, *self._forms(record))

    def _show(self, form, rows: dict, merge: Merge | None = None):
        record = form.instance
        stale = merge and {
            "stale": merge.table(form),
            "stale_by": {"who": str(record.updated_by or _("System")), "when": record.updated_at},
        }
        parts = [(part, rows[part.name]) for part in self._open_rows(form)]
        return self.render_to_response(
            self.get_context_data(
                **{"stale": None, "stale_by": {"who": "", "when": ""}, **(stale or {})},
                form=form,
                formsets=describe(form, parts),
                title=self.title(),
                crumbs=self.crumbs((self.title(), "")),
                submit_label=_("Save draft") if self._is_draft(record) else _("Save"),
                cancel_url=record.get_absolute_url() if record.pk else self.screen.url("list"),
                warnings=[*self._locked_note(form), *found_in(record, self.screen.checks)],
                missing=self._missing(form),
                aside=form_panel(self.screen, form),
            )
        )

    def _locked_note(self, form) -> list[str]:
        if not form.lock.told:
            return []
        return [
            _(
                "What was sent or approved is not changed here. To change it, ask for a change on the record's page."
            )
        ]

    def _is_draft(self, record) -> bool:
        names = {field.name for field in record._meta.fields}
        return (
            bool(self.screen.transitions)
            and "state" in names
            and (record._state.adding or record.position in record.WRITTEN)
        )

    def _missing(self, form) -> list[dict]:
        return []


class RecordCreate(RecordEditing):
    def find(self, *, lock: bool = False):
        if not access.can_create(self.request.user, self.screen.model):
            raise PermissionDenied
        return self.screen.model()

    def title(self) -> str:
        return _("Add: %(kind)s") % {"kind": self.screen.model._meta.verbose_name}


class RecordEdit(RecordEditing):
    def find(self, *, lock: bool = False):
        queryset = self.screen.model.objects.filter(pk=self.kwargs["pk"])
        record = (queryset.select_for_update() if lock else queryset).first()
        if record is None or not self.get_queryset().filter(pk=record.pk).exists():
            raise Http404
        if not access.can_edit(self.request.user, record):
            raise PermissionDenied
        self.name = record.reference  # as stored, whatever is typed
        return record

    def title(self) -> str:
        return _("Edit: %(record)s") % {"record": self.name}

    def _missing(self, form) -> list[dict]:
        """What the step asked for by `?step=` still misses."""
        wanted = self.request.GET.get("step")
        step = next((item for item in self.screen.transitions if item.name == wanted), None)
        if step is None or form.is_bound:
            return []
        try:
            if step.guard:
                step.guard(form.instance)
        except ValidationError as errors:
            return add_missing(errors, form, self.screen.rows)
        except Refused:
            return []
        return []
