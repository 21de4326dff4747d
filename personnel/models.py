"""The people who do foreign affairs: focal points of the units, and their training."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.constraints import AtLeast, AtMost, Ordered
from core.records import Child, Tracked
from directory.models import Person, Unit
from personnel import deadlines


class FocalKind(models.TextChoices):
    CHUYEN_TRACH = "CHUYEN_TRACH", _("Full-time")
    KIEM_NHIEM = "KIEM_NHIEM", _("Part-time")


class FocalRole(models.TextChoices):
    LANH_DAO = "LANH_DAO", _("Leader in charge")
    CHINH = "CHINH", _("Main focal point")
    DU_PHONG = "DU_PHONG", _("Deputy focal point")


class ChangeReason(models.TextChoices):
    CHUYEN = "CHUYEN", _("Moved to other work")
    NGHI_HUU = "NGHI_HUU", _("Retired")
    PHAN_CONG_LAI = "PHAN_CONG_LAI", _("Reassigned")
    KHAC = "KHAC", _("Other reason")


class FocalPoint(Tracked):
    """Đầu mối đối ngoại: who keeps a unit's foreign affairs, from when to when."""

    slug = "focal_point"
    DEADLINES = deadlines.FOCAL_POINT
    SEARCH_RELATIONS = ("person",)
    DEADLINE_RELATIONS = ("person__training__course", "unit__focal_points")
    person = models.ForeignKey(Person, models.PROTECT, related_name="focal_points", verbose_name=_("Person"))
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="focal_points", verbose_name=_("Unit in charge")
    )
    kind = models.CharField(_("Kind"), max_length=12, choices=FocalKind)
    time_share = models.DecimalField(
        _("Share of time (%)"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    role = models.CharField(_("Role"), max_length=10, choices=FocalRole, blank=True)
    position = models.CharField(_("Position"), max_length=500, blank=True)
    email = models.EmailField(_("E-mail"), blank=True)
    phone = models.CharField(_("Telephone"), max_length=30, blank=True)
    appointment_number = models.CharField(_("Assignment paper no."), max_length=100, blank=True)
    appointment_date = models.DateField(_("Date of the assignment"), null=True, blank=True)
    start_date = models.DateField(_("From"))
    end_date = models.DateField(_("Until"), null=True, blank=True)
    change_reason = models.CharField(
        _("Reason for the change"), max_length=15, choices=ChangeReason, blank=True
    )
    note = models.TextField(_("Note"), blank=True)

    class Meta:
        verbose_name = _("focal point")
        verbose_name_plural = _("focal points")
        ordering = ["unit__name", "-start_date"]
        indexes = [models.Index(fields=["unit", "start_date", "end_date"], name="focal_tenure")]
        constraints = [
            Ordered(
                "start_date",
                "end_date",
                name="focal_tenure_order",
                message=_("The tenure must end on or after its start."),
            ),
            AtLeast("time_share", name="focal_share_not_negative"),
            AtMost("time_share", 100, name="focal_share_at_most_100"),
        ]

    def __str__(self) -> str:
        return str(self.person)

    @property
    def is_main(self) -> bool:
        return self.role == FocalRole.CHINH

    @property
    def rule_day(self):
        return self.end_date or super().rule_day

    @classmethod
    def affected(cls, keys):
        """Who takes over ends the vacancy of who left."""
        units = cls._base_manager.filter(pk__in=keys).values("unit")
        return [(cls, list(cls._base_manager.filter(unit__in=units).values_list("pk", flat=True)))]

    def clean(self):
        if self.role == FocalRole.CHINH and self.end_date is None and self.unit_id:
            others = (
                FocalPoint.objects.live()
                .filter(unit=self.unit, role=FocalRole.CHINH, end_date=None)
                .exclude(pk=self.pk)
            )
            if others.exists():
                raise ValidationError({"role": _("The unit has a main focal point already.")})

    def search_parts(self) -> list[str]:
        return [str(self.person), str(self.unit), self.position, self.email]


class Language(Child):
    """A foreign language of a focal point and its level."""

    PARENT = "focal_point"
    focal_point = models.ForeignKey(FocalPoint, models.CASCADE, related_name="languages")
    language = models.CharField(_("Language"), max_length=50)
    level = models.CharField(
        _("Level"), max_length=30, blank=True, help_text="A2–C2, IELTS, HSK, JLPT, TOPIK"
    )

    class Meta(Child.Meta):
        verbose_name = _("language")

    def __str__(self) -> str:
        return f"{self.language} {self.level}".strip()


class TrainingForm(models.TextChoices):
    TRUC_TIEP = "TRUC_TIEP", _("In person")
    TRUC_TUYEN = "TRUC_TUYEN", _("Online")
    KET_HOP = "KET_HOP", _("Hybrid")


class TrainingCourse(Tracked):
    """Tập huấn, bồi dưỡng công tác đối ngoại."""

    slug = "training"
    SEARCH_RELATIONS = ("topics",)
    title = models.CharField(_("Name of the course"), max_length=500, db_collation="vi_icu")
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="training_courses",
        verbose_name=_("Organising unit"),
    )
    organiser = models.CharField(_("Organiser outside the sector"), max_length=255, blank=True)
    form = models.CharField(_("Form"), max_length=12, choices=TrainingForm, blank=True)
    content = models.TextField(_("Content"), blank=True)
    speakers = models.TextField(_("Speakers"), blank=True)
    start_date = models.DateField(_("From"))
    end_date = models.DateField(_("Until"), null=True, blank=True)
    place = models.TextField(_("Place"), blank=True)
    attending_bodies = models.TextField(_("Bodies attending"), blank=True)
    attendance = models.PositiveIntegerField(_("Attendance"), null=True, blank=True)
    attendance_note = models.CharField(_("Remark on the attendance"), max_length=100, blank=True)
    foreign_element = models.BooleanField(_("Foreign element"), default=False)
    cost = models.DecimalField(_("Cost (VND)"), max_digits=18, decimal_places=2, null=True, blank=True)
    materials_url = models.URLField(_("Link to the materials"), blank=True)
    report_number = models.CharField(_("Report no."), max_length=100, blank=True)
    report_date = models.DateField(_("Report date"), null=True, blank=True)
    source = models.CharField(_("Data source"), max_length=500, blank=True)
    note = models.TextField(_("Note"), blank=True)

    class Meta:
        verbose_name = _("training course")
        verbose_name_plural = _("training courses")
        ordering = ["-start_date", "title"]
        constraints = [
            Ordered(
                "start_date",
                "end_date",
                name="training_order_of_dates",
                message=_("The last day must be on or after the first day."),
            ),
            AtLeast("cost", name="training_cost_not_negative"),
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def affected(cls, keys):
        """Whoever attends is trained again."""
        people = Attendance.objects.filter(course__in=keys).values("person")
        points = FocalPoint._base_manager.filter(person__in=people).values_list("pk", flat=True)
        return [(cls, keys), (FocalPoint, list(points))]

    def search_parts(self) -> list[str]:
        topics = [f"{row.topic} {row.speaker}" for row in self.topics.all()] if self.pk else []
        return [self.title, self.content, self.speakers, str(self.unit or self.organiser), *topics]


class Topic(Child):
    """A topic of the course and who spoke on it."""

    PARENT = "course"
    course = models.ForeignKey(TrainingCourse, models.CASCADE, related_name="topics")
    topic = models.CharField(_("Topic"), max_length=500)
    speaker = models.CharField(_("Speaker"), max_length=150, blank=True)
    position = models.CharField(_("Position"), max_length=500, blank=True)
    organisation = models.CharField(_("Organisation"), max_length=255, blank=True)

    class Meta(Child.Meta):
        verbose_name = _("topic")

    def __str__(self) -> str:
        return self.topic


class Attendance(Child):
    """Someone who took the course."""

    PARENT = "course"
    course = models.ForeignKey(TrainingCourse, models.CASCADE, related_name="attendees")
    person = models.ForeignKey(Person, models.PROTECT, related_name="training", verbose_name=_("Person"))
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Workplace")
    )
    present = models.BooleanField(_("Present"), default=True)
    certificate = models.CharField(_("Certificate"), max_length=100, blank=True)

    class Meta(Child.Meta):
        verbose_name = _("attendee")
        constraints = [
            models.UniqueConstraint(
                fields=["course", "person"],
                name="attendee_once",
                violation_error_message=_("This person is listed already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.person)
