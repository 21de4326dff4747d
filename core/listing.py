"""The rows a person asked for: filtered, sorted, cut into pages. Shared by the list and its export.

Written for 100,000 rows: keys are found first and records fetched by them, so that skipping 50,000 rows carries
no joins along; rare words are looked for once; a sort by unit or country compares names, not rows.
"""

from functools import reduce
from operator import or_

from django.db.models import Case, Count, F, Q, When
from django.utils.functional import cached_property

from core.columns import Reference, fetch, for_list, readable
from core.parse import sent_keys
from core.saved_views import HABIT, VIEW, SavedView
from core.totals import Summed, Total, adding, summed

SORT, COLUMNS, CHOSEN = "sort", "cols", "pk"
"""Parameters of the address: sorted by which column, shown with which columns, only which records."""
FEW = 500
"""So many finds of a text search are kept by their keys; more are looked for again, sorted by an index."""


class Listing:
    """Counts and slices like a sequence of keys (for Django's Paginator)."""

    def __init__(self, screen, queryset, request):
        self.screen, self.user = screen, request.user
        self.model, self.parameters = screen.model, request.GET.copy()
        self.filter = screen.filterset(request.GET, queryset, request=request)
        self.sort = request.GET.get(SORT, "")
        self.down = self.sort.startswith("-")

    @cached_property
    def kept(self) -> list[SavedView]:
        """Everything that is kept of this list and the person may see: views, and the own habit."""
        return list(SavedView.objects.of_list(self.screen).visible_to(self.user).select_related("owner"))

    @cached_property
    def habit(self) -> SavedView | None:
        """What the person wants of this list when the address says nothing."""
        return next((view for view in self.kept if view.name == HABIT), None)

    @cached_property
    def views(self) -> list[SavedView]:
        return [view for view in self.kept if view.name != HABIT]

    @cached_property
    def view(self) -> SavedView | None:
        """The view the address names, if the person may see it."""
        return next((view for view in self.views if str(view.pk) == self.parameters.get(VIEW)), None)

    @property
    def remembered(self) -> str:
        """Names of the columns chosen last; empty: the usual ones."""
        return self.habit.parameters.get(COLUMNS, "") if self.habit else ""

    @cached_property
    def readable(self) -> list:
        """Every column the person may choose."""
        return readable(self.screen.columns, self.model, self.user)

    @cached_property
    def usual(self) -> list:
        """The columns of the list as it is declared."""
        return for_list(self.screen.columns, self.model, self.user)

    @cached_property
    def columns(self) -> list:
        """The chosen columns in their order: of the address, else as the person left the list, else the usual ones."""
        return self.named(self.parameters.get(COLUMNS) or self.remembered) or self.usual

    def named(self, names: str) -> list:
        """The columns of these names; what there is not, or is not to be read, is left out."""
        known = {column.name: column for column in self.readable}
        return [known[name] for name in dict.fromkeys(names.split(",")) if name in known]

    @property
    def column_names(self) -> str:
        return ",".join(column.name for column in self.columns)

    @cached_property
    def column(self):
        """The column sorted by, if any; it need not be shown."""
        wanted = self.sort.removeprefix("-")
        return next(
            (item for item in self.readable if item.name == wanted and item.sort_key(self.model)), None
        )

    @cached_property
    def chosen(self) -> list[int]:
        """Keys of the records the list is narrowed to; empty: not narrowed."""
        return sent_keys(self.parameters.getlist(CHOSEN))

    @cached_property
    def narrowed(self):
        """The rows of the filters and of what was chosen."""
        return self.filter.qs.filter(pk__in=self.chosen) if self.parameters.get(CHOSEN) else self.filter.qs

    @cached_property
    def found(self) -> list[int] | None:
        """Keys of what a text search finds; None where nothing is searched for or too much is found."""
        if not self.parameters.get("q"):
            return None
        keys = list(self.narrowed.order_by().values_list("pk", flat=True)[: FEW + 1])
        return keys if len(keys) <= FEW else None

    @property
    def filtered(self):
        return self.narrowed if self.found is None else self.model.objects.filter(pk__in=self.found)

    @cached_property
    def sorted(self):
        return self.filtered.order_by(*self._ordering())

    def _ordering(self) -> list:
        """Empty values last, ties by age."""
        if self.column is None:
            return [*self.model._meta.ordering, "-pk"]
        key = self.column.sort_key(self.model)
        field = None if "__" in key else self.model._meta.get_field(key)
        if (
            field is not None and not field.null
        ):  # nothing to say of empty values: only so SQLite uses an index
            return [f"-{key}" if self.down else key, "-pk"]
        return [F(key).desc(nulls_last=True) if self.down else F(key).asc(nulls_last=True), "-pk"]

    def __len__(self) -> int:
        return self.count()

    def count(self) -> int:
        return self._count

    @cached_property
    def _count(self) -> int:
        if self._shares:
            return sum(self._shares.values())
        if adding(self.columns):  # counted and added up at once
            return self._summed.count
        if self.found is not None:
            return len(self.found)
        return self.filtered.order_by().count()

    @cached_property
    def _summed(self) -> Summed:
        return summed(self.filtered.order_by(), adding(self.columns))

    @property
    def totals(self) -> dict[str, list[Total]]:
        """Name of a column → its sums over every page; nothing when there is nothing to add."""
        return self._summed.totals if adding(self.columns) else {}

    @cached_property
    def _shares(self) -> dict:
        """Sorted by a unit, partner or country: how many rows each has, in the order of their names."""
        if not isinstance(self.column, Reference) or "." in self.column.path:
            return {}
        key = self.model._meta.get_field(self.column.path)
        counted = dict(self.filtered.order_by().values_list(key.attname).annotate(Count("pk")))
        names = key.related_model._base_manager.filter(pk__in=[pk for pk in counted if pk is not None])
        ordered = list(names.order_by("-name" if self.down else "name").values_list("pk", flat=True))
        return {pk: counted[pk] for pk in [*ordered, *([None] if None in counted else [])]}

    def __getitem__(self, cut: slice) -> list:
        """Keys of a page."""
        rows, start, stop = self._within(cut) if self._shares else (self.sorted, cut.start, cut.stop)
        return list(rows.values_list("pk", flat=True)[start:stop])

    def _within(self, cut: slice) -> tuple:
        """The rows of the units on this page only, in their order, and where the page lies among them."""
        passed, before, needed = 0, 0, []
        for thing, share in self._shares.items():
            if passed + share <= cut.start:
                before += share
            elif passed < cut.stop:
                needed.append(Q(**{self.column.path: thing}))
            passed += share
        order = Case(*(When(wanted, then=place) for place, wanted in enumerate(needed)))
        rows = self.filtered.filter(reduce(or_, needed)).order_by(order, "-pk")
        return rows, cut.start - before, cut.stop - before

    def records(self, keys) -> list:
        """The records of a page, with all the list shows."""
        found = {row.pk: row for row in fetch(self.model.objects.filter(pk__in=keys), self.columns)}
        return [found[key] for key in keys if key in found]

    def address(self, **changes) -> str:
        """The list's own address with some parameters changed; back on the first page."""
        parameters = self.parameters.copy()
        for name, value in {"page": None, **changes}.items():
            parameters.pop(name, None)
            if value:
                parameters[name] = value
        for name in [name for name, value in parameters.items() if not value]:
            del parameters[name]
        return f"?{parameters.urlencode()}"
