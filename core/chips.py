"""What stands above a list: each filter in force and everything else of its address, taken away one by one."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.listing import CHOSEN, COLUMNS, SORT, Listing
from core.saved_views import VIEW, WHOLE, state_of


def filters(listing: Listing) -> list[dict]:
    """The filters in force."""
    return [_chip(listing, label, name) for name, label in listing.filter.chips()]


def dropped(listing: Listing) -> list[dict]:
    """Filters of the address that narrow nothing here: not for this person, or of a value there is no more."""
    known = type(listing.filter).base_filters
    names = [
        name
        for name, value in listing.parameters.items()
        if value and name in known and (name not in listing.filter.filters or name in listing.filter.errors)
    ]
    return [
        _chip(
            listing,
            _("%(filter)s: left out, the value is not known here") % {"filter": known[name].label},
            name,
        )
        for name in names
    ]


def marks(listing: Listing) -> list[dict]:
    """The view, the chosen records, the order, the columns."""
    return [*_view(listing), *_chosen(listing), *_order(listing), *_columns(listing)]


def whole_list(listing: Listing) -> str:
    """The address of the list without anything, whatever it opens with."""
    opens = listing.habit.opens_id if listing.habit else None
    return f"?{VIEW}={WHOLE}" if opens else "?"


def is_changed(listing: Listing) -> bool:
    """Does the list no longer stand as its view says?"""
    return listing.view.state != state_of(listing.parameters, **{COLUMNS: listing.column_names})


def _chip(listing: Listing, label: str, name: str) -> dict:
    return {"label": label, "remove_url": listing.address(**{name: None})}


def _view(listing: Listing) -> list[dict]:
    named = listing.parameters.get(VIEW, "")
    if listing.view is None:
        gone = named not in ("", WHOLE)
        return [_chip(listing, _("View: no longer there, or not shared with you"), VIEW)] if gone else []
    label = _("View: %(name)s") % {"name": listing.view.name}
    if is_changed(listing):
        label = _("View: %(name)s, changed") % {"name": listing.view.name}
    elif listing.habit and listing.habit.opens_id == listing.view.pk:
        label = _("View: %(name)s, with which the list opens") % {"name": listing.view.name}
    return [{"label": label, "remove_url": whole_list(listing)}]


def _chosen(listing: Listing) -> list[dict]:
    count = len(listing.chosen)
    if not listing.parameters.get(CHOSEN):
        return []
    label = ngettext("%(count)s chosen record", "%(count)s chosen records", count) % {"count": count}
    return [_chip(listing, label, CHOSEN)]


def _order(listing: Listing) -> list[dict]:
    if listing.column is None:
        return []
    name = str(listing.column.label_for(listing.model))
    words = _("Sorted by %(column)s, descending") if listing.down else _("Sorted by %(column)s")
    return [_chip(listing, words % {"column": name}, SORT)]


def _columns(listing: Listing) -> list[dict]:
    """Chosen columns of the address; those only remembered are put back in the dialog of the columns."""
    if not listing.parameters.get(COLUMNS) or listing.view is not None or listing.columns == listing.usual:
        return []
    count = len(listing.columns)
    label = ngettext("%(count)s chosen column", "%(count)s chosen columns", count) % {"count": count}
    return [_chip(listing, label, COLUMNS)]


def in_words(listing: Listing) -> list[str]:
    """The state a view keeps, for people."""
    columns = ", ".join(capfirst(str(column.label_for(listing.model))) for column in listing.columns)
    said = [chip["label"] for chip in (*filters(listing), *_order(listing))]
    return [*said, _("Columns: %(columns)s") % {"columns": columns}]
