"""The pages of saved views: all of a list, a new one, one to rename, share, bring up to date, copy or delete."""

from django import forms
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import chips
from core.choosing import ListTool
from core.forms import RefusesMarks
from core.inputs import LineField
from core.listing import COLUMNS
from core.saved_views import (
    LONGEST_STATE,
    MOST_VIEWS,
    NOBODY,
    OWN_UNIT,
    VIEW,
    SavedView,
    audiences,
    roles,
    state_of,
)
from core.widgets import Select


class ViewForm(RefusesMarks, forms.Form):
    """A name, with whom it is shared, whether the list opens with it."""

    name = LineField(label=gettext_lazy("Name of the view"), max_length=80)
    audience = forms.ChoiceField(
        label=gettext_lazy("Shared with"),
        required=False,
        widget=Select,
        help_text=gettext_lazy("Others see with it only what they may see anyway."),
    )
    opens = forms.BooleanField(label=gettext_lazy("The list opens with this view for me"), required=False)

    def __init__(self, user, *args, view: SavedView, **kwargs):
        super().__init__(*args, auto_id="view_%s", **kwargs)
        self.user, self.view = user, view
        choices = audiences(user)
        present = audience_of(view)
        if present not in dict(choices):  # shared when the role still allowed it
            choices.append((present, with_whom(view)))
        self.fields["audience"].choices = choices
        if len(choices) == 1:
            del self.fields["audience"]

    def clean_name(self):
        name = self.cleaned_data["name"]
        others = SavedView.objects.filter(owner=self.user, list=self.view.list, name=name)
        if others.exclude(pk=self.view.pk).exists():
            raise forms.ValidationError(_("You have a view of this name already."))
        return name

    def put(self) -> None:
        """On the view, not yet stored."""
        audience = self.cleaned_data.get("audience", audience_of(self.view))
        self.view.name = self.cleaned_data["name"]
        if audience != audience_of(self.view):
            self.view.unit_id = self.user.unit_id if audience == OWN_UNIT else None
            self.view.role = audience if audience not in (NOBODY, OWN_UNIT) else ""


def audience_of(view: SavedView) -> str:
    return OWN_UNIT if view.unit_id else view.role


def with_whom(view: SavedView) -> str:
    """In words; empty: with nobody."""
    if view.unit_id:
        return _("People of the unit")
    return _("Role: %(role)s") % {"role": roles().get(view.role, view.role)} if view.role else ""


class ViewTool(ListTool):
    """What the pages of views share: the state of the list as it stands, and the person's habit."""

    @property
    def state(self) -> str:
        return state_of(self.listing.parameters, **{COLUMNS: self.listing.column_names})

    def own_count(self) -> int:
        return SavedView.objects.of_list(self.screen).named().filter(owner=self.request.user).count()

    def open_with(self, view: SavedView | None) -> None:
        habit = SavedView.objects.habit_of(self.request.user, self.screen)
        habit.opens = view
        habit.save()

    def opens_with(self, view: SavedView) -> bool:
        habit = self.listing.habit
        return bool(habit and view.pk and habit.opens_id == view.pk)

    def free_name(self, name: str) -> str:
        """The name, with a number behind it where the person has it already."""
        taken = set(
            SavedView.objects.of_list(self.screen)
            .filter(owner=self.request.user)
            .values_list("name", flat=True)
        )
        number, found = 1, name
        while found in taken:
            number += 1
            found = f"{name[:74]} ({number})"
        return found

    def refusal(self) -> str:
        """Why no further view can be kept; empty: it can."""
        if len(self.state) > LONGEST_STATE:
            return _("These filters are too long to be kept as a view.")
        if self.own_count() >= MOST_VIEWS:
            return _("You keep %(most)d views of this list already. Please delete one first.") % {
                "most": MOST_VIEWS
            }
        return ""

    def kept(self, form: ViewForm) -> bool:
        """Store what the form says; not when another window took the name meanwhile."""
        try:
            self._keep(form)
        except IntegrityError:
            form.add_error("name", _("You have a view of this name already."))
        return form.is_valid()

    @transaction.atomic
    def _keep(self, form: ViewForm) -> None:
        form.put()
        form.view.changed_at = timezone.now()
        form.view.save()
        if form.cleaned_data["opens"] != self.opens_with(form.view):
            self.open_with(form.view if form.cleaned_data["opens"] else None)

    def go_to(self, view: SavedView, words: str):
        messages.success(self.request, words % {"name": view.name})
        return redirect(self.screen.url("list") + view.address)


class ViewList(ViewTool):
    """Every view of the list, and the form that keeps the present state as a new one."""

    fragment = "core/_views.html"

    def get(self, request, *args, **kwargs):
        return self._show(self._form())

    def post(self, request, *args, **kwargs):
        form = self._form(request.POST)
        if form.is_valid() and (problem := self.refusal()):
            form.add_error(None, problem)
        if not (form.is_valid() and self.kept(form)):
            return self._show(form)
        return self.go_to(form.view, _("The view “%(name)s” is kept."))

    def _form(self, data=None) -> ViewForm:
        view = SavedView(list=self.listing.model.slug, owner=self.request.user, state=self.state)
        return ViewForm(self.request.user, data, view=view)

    def _show(self, form):
        views = [
            {
                "name": view.name,
                "url": self.screen.url("list") + view.address,
                "edit_url": self.screen.url("view", view.pk) + self.listing.address(page=None),
                "mine": view.owner_id == self.request.user.pk,
                "owner": str(view.owner),
                "with_whom": with_whom(view),
                "opens": self.opens_with(view),
            }
            for view in self.listing.views
        ]
        return self.render_to_response(
            self.tool_context(
                _("Views of the list"),
                form=form,
                views=views,
                words=chips.in_words(self.listing),
                whole_url=self.screen.url("list") + chips.whole_list(self.listing),
                action=self.screen.url("views") + self.listing.address(),
            )
        )


class ViewPage(ViewTool):
    """One view: its owner changes it; whoever it is shared with copies it or has the list open with it."""

    fragment = "core/_view.html"

    def get(self, request, view: int):
        found = self._view(view)
        return self._show(found, self._form(found))

    def post(self, request, view: int):
        found, wanted = self._view(view), request.POST.get("do", "")
        if wanted == "copy":
            return self._copy(found)
        if wanted in ("open", "close"):
            self.open_with(found if wanted == "open" else None)
            words = (
                _("The list now opens with “%(name)s”.")
                if wanted == "open"
                else _("The list opens whole again.")
            )
            return self.go_to(found, words)
        if found.owner_id != request.user.pk:
            raise Http404
        if wanted == "delete":
            found.delete()
            messages.success(request, _("The view “%(name)s” is deleted.") % {"name": found.name})
            return redirect(self.list_address(**{VIEW: None}))
        form = self._form(found, request.POST)
        if wanted == "update" and len(self.state) > LONGEST_STATE:
            form.add_error(None, _("These filters are too long to be kept as a view."))
        if wanted == "update":
            found.state = self.state
        if not (form.is_valid() and self.kept(form)):
            return self._show(found, form)
        return self.go_to(found, _("The view “%(name)s” is kept."))

    def _view(self, pk: int) -> SavedView:
        found = next((view for view in self.listing.views if view.pk == pk), None)
        if found is None:
            raise Http404
        return found

    def _form(self, view: SavedView, data=None) -> ViewForm:
        initial = {"name": view.name, "audience": audience_of(view), "opens": self.opens_with(view)}
        return ViewForm(self.request.user, data, view=view, initial=initial)

    def _copy(self, view: SavedView):
        if problem := self.refusal():
            messages.error(self.request, problem)
            return redirect(self.list_address())
        copied = SavedView(
            list=view.list, owner=self.request.user, state=view.state, name=self.free_name(view.name)
        )
        copied.save()
        return self.go_to(copied, _("“%(name)s” is now a view of your own."))

    def _show(self, view: SavedView, form: ViewForm):
        mine = view.owner_id == self.request.user.pk
        return self.render_to_response(
            self.tool_context(
                view.name,
                form=form if mine else None,
                view_shown=view,
                owner=str(view.owner),
                with_whom=with_whom(view),
                opens=self.opens_with(view),
                changes=mine and view.state != self.state,
                words=chips.in_words(self.listing),
                action=self.screen.url("view", view.pk) + self.listing.address(),
                open_url=self.screen.url("list") + view.address,
            )
        )
