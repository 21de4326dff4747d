"""Whom a duty falls to: those who hold its permission today; where nobody does, those above them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from django.contrib.auth import get_user_model

from core.access import (
    APPROVE_LEADER,
    APPROVE_OFFICE,
    APPROVE_UNIT,
    ISSUE,
    MANAGE_SETTINGS,
    OF_A_UNIT,
    PROCESS,
    SUBMIT,
    VIEW_ALL,
    VIEW_UNIT,
)

ABOVE = {
    SUBMIT: APPROVE_UNIT,
    APPROVE_UNIT: PROCESS,
    PROCESS: APPROVE_OFFICE,
    ISSUE: APPROVE_OFFICE,
    APPROVE_OFFICE: APPROVE_LEADER,
}
"""Permission → that of the superior."""


@dataclass(frozen=True)
class Rung:
    """The people of one step of the ladder."""

    permission: str
    people: tuple = ()


@dataclass
class Recipients:
    """Today's holders of each permission, read once and asked for many duties."""

    _held: dict[str, dict] = field(default_factory=dict)

    @cached_property
    def _lineage(self):
        return get_user_model().objects.lineage()

    def responsible(self, permission: str, unit_id: int | None) -> Rung:
        """Those who hold the permission, else the first above them."""
        return next((rung for rung in self._ladder(permission, unit_id) if rung.people), Rung(permission))

    def superior(self, rung: Rung, unit_id: int | None) -> Rung:
        """The first above `rung` with somebody who is not on it too."""
        for above in self._ladder(ABOVE.get(rung.permission), unit_id):
            if others := tuple(person for person in above.people if person not in rung.people):
                return Rung(above.permission, others)
        return Rung("")

    def _ladder(self, permission: str | None, unit_id: int | None) -> Iterator[Rung]:
        while permission:
            yield Rung(permission, self._holding(permission, unit_id))
            permission = ABOVE.get(permission)

    def _holding(self, permission: str, unit_id: int | None) -> tuple:
        if permission not in self._held:
            people = get_user_model().objects.holding(permission).order_by("pk")
            self._held[permission] = (
                people.by_unit(self._lineage) if permission in OF_A_UNIT else {None: list(people)}
            )
        if permission in OF_A_UNIT and unit_id is None:
            return ()  # an officer of the department belongs to no unit, and neither does this duty
        return tuple(self._held[permission].get(unit_id if permission in OF_A_UNIT else None, ()))


def present() -> set[int]:
    """Keys of the active people with a role today: every role carries one of these permissions."""
    return {
        key
        for permission in (VIEW_ALL, VIEW_UNIT, MANAGE_SETTINGS)
        for key in get_user_model().objects.holding(permission).values_list("pk", flat=True)
    }
