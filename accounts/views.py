"""Accounts and settings, for administrators."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from accounts.audit import account_in_short, has_administrator, in_short, log_change
from accounts.forms import HELD_ROLES, DepartmentForm, UserForm
from accounts.models import User
from core.access import MANAGE_SETTINGS, MANAGE_USERS
from core.department import Department


class Administered(TemplateView):
    """A page for those who hold `permission`."""

    permission = MANAGE_USERS

    def dispatch(self, request, *args, **kwargs):
        if not request.user.may(self.permission):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class UserList(Administered):
    template_name = "accounts/user_list.html"

    def get_context_data(self, **kwargs):
        people = User.objects.select_related("unit").prefetch_related("held_roles")
        users = [
            {
                "url": reverse("user_edit", args=[person.pk]),
                "username": person.username,
                "name": person.get_full_name(),
                "unit": str(person.unit or ""),
                "roles": "; ".join(str(held) for held in person.held_roles.all()),
                "active": person.is_active,
            }
            for person in people
        ]
        return super().get_context_data(**kwargs) | {"users": users, "create_url": reverse("user_create")}


class FormPage(Administered):
    """A form of the record form's looks, without a record behind it."""

    template_name = "core/record_form.html"

    def show(self, form, **context):
        empty = {
            "formsets": [],
            "warnings": [],
            "missing": [],
            "stale": None,
            "stale_by": {"who": "", "when": ""},
        }
        return self.render_to_response(
            self.get_context_data(**{**empty, "form": form, "submit_label": _("Save"), **context})
        )


class NoAdministrator(Exception):
    """After this change nobody could keep accounts any more."""


class UserEdit(FormPage):
    """An account with its roles: a new one without a key in the address."""

    def get(self, request, pk=None):
        return self.show_user(*self._forms(pk))

    def post(self, request, pk=None):
        form, roles = self._forms(pk, request.POST)
        if form.is_valid() and roles.is_valid():
            try:
                self._save(form, roles)
            except NoAdministrator:
                form.add_error(
                    None, _("Nobody could keep accounts any more. Give another account the role first.")
                )
            except IntegrityError:
                form.add_error(
                    None, _("Someone has just saved the same thing. Nothing is saved; please try again.")
                )
            else:
                messages.success(request, _("Saved: %(record)s.") % {"record": form.instance.username})
                return redirect("user_list")
        return self.show_user(form, roles)

    @transaction.atomic
    def _save(self, form, roles) -> None:
        before = account_in_short(form.instance) if form.instance.pk else {}
        roles.instance = form.save()
        roles.save()
        if not has_administrator():
            raise NoAdministrator
        after = account_in_short(form.instance)
        if form.cleaned_data["new_password"]:
            after |= {"new_password": "****"}
        log_change(form.instance, before, after, by=self.request.user, action="account")

    def _forms(self, pk, data=None):
        user = get_object_or_404(User, pk=pk) if pk else User()
        self.title = user.username or _("Add a user")
        form = UserForm(data, instance=user)
        if data is not None:
            form.is_valid()  # sets the unit, which the rules on roles ask for
        return form, HELD_ROLES(data, instance=user, prefix="roles")

    def show_user(self, form, roles):
        part = {
            "title": _("Roles"),
            "help": _("Empty days: always."),
            "formset": roles,
            "columns": [_("Role"), _("From"), _("Until")],
        }
        crumbs = [{"label": _("Users"), "url": reverse("user_list")}, {"label": self.title, "url": ""}]
        return self.show(
            form, formsets=[part], title=self.title, crumbs=crumbs, cancel_url=reverse("user_list")
        )


class DepartmentSettings(FormPage):
    permission = MANAGE_SETTINGS

    def get(self, request):
        return self.show_department(DepartmentForm(instance=Department.current()))

    def post(self, request):
        department = Department.current()
        form = DepartmentForm(request.POST, instance=department)
        if form.is_valid():
            before = in_short(department, form.fields)
            form.save()
            log_change(
                department, before, in_short(department, form.fields), by=request.user, action="settings"
            )
            messages.success(request, _("The settings are saved."))
            return redirect("department_settings")
        return self.show_department(form)

    def show_department(self, form):
        return self.show(form, title=_("Department settings"), cancel_url="")
