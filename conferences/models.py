"""International conferences and workshops, hosted or attended (domain §3.8)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from conferences import deadlines
from core.constraints import AtLeast, Ordered
from core.fields import ChoiceSetField
from core.records import LIVE, Activity, Child, covering
from core.states import ActivityState
from directory.models import CooperationField, Country, Partner, Unit


class Role(models.TextChoices):
    CHU_TRI = "CHU_TRI", _("Host")
    THAM_DU = "THAM_DU", _("Participant")


class ConferenceKind(models.TextChoices):
    HOI_NGHI = "HOI_NGHI", _("Conference")
    HOI_THAO = "HOI_THAO", _("Workshop")
    TOA_DAM = "TOA_DAM", _("Round table")
    TAP_HUAN = "TAP_HUAN", _("Training with a foreign element")


class Mode(models.TextChoices):
    TRUC_TIEP = "TRUC_TIEP", _("In person")
    TRUC_TUYEN = "TRUC_TUYEN", _("Online")
    KET_HOP = "KET_HOP", _("Hybrid")


class ConferenceFunding(models.TextChoices):
    NSTP = "NSTP", _("City budget (conference)")
    NSNGANH = "NSNGANH", _("Budget of the sector or unit")
    DAITHO = "DAITHO", _("Paid by the other side")
    XHH = "XHH", _("Donations, sponsors")


class Authority(models.TextChoices):
    """Who permits it (Decision 06/2020/QĐ-TTg art. 3)."""

    PRIME_MINISTER = "PRIME_MINISTER", _("Prime Minister")
    CITY = "CITY", _("Chairman of the City People's Committee")


NOT_INTERNATIONAL = _(
    "Without foreign delegates or funding this is not an international conference (Decision 06/2020 art. 2)."
)


class Conference(Activity):
    """Hội nghị, hội thảo quốc tế."""

    PREFIX = "HN"
    slug = "conference"
    SEARCH_RELATIONS = ("partners", "countries", "speakers")
    APPROVED = frozenset({
        "title", "unit", "role", "content", "start_date", "end_date", "place", "countries",
        "ministerial_guest", "sensitive_topic",
    })  # fmt: skip
    LATER = frozenset({
        "actual_vietnamese", "actual_foreign_resident", "actual_foreign_visiting",
        "report_number", "report_date", "report_summary",
    })  # fmt: skip
    RESULTS = LATER | {"speakers", "sessions"}
    DEADLINES, DEADLINE_RELATIONS = deadlines.CONFERENCE, ("opinions", "speakers")
    LEAD = deadlines.LEAD
    FIRST_DAY, LAST_DAY = ("start_date",), ("end_date",)
    REPORT_DAYS = 15

    title = models.CharField(_("Name of the conference"), max_length=500, db_collation="vi_icu")
    role = models.CharField(_("Our part"), max_length=10, choices=Role, default=Role.CHU_TRI)
    kind = models.CharField(_("Kind"), max_length=10, choices=ConferenceKind, blank=True)
    mode = models.CharField(_("Mode"), max_length=12, choices=Mode, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="conferences", verbose_name=_("Lead unit"))
    partners = models.ManyToManyField(
        Partner, blank=True, related_name="conferences", verbose_name=_("Foreign co-organiser")
    )
    sponsor = models.CharField(_("Sponsor"), max_length=255, blank=True)
    foreign_sponsor = models.BooleanField(_("Foreign funding"), default=False)
    reason = models.TextField(_("Reason"), blank=True)
    objective = models.TextField(_("Objective"), blank=True)
    content = models.TextField(_("Content"), blank=True)
    start_date = models.DateField(_("From"), null=True, blank=True)
    end_date = models.DateField(_("Until"), null=True, blank=True)
    place = models.TextField(_("Place"), blank=True)
    visit_place = models.CharField(_("Places visited"), max_length=255, blank=True)
    vietnamese = models.PositiveIntegerField(_("Vietnamese delegates"), null=True, blank=True)
    foreign_resident = models.PositiveIntegerField(
        _("Foreign delegates living in Việt Nam"), null=True, blank=True
    )
    foreign_visiting = models.PositiveIntegerField(_("Delegates from abroad"), null=True, blank=True)
    actual_vietnamese = models.PositiveIntegerField(_("Vietnamese delegates (actual)"), null=True, blank=True)
    actual_foreign_resident = models.PositiveIntegerField(
        _("Foreign delegates living in Việt Nam (actual)"), null=True, blank=True
    )
    actual_foreign_visiting = models.PositiveIntegerField(
        _("Delegates from abroad (actual)"), null=True, blank=True
    )
    countries = models.ManyToManyField(
        Country, blank=True, related_name="conferences", verbose_name=_("Countries of the delegates")
    )
    ministerial_guest = models.BooleanField(_("Guest at minister level or above"), default=False)
    sensitive_topic = models.BooleanField(
        _("Sensitive topic"),
        default=False,
        help_text=_("Sovereignty, security, defence, ethnic affairs, religion, human rights."),
    )
    cost = models.DecimalField(
        _("Estimated cost (VND)"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    funding = ChoiceSetField(_("Source of funds"), choices=ConferenceFunding)
    fields = ChoiceSetField(_("Field"), choices=CooperationField)
    request_number = models.CharField(_("Request letter no."), max_length=100, blank=True)
    request_date = models.DateField(_("Date of the request"), null=True, blank=True)
    scheme_number = models.CharField(_("Scheme (Form 01) no."), max_length=100, blank=True)
    scheme_date = models.DateField(_("Date of the scheme"), null=True, blank=True)
    permit_number = models.CharField(_("Permit no."), max_length=100, blank=True)
    permit_date = models.DateField(_("Permit date"), null=True, blank=True)
    permit_agency = models.CharField(_("Level of permission"), max_length=500, blank=True)
    _history_m2m_fields = [partners, countries]

    class Meta:
        verbose_name = _("conference")
        verbose_name_plural = _("conferences")
        ordering = ["-start_date", "-number"]
        indexes = [
            covering(
                "conference_counted",
                "state start_date role unit end_date report_date vietnamese foreign_resident foreign_visiting "
                "actual_vietnamese actual_foreign_resident actual_foreign_visiting number id",
            ),
            models.Index(fields=["-start_date", "-number"], condition=LIVE, name="conference_order"),
            models.Index(fields=["unit", "-start_date"], condition=LIVE, name="conference_unit_order"),
            models.Index(fields=["title"], condition=LIVE, name="conference_title_order"),
        ]
        constraints = [
            Ordered(
                "start_date",
                "end_date",
                name="conference_order_of_dates",
                message=_("The last day must be on or after the first day."),
            ),
            AtLeast("cost", name="conference_cost_not_negative"),
        ]

    def clean(self):
        if self.role == Role.CHU_TRI and self.state != ActivityState.DRAFT and not self.has_foreign_element:
            raise ValidationError({"foreign_visiting": NOT_INTERNATIONAL})

    @property
    def is_hosted(self) -> bool:
        return self.role == Role.CHU_TRI

    @property
    def has_foreign_element(self) -> bool:
        return bool(self.foreign_resident or self.foreign_visiting or self.foreign_sponsor)

    @property
    def for_prime_minister(self) -> bool:
        return self.ministerial_guest or self.sensitive_topic

    @property
    def authority(self) -> Authority:
        return Authority.PRIME_MINISTER if self.for_prime_minister else Authority.CITY

    def search_parts(self) -> list[str]:
        parts = super().search_parts()
        if self.pk:
            parts += [partner.name for partner in self.partners.all()]
            parts += [country.name for country in self.countries.all()]
            parts += [speaker.full_name for speaker in self.speakers.all()]
        return parts


class Session(Child):
    """A line of the conference programme."""

    PARENT = "conference"
    conference = models.ForeignKey(Conference, models.CASCADE, related_name="sessions")
    date = models.DateField(_("Date"), null=True, blank=True)
    time = models.TimeField(_("Time"), null=True, blank=True)
    content = models.CharField(_("Content"), max_length=500)

    class Meta(Child.Meta):
        verbose_name = _("session")

    def __str__(self) -> str:
        return self.content


class Speaker(Child):
    """A speaker, whose papers the unit clears before the opening (domain C14)."""

    PARENT = "conference"
    conference = models.ForeignKey(Conference, models.CASCADE, related_name="speakers")
    full_name = models.CharField(_("Full name"), max_length=150)
    nationality = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Nationality")
    )
    organisation = models.CharField(_("Organisation"), max_length=255, blank=True)
    topic = models.CharField(_("Topic"), max_length=500, blank=True)
    papers_cleared = models.BooleanField(_("Papers cleared"), default=False)

    class Meta(Child.Meta):
        verbose_name = _("speaker")

    def __str__(self) -> str:
        return self.full_name


class ConferenceOpinion(Child):
    """An agency's opinion on holding the conference (Decision 06/2020 art. 5)."""

    PARENT = "conference"
    conference = models.ForeignKey(Conference, models.CASCADE, related_name="opinions")
    agency = models.CharField(_("Agency consulted"), max_length=200)
    sent_number = models.CharField(_("Letter sent no."), max_length=100, blank=True)
    sent_on = models.DateField(_("Sent on"), null=True, blank=True)
    due = models.DateField(_("Reply due"), null=True, blank=True)
    reply_number = models.CharField(_("Reply no."), max_length=100, blank=True)
    replied_on = models.DateField(_("Replied on"), null=True, blank=True)
    agreed = models.BooleanField(_("Agreed"), null=True, blank=True)

    class Meta(Child.Meta):
        verbose_name = _("opinion")
        constraints = [
            Ordered("sent_on", "due", name="conference_opinion_due_order"),
            Ordered("sent_on", "replied_on", name="conference_opinion_reply_order"),
        ]

    def __str__(self) -> str:
        return self.agency
