"""Who is who: the same person is the same name, birth date and unit."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from core.blank import blank
from core.columns import Choice, Column, Date
from core.fields import HIDDEN_PART, mask
from core.parse import as_typed, is_empty
from core.text import person_key
from core.workbook.sheet import Row
from directory.models import Gender, Person


def identity(full_name: str, birth_date, unit) -> tuple:
    """What makes a person the same: name (case and spaces aside), birth date or none, unit or none."""
    if unit is None:
        place = None
    else:
        place = unit.pk or ("new", id(unit))  # a unit of the same load has no key yet
    return (person_key(full_name), birth_date, place)


def identity_of(person: Person) -> tuple:
    return identity(person.full_name, person.birth_date, person.unit)


def find_or_create(full_name: str, birth_date, unit, *, by, **details) -> Person:
    """The person of this name, birth date and unit; entered with `details` when new."""
    named = Person.objects.filter(name_key=person_key(full_name), birth_date=birth_date, unit=unit)
    found = named.live().first() or heir_among(named)
    if found is None:
        found = Person.objects.create(by=by, full_name=full_name, birth_date=birth_date, unit=unit, **details)
    return found


def heir_among(persons) -> Person | None:
    """Whom a person of these was merged into: whoever was called so is found by it still."""
    merged = persons.exclude(merged_into=None).select_related("merged_into")
    return next((heir for row in merged if (heir := row.heir).deleted_at is None), None)


class People:
    """Persons met during a load: stored ones and those it will enter, each found once."""

    def __init__(self):
        self._known: dict[tuple, Person] = {}
        self._looked_up: set[str] = set()

    def look_up(self, names: Iterable[str]) -> None:
        """Fetch the stored persons of these names in one query."""
        keys = {person_key(name) for name in names} - self._looked_up
        self._looked_up |= keys
        stored = Person.objects.live().filter(name_key__in=keys).select_related("unit").order_by("-pk")
        for person in stored:
            self._known[identity_of(person)] = person
        merged = Person.objects.filter(name_key__in=keys).exclude(merged_into=None)
        for person in merged.select_related("unit", "merged_into__unit"):
            if (heir := person.heir).deleted_at is None:
                self._known.setdefault(identity_of(person), heir)

    def meet(self, full_name: str, birth_date, unit) -> Person:
        """The person of this identity; a new one when nobody stored or met before has it."""
        key = identity(full_name, birth_date, unit)
        if key not in self._known:
            person = blank(Person)
            person.full_name, person.birth_date, person.unit = full_name, birth_date, unit
            person.derive()
            self._known[key] = person
        return self._known[key]

    @classmethod
    def of(cls, load) -> "People":
        """The people of this load, shared by its sheets."""
        return load.shared.setdefault(cls, cls())


def set_person(row: Row, person: Person, **details) -> None:
    """Put `person` on the row; a new one takes all details, a stored one those that are given and differ."""
    new = person._state.adding
    for name, value in details.items():
        if value and getattr(person, name) != value and (new or name == "gender"):
            setattr(person, name, value)
            person.changed_by_load = True
    row.instance.person = person
    row.people = [person]


@dataclass(frozen=True, eq=False)
class PersonChoice(Choice):
    """A choice kept on the person of a row."""

    def choices(self, model):
        return Gender.choices

    def empty(self, model):
        return ""


@dataclass(frozen=True, eq=False)
class Passport(Column):
    """A passport number: masked on screen and in files. Only the workbook asked for with its reason has it whole."""

    secret = True

    def typed(self, record) -> str | None:
        return mask(self.value(record)) or None

    def max_length(self, model):
        return 20

    def says_nothing(self, cell) -> bool:
        return is_empty(cell) or HIDDEN_PART in as_typed(cell)


PERSON_COLUMNS = (
    Column(
        "person.full_name",
        label=_("Full name"),
        required=True,
        also="Họ tên | Tên | Họ và tên cán bộ | Họ tên cán bộ",
    ),
    Date(
        "person.birth_date",
        label=_("Date of birth"),
        also="Ngày tháng năm sinh | Ngày, tháng, năm sinh | Năm sinh | NTNS",
    ),
    PersonChoice("person.gender", label=_("Gender"), also="Phái | Nam/Nữ"),
)
