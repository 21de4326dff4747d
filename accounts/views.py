"""Accounts and settings, for administrators."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from accounts.audit import account_in_short, has_administrator, has_head, in_short, log_change
from accounts.forms import HELD_ROLES, DepartmentForm, UserForm
from accounts.models import HeldRole, User
from core.access import MANAGE_SETTINGS, MANAGE_UNIT_USERS, MANAGE_USERS
from core.department import Department
from core.forms import plain_page


class Administered(TemplateView):
    """A page for those who hold one of `permissions`."""

    permissions: tuple[str, ...] = (MANAGE_USERS,)

    def dispatch(self, request, *args, **kwargs):
        if not any(request.user.may(permission) for permission in self.permissions):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


KEEPERS = (MANAGE_USERS, MANAGE_UNIT_USERS)
"""The administrator, of all accounts; the head of a unit, of the unit's (`Accounts.kept_by`)."""


class UserList(Administered):
    permissions = KEEPERS
    template_name = "accounts/user_list.html"

    def get_context_data(self, **kwargs):
        kept = User.objects.kept_by(self.request.user).select_related("unit")
        people = kept.prefetch_related(Prefetch("held_roles", HeldRole.objects.not_ended()))
        users = [
            {
                "url": reverse("user_edit", args=[person.pk]),
                "username": person.username,
                "name": person.get_full_name(),
                "unit": str(person.unit or ""),
                "roles": "; ".join(f"{held} {held.period}".strip() for held in person.held_roles.all()),
                "active": person.is_active,
            }
            for person in people
        ]
        return super().get_context_data(**kwargs) | {"users": users, "create_url": reverse("user_create")}


class FormPage(Administered):
    """A form of the record form's looks, without a record behind it."""

    template_name = "core/record_form.html"

    def show(self, form, **context):
        return self.render_to_response(self.get_context_data(**plain_page(form, **context)))


class NoAdministrator(Exception):
    """After this change nobody could keep accounts any more."""


class UserEdit(FormPage):
    """An account with its roles: a new one without a key in the address."""

    permissions = KEEPERS

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
                self._warn_of_unit_without_head()
                keeper = User.objects.get(pk=request.user.pk)  # with the roles as they are now
                return redirect("user_list" if any(keeper.may(each) for each in KEEPERS) else "home")
        return self.show_user(form, roles)

    def _warn_of_unit_without_head(self) -> None:
        if self.headed is not None and not has_head(self.headed):
            text = _("%(unit)s now has no head: nobody approves its dossiers or keeps its accounts.")
            messages.warning(self.request, text % {"unit": self.headed})

    @transaction.atomic
    def _save(self, form, roles) -> None:
        before = account_in_short(form.instance) if form.instance.pk else {}
        administered = has_administrator()
        roles.instance = form.save()
        roles.save()
        if administered and not has_administrator():
            raise NoAdministrator
        after = account_in_short(form.instance)
        if form.cleaned_data["new_password"]:
            after |= {"new_password": "****"}
        log_change(form.instance, before, after, by=self.request.user, action="account")

    def _forms(self, pk, data=None):
        keeper = self.request.user
        user = get_object_or_404(User.objects.kept_by(keeper), pk=pk) if pk else User()
        self.title = user.username or _("Add a user")
        self.headed = user.unit if user.unit and has_head(user.unit) else None
        form = UserForm(data, instance=user, keeper=keeper)
        if data is not None:
            form.is_valid()  # sets the unit, which the rules on roles ask for
        return form, HELD_ROLES(data, instance=user, prefix="roles", form_kwargs={"keeper": keeper})

    def show_user(self, form, roles):
        part = {
            "title": _("Roles"),
            "help": _("Empty days: always. A stand-in holds the role from a day to a day."),
            "formset": roles,
            "columns": [{"label": label, "also": ()} for label in (_("Role"), _("From"), _("Until"))],
        }
        crumbs = [{"label": _("Users"), "url": reverse("user_list")}, {"label": self.title, "url": ""}]
        return self.show(
            form, formsets=[part], title=self.title, crumbs=crumbs, cancel_url=reverse("user_list")
        )


class DepartmentSettings(FormPage):
    permissions = (MANAGE_SETTINGS,)

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
