"""The screens of focal points and training."""

from django.utils.translation import gettext_lazy as _

from core.screens import Screen
from personnel import columns, filters, forms
from personnel.models import FocalPoint, TrainingCourse

FOCAL_POINT = Screen(
    model=FocalPoint,
    columns=columns.FOCAL_POINT,
    form=forms.FocalPointForm,
    rows=forms.FOCAL_ROWS,
    filterset=filters.FocalPointFilter,
    empty_hint=_("Here stand the people who keep the foreign affairs of the units."),
)
TRAINING = Screen(
    model=TrainingCourse,
    columns=columns.TRAINING_COURSE,
    form=forms.TrainingForm,
    rows=forms.TRAINING_ROWS,
    filterset=filters.TrainingFilter,
    empty_hint=_("Here stand the courses on foreign affairs: topics, speakers, people who attended."),
)
