"""Filters of the lists of focal points and training."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.filters import ChoiceFilter, OwnerFilter, PeriodFilter, YesNoFilter
from directory.models import Unit
from personnel.models import FocalKind, FocalPoint, FocalRole, TrainingCourse, TrainingForm


class FocalPointFilter(PeriodFilter):
    open_end = True

    current = YesNoFilter(method="by_tenure", label=_("In office today"))
    unit = OwnerFilter(queryset=Unit.objects.all(), label=_("Of unit"))
    kind = ChoiceFilter(choices=FocalKind.choices, label=_("Kind"))
    role = ChoiceFilter(choices=FocalRole.choices, label=_("Role"))

    class Meta:
        model = FocalPoint
        fields = ()

    def by_tenure(self, queryset, name, value):
        if value in (None, ""):
            return queryset
        today = timezone.localdate()
        held = self.until(self.since(queryset, name, today), name, today)
        return held if value else queryset.exclude(pk__in=held.values("pk"))


class TrainingFilter(PeriodFilter):
    unit = OwnerFilter(queryset=Unit.objects.all(), label=_("Of unit"))
    form = ChoiceFilter(choices=TrainingForm.choices, label=_("Form"))
    foreign_element = YesNoFilter(label=_("Foreign element"))

    class Meta:
        model = TrainingCourse
        fields = ()
