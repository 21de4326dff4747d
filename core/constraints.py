"""Rules the database enforces, checked in Python without a query and shown at their field."""

from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _


class FieldRule(CheckConstraint):
    """A check constraint that knows the field at fault and can be tested on an unsaved instance."""

    fields: tuple[str, ...] = ()

    def broken_by(self, instance) -> bool:
        raise NotImplementedError

    def validate(self, model, instance, exclude=None, using=None) -> None:
        if exclude and any(name in exclude for name in self.fields):
            return
        if self.broken_by(instance):
            raise ValidationError({self.fields[-1]: self.violation_error_message})

    def clone(self):
        """Django keeps a clone in `Meta.constraints`; migrations need no message, the clone does."""
        twin = super().clone()
        twin.violation_error_message = self.violation_error_message
        return twin

    def __eq__(self, other) -> bool:
        return isinstance(other, FieldRule) and self.deconstruct() == other.deconstruct()

    __hash__ = None


class Ordered(FieldRule):
    """`last` is never before `first`; either may be empty."""

    def __init__(self, first: str, last: str, *, name: str, message=None):
        self.fields = (first, last)
        super().__init__(
            condition=Q(**{f"{last}__gte": F(first)}),
            name=name,
            violation_error_message=message or _("The end must not be before the start."),
        )

    def broken_by(self, instance) -> bool:
        first, last = (getattr(instance, name) for name in self.fields)
        return first is not None and last is not None and last < first

    def deconstruct(self):
        return "core.constraints.Ordered", self.fields, {"name": self.name}


class AtLeast(FieldRule):
    """`field` is empty or at least `minimum` (more than it, when `strictly`)."""

    def __init__(self, field: str, minimum=0, *, name: str, strictly: bool = False, message=None):
        self.fields, self.minimum, self.strictly = (field,), minimum, strictly
        super().__init__(
            condition=Q(**{f"{field}__{'gt' if strictly else 'gte'}": minimum}),
            name=name,
            violation_error_message=message
            or (
                _("The value must be greater than zero.")
                if strictly
                else _("The value must not be negative.")
            ),
        )

    def broken_by(self, instance) -> bool:
        value = getattr(instance, self.fields[0])
        if value is None:
            return False
        return value <= self.minimum if self.strictly else value < self.minimum

    def deconstruct(self):
        return (
            "core.constraints.AtLeast",
            (self.fields[0], self.minimum),
            {"name": self.name, "strictly": self.strictly},
        )


class AtMost(FieldRule):
    """`field` is empty or at most `maximum`."""

    def __init__(self, field: str, maximum, *, name: str, message=None):
        self.fields, self.maximum = (field,), maximum
        super().__init__(
            condition=Q(**{f"{field}__lte": maximum}),
            name=name,
            violation_error_message=message or _("The value is too large."),
        )

    def broken_by(self, instance) -> bool:
        value = getattr(instance, self.fields[0])
        return value is not None and value > self.maximum

    def deconstruct(self):
        return "core.constraints.AtMost", (self.fields[0], self.maximum), {"name": self.name}


def violations(instance) -> dict[str, str]:
    """Field → message of every rule of `core.constraints` that `instance` breaks. No query."""
    return {
        rule.fields[-1]: str(rule.violation_error_message)
        for rule in instance._meta.constraints
        if isinstance(rule, FieldRule) and rule.broken_by(instance)
    }
