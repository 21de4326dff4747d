"""How focal points and training are typed in; the sections serve their pages too."""

from django.utils.translation import gettext_lazy as _

from core.forms import RecordForm, RowForm, Rows, Section, names_of
from directory.forms import NamesPerson, PersonRowForm, PersonRowSet
from personnel.models import Attendance, FocalKind, FocalPoint, Language, Topic, TrainingCourse

FOCAL_SECTIONS = (
    Section(
        _("Person"),
        ("full_name", "birth_date", "gender", "unit", "position", "email", "phone"),
        rows=("languages",),
    ),
    Section(_("Task"), ("kind", "time_share", "role", "appointment_number", "appointment_date")),
    Section(_("Tenure"), ("start_date", "end_date", "change_reason", "note")),
)
TRAINING_SECTIONS = (
    Section(
        _("Course"),
        ("title", "unit", "organiser", "form", "start_date", "end_date", "place", "content", "speakers"),
        rows=("topics",),
    ),
    Section(
        _("Attendance"),
        ("attendance", "attendance_note", "attending_bodies", "foreign_element"),
        rows=("attendees",),
    ),
    Section(_("Cost and papers"), ("cost", "materials_url", "report_number", "report_date")),
    Section(_("Source and note"), ("source", "note")),
)


class FocalPointForm(NamesPerson, RecordForm):
    sections = FOCAL_SECTIONS
    show_if = {"time_share": "kind=KIEM_NHIEM"}
    field_order = names_of(FOCAL_SECTIONS)

    class Meta(RecordForm.Meta):
        model = FocalPoint
        fields = [name for name in names_of(FOCAL_SECTIONS) if name not in NamesPerson.base_fields]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.hold_person()

    def clean(self):
        super().clean()
        typed = self.cleaned_data
        if typed.get("kind") == FocalKind.KIEM_NHIEM and not typed.get("time_share"):
            self.add_error("time_share", _("Part-time: give the share of time."))
        self.name_person()

    def save(self, *, by):
        self.instance.person = self.resolve_person(by=by)
        return super().save(by=by)


class LanguageForm(RowForm):
    class Meta(RowForm.Meta):
        model = Language
        fields = ("language", "level")


FOCAL_ROWS = (Rows("languages", _("Languages"), LanguageForm, LanguageForm.Meta.fields, extra=1),)


class TrainingForm(RecordForm):
    sections = TRAINING_SECTIONS

    class Meta(RecordForm.Meta):
        model = TrainingCourse
        fields = names_of(TRAINING_SECTIONS)


class TopicForm(RowForm):
    class Meta(RowForm.Meta):
        model = Topic
        fields = ("topic", "speaker", "position", "organisation")


class AttendanceForm(PersonRowForm):
    class Meta(RowForm.Meta):
        model = Attendance
        fields = ("unit", "present", "certificate")


TRAINING_ROWS = (
    Rows("topics", _("Topics and speakers"), TopicForm, TopicForm.Meta.fields, extra=1),
    Rows(
        "attendees", _("People who attended"), AttendanceForm,
        ("full_name", "birth_date", "gender", "unit", "present", "certificate"), formset=PersonRowSet,
    ),
)  # fmt: skip
