"""Filters of lists. Each narrows by EXISTS, never by a join, so that counting stays one quick question."""

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core.access import VIEW_ALL
from core.inputs import DayField
from core.parse import sent_keys
from core.scope import ScopedQuerySet
from core.states import ActivityState, DatedState, first_known
from core.text import fold
from core.widgets import SearchSelect, Select

MOST_WORDS = 30
"""Of a search. Each is a condition of its own, and SQLite takes a thousand at most."""


class DayFilter(django_filters.DateFilter):
    field_class = DayField


class ChoiceFilter(django_filters.ChoiceFilter):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, widget=Select, empty_label="—", **kwargs)


class YesNoFilter(django_filters.TypedChoiceFilter):
    def __init__(self, *args, **kwargs):
        choices = [("", "—"), ("true", _("Yes")), ("false", _("No"))]
        super().__init__(
            *args, choices=choices, coerce=lambda value: value == "true", widget=Select, **kwargs
        )


class CodeFilter(ChoiceFilter):
    """Records whose set of choices holds the code."""

    def filter(self, queryset, value):
        return queryset.filter(**{f"{self.field_name}__has": value}) if value else queryset


class CheckFilter(ChoiceFilter):
    """Records that break a rule across records."""

    def __init__(self, checks):
        self.checks = {check.code: check for check in checks}
        super().__init__(choices=[(check.code, check.label) for check in checks], label=_("Irregularity"))

    def filter(self, queryset, value):
        return self.checks[value].among(queryset) if value else queryset


class ThingField(django_filters.ModelChoiceFilter.field_class):
    """One thing of a list; an old address that names one merged since means its heir."""

    def to_python(self, value):
        try:
            return super().to_python(value)
        except ValidationError:
            if (heir := self._heir(value)) is None:
                raise
            return heir

    def _heir(self, value):
        model = self.queryset.model
        mergeable = any(field.name == "merged_into" for field in model._meta.fields)
        gone = model._base_manager.filter(pk__in=sent_keys([str(value)])).first() if mergeable else None
        heir = gone.heir if gone is not None else None
        return heir if heir is not None and self.queryset.filter(pk=heir.pk).exists() else None


class ThingFilter(django_filters.ModelChoiceFilter):
    """Records that refer to a unit, country or partner: directly, or through rows (`through`)."""

    field_class = ThingField

    def __init__(self, *args, through=None, **kwargs):
        self.through = through
        super().__init__(*args, widget=SearchSelect, empty_label="—", **kwargs)

    def filter(self, queryset, value):
        if value is None:
            return queryset
        if self.through is None:
            return queryset.filter(**{f"{self.field_name}_id": value.pk})
        model, parent, child = self.through
        return queryset.filter(Exists(model.objects.filter(**{parent: OuterRef("pk"), child: value.pk})))


HEIRS = "heirs"
"""In the address: units under the ones that took their place (ADR 11)."""


class OwnerFilter(ThingFilter):
    """Records of a unit; where the address says so, also of the units that passed into it."""

    def filter(self, queryset, value):
        if value is None or self.parent.data.get("units") != HEIRS:
            return super().filter(queryset, value)
        return queryset.filter(**{f"{self.field_name}__in": value.kin()})


class HeirsFilter(ChoiceFilter):
    """How the unit is meant; `OwnerFilter` reads it."""

    def __init__(self):
        super().__init__(choices=[(HEIRS, _("With the units merged into it"))], label=_("View of units"))

    def filter(self, queryset, value):
        return queryset


def through(model, name: str) -> tuple:
    """The table between `model` and what its many-to-many `name` refers to."""
    field = model._meta.get_field(name)
    return field.remote_field.through, field.m2m_field_name(), field.m2m_reverse_field_name()


class RecordFilter(django_filters.FilterSet):
    """The filter bar: `q` first."""

    q = django_filters.CharFilter(method="search", label=_("Search (with or without accents)"))

    def __init__(self, data=None, queryset=None, *, request=None, **kwargs):
        super().__init__(data, queryset, request=request, **kwargs)
        self._keep_to_scope(request.user)

    def _keep_to_scope(self, user) -> None:
        if not user.may(VIEW_ALL):
            self.filters.pop("unit", None)
        self._offer_heirs()
        for name, permission in getattr(self._meta.model, "SENSITIVE", {}).items():
            if not user.may(permission):
                self.filters.pop(name, None)
        for filter_ in self.filters.values():
            if isinstance(filter_, ThingFilter) and isinstance(filter_.queryset, ScopedQuerySet):
                filter_.queryset = filter_.queryset.visible_to(user)

    def _offer_heirs(self) -> None:
        """Both views of a unit, beside the unit."""
        placed = {}
        for name, filter_ in self.filters.items():
            placed[name] = filter_
            if isinstance(filter_, OwnerFilter):
                placed["units"] = HeirsFilter()
                placed["units"].parent, placed["units"].model = self, self._meta.model
        self.filters = placed

    def search(self, queryset, name, value):
        """Every word, anywhere, without regard to accents and case."""
        for word in list(dict.fromkeys(fold(value).split()))[:MOST_WORDS]:
            queryset = queryset.filter(search_text__contains=word)
        return queryset

    def chips(self) -> list[tuple[str, str]]:
        """(parameter, words) of every filter in force."""
        if not self.is_bound:
            return []
        self.form.is_valid()
        return [
            (name, f"{self.filters[name].label}: {self._in_words(name, value)}")
            for name, value in self.form.cleaned_data.items()
            if value not in (None, "", [])
        ]

    def _in_words(self, name: str, value) -> str:
        field = self.form.fields[name]
        if isinstance(field, DayField):
            return date_format(value, "SHORT_DATE_FORMAT")
        if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
            return str(dict(field.choices).get(self.form.data.get(name), value))
        return str(value)


class PeriodFilter(RecordFilter):
    """Records that fall wholly or partly between two days."""

    first_day: str = "start_date"
    last_day: str = "end_date"
    open_end = False
    """An empty last day means: still going on."""

    from_date = DayFilter(method="since", label=_("From date"))
    to_date = DayFilter(method="until", label=_("To date"))

    def since(self, queryset, name, value):
        if self.open_end:
            return queryset.filter(Q(**{f"{self.last_day}__gte": value}) | Q(**{self.last_day: None}))
        return queryset.alias(_last=Coalesce(self.last_day, self.first_day)).filter(_last__gte=value)

    def until(self, queryset, name, value):
        return queryset.filter(**{f"{self.first_day}__lte": value})


ACTIVITY_STATES = [*ActivityState.choices, *DatedState.choices]


class ActivityFilter(PeriodFilter):
    """Trips, visits, conferences: the state as it is shown today."""

    state = ChoiceFilter(choices=ACTIVITY_STATES, method="by_shown_state", label=_("State"))
    in_plan = YesNoFilter(label=_("In the plan"))

    def by_shown_state(self, queryset, name, value):
        """The same rule as `core.states.dated_state`, asked of the database."""
        if value not in (ActivityState.PERMITTED, *DatedState.values):
            return queryset.filter(state=value)
        today = timezone.localdate()
        activity = self._meta.model
        permitted = queryset.filter(state=ActivityState.PERMITTED).alias(
            _first=first_known(activity.FIRST_DAY), _end=first_known(activity.LAST_DAY)
        )
        if value == DatedState.UNDER_WAY:
            return permitted.filter(_first__lte=today, _end__gte=today)
        if value == DatedState.AWAITING_REPORT:
            return permitted.filter(_first__lte=today, _end__lt=today)
        return permitted.filter(Q(_first=None) | Q(_end=None) | Q(_first__gt=today))
