"""The page of open deadlines: what a unit owes, for the department what everybody does."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.columns import Choice, Column, Date, Reference, State
from core.deadlines import SOON, Deadline
from core.filters import ChoiceFilter, OwnerFilter, RecordFilter
from core.forms import RecordForm
from core.obligations import kinds, label_of
from core.screens import Screen


class Obligation(Column):
    """What is owed: the label of its kind, and the row it is about."""

    def text(self, deadline) -> str:
        return label_of(deadline)

    typed = text


class TimeLeft(State):
    """How near it is, in words."""

    def text(self, deadline) -> str:
        return deadline.in_words

    typed = text


class DeadlineFilter(RecordFilter):
    when = ChoiceFilter(
        choices=[("overdue", _("Overdue")), ("soon", _("Within the next 14 days"))],
        method="by_day",
        label=_("Due"),
    )
    code = ChoiceFilter(
        choices=lambda: [(code, kind.label) for code, kind in kinds().items()], label=_("Obligation")
    )
    owner = ChoiceFilter(choices=Deadline.Owner.choices, label=_("Owed by"))
    unit = OwnerFilter(
        queryset=lambda request: Deadline._meta.get_field("unit").related_model.objects.live(),
        label=_("Unit"),
    )

    class Meta:
        model = Deadline
        fields = ()

    def by_day(self, queryset, name, value):
        today = timezone.localdate()
        if value == "overdue":
            return queryset.filter(due__lt=today)
        return queryset.filter(due__range=(today, today + SOON))


class DeadlineScreen(Screen):
    def state_of(self, record):
        return record.shown


DEADLINES = DeadlineScreen(
    model=Deadline,
    columns=(
        Column("record_title", in_list=True),
        Column("record_number", in_list=True),
        Obligation("code", label=_("Obligation"), in_list=True),
        Date("due", in_list=True),
        TimeLeft("closed_on", label=_("Time left"), in_list=True, sort="due"),
        Reference("unit", in_list=True),
        Choice("owner", label=_("Owed by"), in_list=True),
        Column("basis", in_list=False),
    ),
    form=RecordForm,
    filterset=DeadlineFilter,
    empty_hint=_("Nothing is owed. Here stand the deadlines of all dossiers, the nearest first."),
)
