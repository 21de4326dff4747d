"""What the inputs of forms take."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from core.inputs import DayField


@pytest.mark.parametrize("text", ["1990", "199", "11990", "1219900", "5", "1990 "])
def test_digits_that_are_no_whole_date_are_refused(text):
    """A year alone is not the first of September 1990, as strptime has it."""
    with translation.override("vi"), pytest.raises(ValidationError):
        DayField().clean(text)


@pytest.mark.parametrize(("text", "day"), [("050390", (1990, 3, 5)), ("05031990", (1990, 3, 5))])
def test_days_in_six_or_eight_digits_are_taken(text, day):
    with translation.override("vi"):
        assert DayField().clean(text) == datetime.date(*day)
