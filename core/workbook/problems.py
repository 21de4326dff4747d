"""What is wrong with a cell, told so that its author finds it."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Problem:
    """One fault or warning: where it is, the value exactly as typed, and the reason."""

    sheet: str
    row: int | None
    column: str
    value: str
    reason: str

    def __str__(self) -> str:
        place = f"{self.sheet}!{self.row}" if self.row else self.sheet
        return " · ".join([place, self.column or "–", self.value or "–", self.reason])

    def as_dict(self) -> dict:
        return asdict(self)
