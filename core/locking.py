"""Which parts of a dossier a person may change where it stands now.

While the unit writes it: everything but what only the department or a later day can tell. Under review: the department's officer corrects, the unit waits. After the decision
the unit fills in results; what was approved is changed only by a new approval, except in paper history.
"""

from dataclasses import dataclass

from core.access import EDIT_ALL
from core.records import Record


@dataclass(frozen=True)
class Lock:
    only: frozenset[str] | None = None
    """Only these are open; None: all but the closed ones."""
    closed: frozenset[str] = frozenset()
    reason_wanted: bool = False
    """A change after the decision says why."""

    def is_open(self, name: str) -> bool:
        return (self.only is None or name in self.only) and name not in self.closed

    @property
    def anything(self) -> bool:
        """Is anything locked?"""
        return self.only is not None or bool(self.closed)

    @property
    def told(self) -> bool:
        """Is something locked that the person could write before?"""
        return self.only is not None or self.reason_wanted


OPEN = Lock()


def lock_on(record, user) -> Lock:
    """The lock this person meets; fields and rows by name."""
    if not isinstance(record, Record):
        return OPEN
    if record._state.adding or record.position in record.WRITTEN:
        return OPEN if user.may(EDIT_ALL) else Lock(closed=record.DEPARTMENTS | record.LATER)
    granted = record.state in record.GRANTED
    if user.may(EDIT_ALL):
        if not granted:
            return OPEN
        closed = frozenset() if record.entered_afterwards else record.APPROVED
        return Lock(closed=closed, reason_wanted=True)
    if record.state in record.RESULTS_OPEN and not record.adjustment:
        return Lock(only=record.RESULTS)
    return Lock(only=frozenset())
