"""The six-month report on a page."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from agreements.models import Agreement
from reports import catalogue
from reports.named_lists import Named, by_country
from reports.pages.cells import Cell, cell, day, names
from reports.selection import Selection
from reports.services import Figure, Slice
from reports.summary import Summary
from reports.wording import change, shown


def report_page(summary: Summary) -> dict[str, Any]:
    """The context of reports/summary.html, but for the form and the address of the file."""
    selection, sentences, lists = summary.selection, summary.sentences, _lists(summary)
    return {
        "title": _("Summary of external affairs in %(period)s") % {"period": selection.period.name},
        "window_label": selection.window_label,
        "basis_label": selection.basis_label,
        "periods": selection.neighbours("summary"),
        "sections": [
            {
                "number": section.number,
                "title": section.title,
                "sentences": sentences[section.key],
                "figures": [
                    _line(selection, summary.figures[indicator.code]) for indicator in section.indicators
                ],
                "lists": lists.get(section.key, []),
            }
            for section in catalogue.SECTIONS
        ],
        "by_unit": _by_unit(summary),
        "footnotes": summary.footnotes,
    }


def _line(selection: Selection, figure: Figure) -> dict[str, str]:
    return {
        "code": figure.indicator.code,
        "label": str(figure.indicator.label),
        "value": shown(figure.value),
        "unit": str(figure.indicator.unit),
        "previous": shown(figure.previous),
        "change": change(figure),
        "url": selection.url("figure", figure.indicator.code),
    }


def _by_unit(summary: Summary) -> dict[str, Any]:
    selection = summary.selection
    addresses = {code: selection.url("figure", code) for code in catalogue.BY_UNIT}
    return {
        "ways": selection.unit_views("summary", anchor="#by-unit"),
        "columns": [capfirst(_("unit")), *(str(label) for label in catalogue.BY_UNIT.values())],
        "rows": [
            [
                cell(unit.label or _("No unit given")),
                *(_of_unit(unit, code, address) for code, address in addresses.items()),
            ]
            for unit in summary.units
        ],
        "totals": [
            cell(_("Total")),
            *(cell(shown(summary.figures[code].value), address) for code, address in addresses.items()),
        ],
    }


def _of_unit(unit: Slice, code: str, address: str) -> Cell:
    value = unit.values[code]
    return cell(shown(value), f"{address}&unit={unit.key}" if value and unit.key else "")


def _lists(summary: Summary) -> dict[str, list[dict[str, Any]]]:
    """Section key → the named lists that have something to name."""
    lists, selection = summary.lists, summary.selection
    agreements = [
        _table(
            _("Partners of the city"),
            [_("Country"), _("Partner"), _("Name of the paper"), _("Signing date")],
            _city_rows(lists.city.listed),
            _more(selection, "TT02", lists.city.listed),
        ),
        _table(
            _("Agreements of the department and its units"),
            [capfirst(_("unit")), _("Kind of paper"), _("Partner"), _("Country"), _("Signing date")],
            [_unit_row(paper) for paper in (*lists.department.listed, *lists.units.listed)],
            _more(selection, "TT03", lists.department.listed),
            _more(selection, "TT04", lists.units.listed),
        ),
        _table(
            _("Domestic cooperation papers"),
            [_("Name of the paper"), capfirst(_("unit")), _("Partner"), _("Signing date")],
            [
                [
                    cell(paper.title, paper.get_absolute_url()),
                    cell(paper.unit),
                    cell(names(paper.partners.all())),
                    cell(day(paper.signed_on)),
                ]
                for paper in lists.domestic.listed
            ],
            _more(selection, "TT05", lists.domestic.listed),
        ),
    ]
    conferences = _table(
        _("Conferences and workshops"),
        [
            _("Name of the conference"),
            _("Our part"),
            capfirst(_("unit")),
            _("From"),
            _("Until"),
            _("Delegates"),
        ],
        [
            [
                cell(conference.title, conference.get_absolute_url()),
                cell(conference.get_role_display()),
                cell(conference.unit),
                cell(day(conference.start_date)),
                cell(day(conference.end_date)),
                cell(shown(conference.delegates_counted)),
            ]
            for conference in lists.conferences
        ],
        _more(selection, "HN01", lists.conferences),
    )
    aid = _table(
        _("Programmes, projects and non-projects under way"),
        [_("Name of the aid"), _("Kind"), _("Donor"), _("Aid owner"), _("Value in USD")],
        [
            [
                cell(aid.title, aid.get_absolute_url()),
                cell(aid.get_kind_display()),
                cell(names(aid.donors.all())),
                cell(aid.unit),
                cell(shown(aid.value_usd)),
            ]
            for aid in lists.aid
        ],
        _more(selection, "VT01", lists.aid),
    )
    found = {"agreements": agreements, "conferences": [conferences], "aid": [aid]}
    return {key: [table for table in tables if table["rows"]] for key, tables in found.items()}


def _table(title: str, columns: Sequence[str], rows: list[list[Cell]], *more: Cell | None) -> dict[str, Any]:
    return {"title": title, "columns": list(columns), "rows": rows, "more": [each for each in more if each]}


def _more(selection: Selection, code: str, listed: Named) -> Cell | None:
    """Opens all the rows of a list that names only the first."""
    if not listed.more:
        return None
    text = _("and %(count)s more") % {"count": shown(listed.more)}
    return cell(f"{text}: {catalogue.BY_CODE[code].label}", selection.url("figure", code))


def _city_rows(papers: Iterable[Agreement]) -> list[list[Cell]]:
    """One row for each paper, gathered by the countries of its partners."""
    gathered: dict[str, list[Agreement]] = {}
    for paper in papers:
        gathered.setdefault(_countries(paper), []).append(paper)
    return [
        [
            cell(country),
            cell(names(paper.partners.all())),
            cell(paper.title, paper.get_absolute_url()),
            cell(day(paper.signed_on)),
        ]
        for country, found in gathered.items()
        for paper in found
    ]


def _unit_row(paper: Agreement) -> list[Cell]:
    return [
        cell(paper.unit),
        cell(paper.get_kind_display() or paper.title, paper.get_absolute_url()),
        cell(names(paper.partners.all())),
        cell(_countries(paper)),
        cell(day(paper.signed_on)),
    ]


def _countries(paper: Agreement) -> str:
    return names(country for country, _partners in by_country(paper.partners.all()) if country)
