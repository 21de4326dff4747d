"""Who is who: the same person is the same name, birth date and unit."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from core.columns import Choice, Column, Date
from core.fields import mask
from core.parse import is_empty, parse_text
from core.text import person_key
from directory.models import Gender, Person

MASK = "****"


def identity(full_name: str, birth_date, unit) -> tuple:
    """What makes a person the same: name (case and spaces aside), birth date or none, unit or none."""
    return (person_key(full_name), birth_date, unit.pk if unit is not None and unit.pk else unit)


def find_or_create(full_name: str, birth_date, unit, *, by, **details) -> Person:
    """The person of this name, birth date and unit; entered with `details` when new."""
    found = Person.objects.filter(
        name_key=person_key(full_name), birth_date=birth_date, unit=unit, deleted_at__isnull=True
    ).first()
    if found is None:
        found = Person.objects.create(by=by, full_name=full_name, birth_date=birth_date, unit=unit, **details)
    return found


@dataclass(frozen=True)
class PersonChoice(Choice):
    """A choice kept on the person of a row."""

    def choices(self, model):
        return Gender.choices


@dataclass(frozen=True)
class Passport(Column):
    """A passport number: masked on screen, whole only in files of those who may see it."""

    whole: bool = True

    def typed(self, record):
        number = self.value(record)
        return (number if self.whole else mask(number)) or None

    def text(self, record) -> str:
        return mask(self.value(record))

    def max_length(self, model):
        return 20

    def unchanged(self, cell) -> bool:
        """Empty or masked: the workbook says nothing about the number."""
        return is_empty(cell) or MASK in parse_text(cell)


PERSON_COLUMNS = (
    Column("person.full_name", label=_("Full name"), required=True),
    Date("person.birth_date", label=_("Date of birth")),
    PersonChoice("person.gender", label=_("Gender")),
)
