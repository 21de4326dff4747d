"""What a step of the workflow asks of a record: names the fields that are missing."""

from collections.abc import Callable, Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MISSING = gettext_lazy("This is still missing.")


def is_missing(record, name: str) -> bool:
    field = record._meta.get_field(name)
    if field.many_to_many or field.one_to_many:
        return not getattr(record, name).exists()
    return getattr(record, name) in (None, "", [])


def missing_from(record, names: Iterable[str]) -> dict[str, str]:
    return {name: str(MISSING) for name in names if is_missing(record, name)}


def refuse(faults: dict) -> None:
    """ValidationError of what is missing or wrong; nothing when nothing is."""
    if faults:
        raise ValidationError(faults)


def require(*names: str) -> Callable:
    """A guard that asks for these fields."""
    return lambda record: refuse(missing_from(record, names))


def reason_when_unplanned(record) -> dict[str, str]:
    if record.in_plan is False and not record.unplanned_reason:
        return {"unplanned_reason": _("An unplanned activity must give its reason.")}
    return {}


def sent_on(record, day) -> None:
    """The day of the first sending to the department is the one that counts."""
    if record.submitted_on is None:
        record.submitted_on = day
