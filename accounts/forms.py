"""Accounts and the department, as an administrator types them in."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Fieldset, Layout
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import HeldRole, User
from accounts.roles import UNIT_ROLES
from core.access import MANAGE_USERS
from core.department import Department
from core.forms import width_of
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
        fields = [Field(name, wrapper_class=width_of(name, field)) for name, field in self.fields.items()]
        helper.layout = Layout(Fieldset(self.title, *fields))
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

    def __init__(self, *args, keeper: User, **kwargs):
        super().__init__(*args, **kwargs)
        unit = self.fields["unit"]
        if not keeper.may(MANAGE_USERS):  # a unit's head: accounts of the own unit
            self.initial["unit"], unit.disabled = self.instance.unit_id or keeper.units[0], True
            unit.queryset = unit.queryset.filter(pk__in=keeper.units)
        current = [self.instance.unit] if self.instance.unit_id else []
        unit.use({str(each.pk): each for each in unit.queryset.live().offered()}, current)
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

    def __init__(self, *args, keeper: User, **kwargs):
        super().__init__(*args, **kwargs)
        if not keeper.may(MANAGE_USERS):
            role = self.fields["role"]
            role.choices = [choice for choice in role.widget.choices if choice[0] in ("", *UNIT_ROLES)]


class HeldRoles(forms.BaseInlineFormSet):
    def clean(self) -> None:
        super().clean()
        forms_ = [form for form in self.forms if not self._should_delete_form(form) and not form.errors]
        held = [form.instance for form in forms_]
        if UNIT_ROLES.intersection(each.role for each in held) and not self.instance.unit_id:
            raise ValidationError(_("A role of a unit needs a unit."))
        for place, form in enumerate(forms_):
            if form.instance.role and any(form.instance.overlaps(other) for other in held[:place]):
                form.add_error("start_date", _("This role is held already on some of these days."))


HELD_ROLES = forms.inlineformset_factory(User, HeldRole, form=HeldRoleForm, formset=HeldRoles, extra=1)


class DepartmentForm(SimpleForm):
    title = _("The department on paper and on screen")

    class Meta(SimpleForm.Meta):
        model = Department
        fields = (
            "name", "short_name", "superior", "place", "sector", "city", "foreign_office", "police",
            "report_symbol", "proposal_symbol", "letter_symbol", "decision_symbol", "drafting_office",
            "signer_title", "signer_name", "english_name", "iati_identifier",
        )  # fmt: skip
