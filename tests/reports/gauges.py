"""Gauges as tests read them: values by hand against values computed, and every number against its rows."""

from django.db.models import Sum

from core.indicators.windows import DECISION, Window
from reports.gauges import BY_CODE
from reports.gauges.results import Result, read
from reports.periods import Period
from reports.services import part_rows
from tests.reports.makers import H1


def result(code: str, period: Period = H1, *, user=None) -> Result:
    """The gauge read; its numbers are proven to be those of its rows."""
    window = period.window(DECISION)
    (found,) = read((BY_CODE[code],), window, period.previous.window(DECISION), user=user)
    for rows in found.gauge.rows:
        assert found.counted(rows) == sum(measured(part, window, user) for part in rows.parts), rows.name
    return found


def measured(part, window: Window, user):
    """What the rows of a part amount to, counted on the rows themselves."""
    rows = part_rows(part, window, user=user)
    if part.measure.total:
        return rows.order_by().aggregate(sum=Sum(part.measure.path))["sum"] or 0
    return len(rows)


def readings(code: str, period: Period = H1, *, user=None) -> list:
    found = result(code, period, user=user)
    return [found.value(reading) for reading in found.gauge.readings]


def counts(code: str, *names: str, user=None) -> list:
    found = result(code, user=user)
    return [found.now[name] for name in names]


def light(code: str) -> str:
    return result(code).light.value


def listed(code: str, name: str, *, user=None) -> list[str]:
    """The rows of a list, as they call themselves."""
    rows = next(rows for rows in BY_CODE[code].rows if rows.name == name)
    return [str(row) for part in rows.parts for row in part_rows(part, H1.window(), user=user)]
