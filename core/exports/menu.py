"""The kinds of file a list is offered as, each with what to expect of it."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from core.exports.listed import AT_ONCE, KINDS
from core.exports.paper import MOST_COLUMNS, MOST_ROWS


def offered() -> list[dict[str, str]]:
    hints = {
        "xlsx": _(
            "With a heading, dates and numbers. More than %(most)s rows are prepared while you go on working."
        )
        % {"most": number_format(AT_ONCE, force_grouping=True)},
        "csv": _("Any number of rows; headings in the first row."),
        "docx": _("To print: up to %(rows)s rows and %(columns)s columns.")
        % {"rows": number_format(MOST_ROWS, force_grouping=True), "columns": MOST_COLUMNS},
    }
    return [{"kind": kind, "label": str(label), "hint": hints[kind]} for kind, label in KINDS.items()]
