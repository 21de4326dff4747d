"""Accounts and the department, as an administrator types them in."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Fieldset, Layout
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import HeldRole, User
from accounts.roles import UNIT_ROLES
from core.department import Department
from core.inputs import input_for


class SimpleForm(forms.ModelForm):
    """A form of one section."""

    title = ""

    class Meta:
        formfield_callback = input_for

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper(self)
        helper.form_tag, helper.disable_csrf = False, True
        helper.layout = Layout(Fieldset(self.title, *(Field(name) for name in self.fields)))
        return helper


class UserForm(SimpleForm):
    title = _("Account")

    new_password = forms.CharField(
        label=_("New password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters. Empty: the password stays as it is."),
    )

    class Meta(SimpleForm.Meta):
        model = User
        fields = ("username", "last_name", "first_name", "email", "unit", "is_active")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].use({str(unit.pk): unit for unit in self.fields["unit"].queryset.live()})
        labels = {
            "last_name": _("Family and middle name"),
            "first_name": _("Given name"),
            "email": _("E-mail"),
            "is_active": _("Active"),
        }
        for name, label in labels.items():
            self.fields[name].label, self.fields[name].help_text = label, ""
        if not self.instance.pk:
            self.fields["new_password"].required = True
            self.fields["new_password"].help_text = _(
                "At least 12 characters; the person changes it after signing in."
            )

    def clean_new_password(self) -> str:
        password = self.cleaned_data["new_password"]
        if password:
            validate_password(password, self.instance)
        return password

    def save(self) -> User:
        if password := self.cleaned_data["new_password"]:
            self.instance.set_password(password)
        return super().save()


class HeldRoleForm(forms.ModelForm):
    class Meta:
        model = HeldRole
        formfield_callback = input_for
        fields = ("role", "start_date", "end_date")

    def clean(self):
        super().clean()
        first, last = self.cleaned_data.get("start_date"), self.cleaned_data.get("end_date")
        if first and last and last < first:
            self.add_error("end_date", _("The end must not be before the start."))


class HeldRoles(forms.BaseInlineFormSet):
    def clean(self) -> None:
        super().clean()
        roles = [
            form.cleaned_data.get("role")
            for form in self.forms
            if not self._should_delete_form(form) and not form.errors
        ]
        if UNIT_ROLES.intersection(roles) and not self.instance.unit_id:
            raise ValidationError(_("A role of a unit needs a unit."))


HELD_ROLES = forms.inlineformset_factory(User, HeldRole, form=HeldRoleForm, formset=HeldRoles, extra=1)


class DepartmentForm(SimpleForm):
    title = _("The department on paper and on screen")

    class Meta(SimpleForm.Meta):
        model = Department
        fields = (
            "name", "short_name", "superior", "place", "sector", "city", "foreign_office", "police",
            "report_symbol", "proposal_symbol", "letter_symbol", "decision_symbol", "drafting_office",
            "signer_title", "signer_name",
        )  # fmt: skip
