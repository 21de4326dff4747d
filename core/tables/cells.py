"""A cell as JSON keeps it, and back: for rows that wait in the database."""

from datetime import date, datetime, time
from decimal import Decimal
from math import isfinite

from core.parse import UncomputedFormula

Json = None | str | bool | int | float | dict[str, str]


def dump(cell: object) -> Json:
    """The cell as a value JSON holds; `load` gives it back as it was."""
    match cell:
        case UncomputedFormula():
            return {"formula": str(cell)}
        case None | bool() | int() | str():
            return cell
        case float():
            return cell if isfinite(cell) else str(cell)
        case Decimal():
            return {"decimal": str(cell)}
        case datetime():
            return {"datetime": cell.isoformat()}
        case date():
            return {"date": cell.isoformat()}
        case time():
            return {"time": cell.isoformat()}
        case _:
            return str(cell)


def load(kept: Json) -> object:
    """The cell that `dump` gave."""
    if not isinstance(kept, dict):
        return kept
    ((kind, text),) = kept.items()
    return _KINDS[kind](text)


_KINDS = {
    "formula": UncomputedFormula,
    "decimal": Decimal,
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
}
