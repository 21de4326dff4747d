"""Forms of units, partners, persons and the year's programme; and of rows that name a person."""

from django import forms
from django.db.models import Q
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _

from core.access import EDIT_ALL
from core.forms import RecordForm, RowForm, Rows, RowSet, Section, names_of
from core.inputs import DayField, LineField
from core.widgets import Select
from directory.models import FormerName, Gender, Partner, PartnerAlias, Person, PlannedActivity, Unit
from directory.people import find_or_create, identity, identity_of

UNIT_SECTIONS = (
    Section(
        _("About the unit"),
        ("name", "code", "short_name", "kind", "english_name", "parent", "insurance_code", "active"),
    ),
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
QUICK_SECTIONS = (Section("", ("name", "original_name", "kind", "country")),)
PERSON_SECTIONS = (
    Section(_("Person"), ("full_name", "birth_date", "gender", "nationality", "titles")),
    Section(
        _("Work"),
        (
            "unit",
            "organisation",
            "position",
            "professional_title",
            "employment",
            "party_managed",
            "party_member",
        ),
    ),
    Section(_("Passport"), ("passport_kind", "passport_number", "passport_issued", "passport_expiry")),
    Section(_("Contact"), ("email", "phone")),
)
PLANNED_SECTIONS = (
    Section(
        _("Activity"), ("title", "year", "kind", "unit", "content", "expected_time", "priority", "state")
    ),
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


def show_similar(form, name: str, address: str) -> None:
    """While this field is typed those called alike are shown under it (static/js/similar.js)."""
    form.fields[name].widget.attrs["data-similar"] = reverse(address)
    if form.instance.pk:
        form.fields[name].widget.attrs["data-besides"] = str(form.instance.pk)


class PartnerForm(RecordForm):
    sections = PARTNER_SECTIONS

    class Meta(RecordForm.Meta):
        model = Partner
        fields = names_of(PARTNER_SECTIONS)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        show_similar(self, "name", "partner_similar")


class PartnerQuickForm(PartnerForm):
    """What a partner met on the way needs; its keepers add the rest."""

    sections = QUICK_SECTIONS

    class Meta(RecordForm.Meta):
        model = Partner
        fields = names_of(QUICK_SECTIONS)


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
        show_similar(self, "full_name", "person_similar")


class PlannedForm(RecordForm):
    sections = PLANNED_SECTIONS
    department_only = ("state",)

    class Meta(RecordForm.Meta):
        model = PlannedActivity
        fields = names_of(PLANNED_SECTIONS)


class NamesPerson(forms.Form):
    """A form that names a person by typing, not by picking: the same name, birth date and unit is the same person."""

    full_name = LineField(
        label=_("Full name"),
        max_length=100,
        widget=forms.TextInput(attrs={"data-similar": reverse_lazy("person_similar")}),
    )
    birth_date = DayField(label=_("Date of birth"), required=False)
    gender = forms.ChoiceField(
        label=_("Gender"), required=False, choices=[("", "—"), *Gender.choices], widget=Select
    )

    def hold_person(self) -> None:
        """Remember and show the person of an existing row."""
        self.held = self.instance.person if self.instance.person_id else None
        if self.held is not None:
            self.initial |= {name: getattr(self.held, name) for name in ("full_name", "birth_date", "gender")}

    def name_person(self) -> None:
        """Put the person as typed on the row, not yet looked for: rules among rows need no query."""
        typed = self.cleaned_data
        person = Person(
            full_name=typed.get("full_name", ""), birth_date=typed.get("birth_date"), unit=typed.get("unit")
        )
        person.derive()
        self.instance.person = person

    def resolve_person(self, *, by) -> Person:
        """The person of this row. A typing mistake in a person known only here is corrected, not doubled."""
        typed = self.cleaned_data
        wanted = {name: typed.get(name) for name in ("full_name", "birth_date", "unit")}
        key = identity(**wanted)
        if self.held is None or (key != identity_of(self.held) and not self._is_slip(key, by)):
            details = {"gender": typed["gender"], "position": typed.get("position", "")}
            person = find_or_create(**wanted, by=by, **details)
            wanted = {"gender": person.gender or typed["gender"]}
        else:
            person = self.held
            wanted["gender"] = typed["gender"] or person.gender
        return brought_up_to_date(person, wanted, by=by) if may_correct(person, by) else person

    def _is_slip(self, key: tuple, by) -> bool:
        """Is the new name a correction of the held person, not another person?"""
        return may_correct(self.held, by) and not is_known(key) and known_only_here(self.held)


def may_correct(person: Person, by) -> bool:
    """Persons of another unit are named as they are, never changed on the way."""
    return by.may(EDIT_ALL) or person.unit_id in (None, *by.units)


def brought_up_to_date(person: Person, wanted: dict, *, by) -> Person:
    if any(getattr(person, name) != value for name, value in wanted.items()):
        for name, value in wanted.items():
            setattr(person, name, value)
        person.save(by=by)
    return person


def is_known(key: tuple) -> bool:
    name_key, birth_date, unit_id = key
    named = Person.objects.filter(name_key=name_key, birth_date=birth_date, unit_id=unit_id)
    return named.filter(Q(deleted_at=None) | Q(merged_into__isnull=False)).exists()


def known_only_here(person: Person) -> bool:
    """Is there one row at most, anywhere, that names the person?"""
    uses = 0
    for relation in person._meta.related_objects:
        if not relation.related_model.__name__.startswith("Historical"):
            uses += relation.related_model._base_manager.filter(**{relation.field.name: person}).count()
    return uses <= 1


class PersonRowForm(NamesPerson, RowForm):
    """A child row naming a person (member, attendee)."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.hold_person()

    def clean(self):
        super().clean()
        self.name_person()

    def save(self, *, by):
        self.instance.person = self.resolve_person(by=by)
        return super().save(by=by)


class PersonRowSet(RowSet):
    """Rows each naming another person."""

    def clean(self) -> None:
        super().clean()
        seen = set()
        for form in self.live_forms():
            key = identity_of(form.instance.person) if not form.errors else None
            if key and key in seen:
                form.add_error("full_name", _("This person is listed already."))
            seen.add(key)
