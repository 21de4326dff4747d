"""What a person may do with a dossier now: the steps of the workflow with what each asks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import RefusesMarks
from core.inputs import LineField, input_for
from core.workflow import Transition, choices_for

LONGEST_COMMENT = 2000
"""Characters."""


class StepForm(RefusesMarks, forms.Form):
    """The fields a step asks for, and its comment."""

    comment = LineField(
        label=_("Reason or comment"),
        required=False,
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, step: Transition, record, data=None):
        super().__init__(data, auto_id=f"step_{step.name}_%s")
        for name in (*step.asks, *step.offers):
            field = input_for(record._meta.get_field(name))
            field.required = field.widget.is_required = name in step.asks
            field.initial = getattr(record, name)
            self.fields[name] = field
        self.fields["comment"].required = step.needs_comment
        self.order_fields([*step.asks, *step.offers, "comment"])

    @property
    def values(self) -> dict:
        """What was typed into the record's fields."""
        return {name: value for name, value in self.cleaned_data.items() if name != "comment"}


def actions_on(record, screen, user) -> list[dict]:
    """For the record's page: every step this person may take, with its dialog where it asks something."""
    return [
        {
            "name": step.name,
            "label": step.label,
            "url": screen.url("act", record.pk, step.name),
            "tone": step.tone,
            "icon": step.icon,
            "confirm": step.confirm,
            "address": "",
            "form": StepForm(step, record) if step.needs_comment or step.asks or step.confirm else None,
        }
        for step in choices_for(screen.transitions, record, user)
    ]
