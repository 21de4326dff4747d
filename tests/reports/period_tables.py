"""Who may do what where with reports, written by hand from domain §4: position → role → the steps open to it.

As in `tests/workflow/tables.py`: `o` unit officer, `u` unit head, `d` department officer, `h` office head, `l` department
leader, `c` clerk. A position or role that is not named has none.
"""

from reports.models import ReportPeriod, UnitReport

UNIT_REPORT = {
    "DRAFT": {"o": "submit", "d": "submit"},
    "RETURNED": {"o": "submit", "d": "submit"},
    "UNIT_REVIEW": {"o": "recall", "u": "approve_unit return"},
    "SUBMITTED": {"o": "recall", "d": "accept return"},
    "ACCEPTED": {"d": "reopen"},
}
LATE_UNIT_REPORT = {"SUBMITTED": {"d": "accept"}}
"""Once the department's report is being approved."""
PERIOD = {
    "COLLECTING": {"d": "consolidate"},
    "COMPILING": {"d": "propose reopen"},
    "AT_OFFICE": {"h": "approve_office return"},
    "AT_LEADER": {"l": "approve_leader return"},
    "ISSUING": {"d": "issue return", "c": "issue return"},
    "ISSUED": {"d": "send revise", "c": "send"},
    "SENT": {"d": "revise"},
}
TABLES = {UnitReport: UNIT_REPORT, ReportPeriod: PERIOD}
