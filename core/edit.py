"""Entering and changing a record with its child rows: one transaction, one author, no stale save."""

import re

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from core.checks import found_in
from core.entry import Entry, OutOfSight, to_change, to_create
from core.forms import add_missing, describe
from core.history import changes_since
from core.merge import Merge, with_choices
from core.panels import form_panel
from core.screens import ScreenView
from core.workflow import Refused

NUMBER = re.compile(r"[0-9]{1,9}")


class RecordEditing(ScreenView, TemplateView):
    """What entering and changing share."""

    template_name = "core/record_form.html"

    def get(self, request, *args, **kwargs):
        return self._show(self._entry(self.find()))

    def post(self, request, *args, **kwargs):
        try:
            with transaction.atomic():
                record = self.find(lock=True)
                typed = with_choices(request.POST)
                merge = self._merge(record, typed)
                entry = self._entry(record, typed, posted_version=record.version)
                if merge is None and entry.is_valid():
                    return self._saved(entry.save())
        except OutOfSight:
            entry.form.add_error(
                None, _("After this change you could no longer see the record. Nothing is saved.")
            )
        except IntegrityError:
            entry.form.add_error(
                None, _("Someone has just saved the same thing. Nothing is saved; please try again.")
            )
        return self._show(entry, merge)

    def find(self, *, lock: bool = False):
        raise NotImplementedError

    def _entry(self, record, data=None, posted_version=None) -> Entry:
        if data is not None:
            data["version"] = posted_version
        return Entry(self.screen, record, data, user=self.request.user)

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
        stored = self._entry(record)
        return Merge(typed, changes, stored.form, stored.rows)

    def _show(self, entry: Entry, merge: Merge | None = None):
        form, record = entry.form, entry.form.instance
        stale = merge and {
            "stale": merge.table(form),
            "stale_by": {"who": str(record.updated_by or _("System")), "when": record.updated_at},
        }
        parts = [(part, entry.rows[part.name]) for part in entry.parts]
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
        return to_create(self.screen, user=self.request.user)

    def title(self) -> str:
        return _("Add: %(kind)s") % {"kind": self.screen.model._meta.verbose_name}


class RecordEdit(RecordEditing):
    def find(self, *, lock: bool = False):
        record = to_change(self.screen, self.kwargs["pk"], user=self.request.user, lock=lock)
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
