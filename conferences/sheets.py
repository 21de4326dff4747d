"""The workbook's sheet of conferences."""

from django.core.exceptions import ValidationError

from conferences import columns
from conferences.models import Conference
from core.states import UNDER_REVIEW_OR_GRANTED, ActivityState, permit_and_report
from core.workbook.sheet import RecordSheet


class ConferenceSheet(RecordSheet):
    title = "Hội nghị"
    also = ("hội thảo", "hội nghị, hội thảo", "hội nghị quốc tế")
    model = Conference
    columns = columns.CONFERENCE
    first_state = ActivityState.DRAFT

    def required(self, row):
        state = row.instance.state
        base = ["start_date", "end_date"] if state in UNDER_REVIEW_OR_GRANTED else []
        return base + permit_and_report(state)

    def check(self, row, load):
        try:
            row.instance.clean()
        except ValidationError as error:
            load.warn(row, self.column("foreign_visiting"), " ".join(error.messages))
