"""Forms of units, partners, persons and the year's programme; and of rows that name a person."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.access import SEE_PASSPORTS
from core.forms import RecordForm, RowForm, Rows, Section, names_of
from core.inputs import DayField, LineField
from core.widgets import Select
from directory.models import FormerName, Gender, Partner, PartnerAlias, Person, PlannedActivity, Unit
from directory.people import find_or_create, identity

UNIT_SECTIONS = (
    Section(_("Unit"), ("name", "code", "short_name", "kind", "english_name", "parent", "insurance_code", "active")),
    Section(_("Attachment"), ("valid_from", "valid_to")),
    Section(_("Contact"), ("address", "phone", "email")),
)
PARTNER_SECTIONS = (
    Section(_("Partner"), ("name", "original_name", "kind", "country", "groups")),
    Section(
        _("Registration in Việt Nam"), ("registration_number", "registration_date", "registration_expiry")
    ),
    Section(_("Contact"), ("contact", "email", "phone", "website", "address")),
    Section(_("Source and note"), ("source", "note")),
)
PERSON_SECTIONS = (
    Section(_("Person"), ("full_name", "birth_date", "gender", "nationality", "titles")),
    Section(
        _("Work"),
        ("unit", "organisation", "position", "professional_title", "employment", "party_managed", "party_member"),
    ),
    Section(_("Passport"), ("passport_kind", "passport_number", "passport_issued", "passport_expiry")),
    Section(_("Contact"), ("email", "phone")),
)
PLANNED_SECTIONS = (
    Section(_("Activity"), ("title", "year", "kind", "unit", "content", "expected_time", "priority", "state")),
    Section(_("Partners"), ("partners", "countries")),
    Section(_("Resources"), ("people", "cost", "funding", "note")),
)


class UnitForm(RecordForm):
    sections = UNIT_SECTIONS

    class Meta(RecordForm.Meta):
        model = Unit
        fields = names_of(UNIT_SECTIONS)


class FormerNameForm(RowForm):
    class Meta(RowForm.Meta):
        model = FormerName
        fields = ("name", "since", "until")


FORMER_NAMES = Rows("former_names", _("Former names"), FormerNameForm, ("name", "since", "until"))


class PartnerForm(RecordForm):
    sections = PARTNER_SECTIONS

    class Meta(RecordForm.Meta):
        model = Partner
        fields = names_of(PARTNER_SECTIONS)


class AliasForm(RowForm):
    class Meta(RowForm.Meta):
        model = PartnerAlias
        fields = ("name",)


ALIASES = Rows(
    "aliases",
    _("Other names"),
    AliasForm,
    ("name",),
    help=_("Abbreviations, older and misspelt forms: search and the workbook find the partner by them."),
)


class PersonForm(RecordForm):
    sections = PERSON_SECTIONS

    class Meta(RecordForm.Meta):
        model = Person
        fields = names_of(PERSON_SECTIONS)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.user.may(SEE_PASSPORTS):
            self.fields.pop("passport_number", None)


class PlannedForm(RecordForm):
    sections = PLANNED_SECTIONS
    department_only = ("state",)

    class Meta(RecordForm.Meta):
        model = PlannedActivity
        fields = names_of(PLANNED_SECTIONS)


class NamesPerson(forms.Form):
    """A form that names a person by typing, not by picking: the same name, birth date and unit is the same person."""

    full_name = LineField(label=_("Full name"), max_length=100)
    birth_date = DayField(label=_("Date of birth"), required=False)
    gender = forms.ChoiceField(
        label=_("Gender"), required=False, choices=[("", "—"), *Gender.choices], widget=Select
    )

    def fill_person(self) -> None:
        """Show the person of an existing row."""
        if self.instance.pk:
            person = self.instance.person
            self.initial |= {"full_name": person.full_name, "birth_date": person.birth_date, "gender": person.gender}

    def named(self) -> Person:
        """The person as typed, not yet looked for: for rules that need no query."""
        typed = self.cleaned_data
        person = Person(full_name=typed.get("full_name", ""), birth_date=typed.get("birth_date"), unit=self.person_unit())
        person.derive()
        return person

    def person_unit(self):
        return self.cleaned_data.get("unit")

    def person_details(self) -> dict:
        return {"gender": self.cleaned_data["gender"], "position": self.cleaned_data.get("position", "")}

    def resolve_person(self, *, by) -> Person:
        """The person of this row. A typing mistake in a person known only here is corrected, not doubled."""
        typed, unit = self.cleaned_data, self.person_unit()
        held = self.instance.person if self.instance.person_id else None
        key = identity(typed["full_name"], typed["birth_date"], unit)
        if held is not None and identity(held.full_name, held.birth_date, held.unit) == key:
            person = held
        elif held is not None and known_only_here(held) and not is_known(key):
            person, held.unit = held, unit
            person.birth_date = typed["birth_date"]
        else:
            person = find_or_create(typed["full_name"], typed["birth_date"], unit, by=by, **self.person_details())
        return self._refresh(person, by=by)

    def _refresh(self, person: Person, *, by) -> Person:
        """What was typed about the person: spelling of the name where the row names it, gender where given."""
        before = (person.full_name, person.birth_date, person.gender, person.unit_id)
        stored = Person.objects.filter(pk=person.pk).values_list("full_name", "birth_date", "gender", "unit_id").first()
        if person is getattr(self.instance, "person", None):
            person.full_name = self.cleaned_data["full_name"]
        if self.cleaned_data["gender"]:
            person.gender = self.cleaned_data["gender"]
        if (person.full_name, person.birth_date, person.gender, person.unit_id) != (stored or before):
            person.save(by=by)
        return person


def is_known(key: tuple) -> bool:
    name_key, birth_date, unit_id = key
    return Person.objects.live().filter(name_key=name_key, birth_date=birth_date, unit_id=unit_id).exists()


def known_only_here(person: Person) -> bool:
    """Is this the only row anywhere that names the person?"""
    uses = 0
    for relation in person._meta.related_objects:
        if relation.one_to_many and not relation.related_model.__name__.startswith("Historical"):
            uses += relation.related_model._base_manager.filter(**{relation.field.name: person}).count()
    return uses <= 1


class PersonRowForm(NamesPerson, RowForm):
    """A child row naming a person (member, attendee)."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fill_person()
        if "passport_number" in self.fields and not self.user.may(SEE_PASSPORTS):
            del self.fields["passport_number"]

    def clean_passport_number(self):
        """Empty or masked: the number stays as it is."""
        return keep_number(self, "passport_number")

    def clean(self):
        super().clean()
        if self.cleaned_data.get("full_name"):
            self.typed_person = self.named()

    def save(self, *, by):
        self.instance.person = self.resolve_person(by=by)
        return super().save(by=by)


def keep_number(form, name: str) -> str:
    typed = form.cleaned_data.get(name, "")
    return typed if typed and "****" not in typed else getattr(form.instance, name)
