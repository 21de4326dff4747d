"""The workbook's sheet of conferences."""

from django.core.exceptions import ValidationError

from conferences import columns
from conferences.models import Conference
from core.states import BEFORE_PERMISSION, GRANTED, ActivityState
from core.workbook.sheet import RecordSheet


class ConferenceSheet(RecordSheet):
    title = "Hội nghị"
    model = Conference
    columns = columns.CONFERENCE
    first_state = ActivityState.DRAFT

    def required(self, row):
        state = row.instance.state
        required = ["start_date", "end_date"] if state in (*BEFORE_PERMISSION[1:], *GRANTED) else []
        required += ["permit_number", "permit_date"] if state in GRANTED else []
        return required + (["report_number", "report_date"] if state == ActivityState.COMPLETED else [])

    def check(self, row, load):
        try:
            row.instance.clean()
        except ValidationError as error:
            load.warn(row, self.column("foreign_visiting"), " ".join(error.messages))
