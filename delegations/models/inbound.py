"""Delegations coming in (đoàn vào): the guests, the programme of the visit, whom the unit told."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.constraints import AtLeast, Ordered
from core.fields import ChoiceSetField, EncryptedTextField
from core.records import LIVE, Activity, Child, covering
from delegations import deadlines
from directory.models import CooperationField, Country, Gender, Partner, Unit


class InboundRank(models.TextChoices):
    CAP_CAO = "CAP_CAO", _("Minister or above")
    THU_TRUONG = "THU_TRUONG", _("Vice-minister")
    DIA_PHUONG = "DIA_PHUONG", _("Head of a locality or body")
    CHUYEN_MON = "CHUYEN_MON", _("Professional delegation")
    TINH_NGUYEN = "TINH_NGUYEN", _("Volunteers, students")


class InboundPurpose(models.TextChoices):
    THAM = "THAM", _("Courtesy visit")
    LAMVIEC = "LAMVIEC", _("Working session on cooperation")
    HOCTAP = "HOCTAP", _("Study, internship")
    CHIASE = "CHIASE", _("Sharing experience, teaching")
    HNHT = "HNHT", _("Conference, workshop")
    KCB_ND = "KCB_ND", _("Humanitarian treatment")
    CGKT = "CGKT", _("Transfer of technique, demonstration surgery")
    DUAN = "DUAN", _("Carrying out or supervising aid")
    NCKH = "NCKH", _("Research, clinical trial")
    KYKET = "KYKET", _("Signing")
    KHAC = "KHAC", _("Other reason for the visit")


class InboundFunding(models.TextChoices):
    TUTUC = "TUTUC", _("Paid by the guests")
    DONVI = "DONVI", _("Paid by the unit")
    NSTP = "NSTP", _("City budget")
    DUAN = "DUAN", _("Project")
    KHAC = "KHAC", _("Other funds")


class InboundDelegation(Activity):
    """Đoàn vào: foreign guests received by a unit (domain §3.6)."""

    PREFIX = "DV"
    slug = "inbound"
    SEARCH_RELATIONS = ("guests", "countries", "senders")
    APPROVED = frozenset({
        "title", "unit", "countries", "senders", "rank", "purposes", "content", "start_date", "end_date", "guest_count",
    })  # fmt: skip
    LATER = frozenset({
        "actual_start", "actual_end", "actual_guest_count", "report_number", "report_date", "report_summary",
        "proposals", "commitments",
    })  # fmt: skip
    RESULTS = LATER | {"guests", "programme", "notices", "gifts"}
    DEADLINES, DEADLINE_RELATIONS = deadlines.INBOUND, ("guests", "notices")
    LEAD = deadlines.INBOUND_LEAD
    REPORT_DAYS = 7

    title = models.CharField(_("Name of the delegation"), max_length=255, db_collation="vi_icu")
    countries = models.ManyToManyField(
        Country, blank=True, related_name="inbound_delegations", verbose_name=_("Sending country")
    )
    senders = models.ManyToManyField(
        Partner, blank=True, related_name="inbound_delegations", verbose_name=_("Sending organisation")
    )
    rank = models.CharField(_("Rank of the delegation"), max_length=12, choices=InboundRank, blank=True)
    in_approved_programme = models.BooleanField(
        _("Within an approved programme, project or conference"), default=False
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="inbound_delegations", verbose_name=_("Host unit")
    )
    co_units = models.ManyToManyField(
        Unit, blank=True, related_name="+", verbose_name=_("Units also visited")
    )
    host_name = models.CharField(_("Received by"), max_length=100, blank=True)
    host_title = models.CharField(_("Title of the host"), max_length=150, blank=True)
    vietnamese_side = models.TextField(_("Vietnamese side"), blank=True)
    purposes = ChoiceSetField(_("Purpose"), choices=InboundPurpose)
    fields = ChoiceSetField(_("Field"), choices=CooperationField)
    content = models.TextField(_("Content"), blank=True)
    place = models.TextField(_("Place"), blank=True)
    start_date = models.DateField(_("Arrival date"), null=True, blank=True)
    end_date = models.DateField(_("Leaving date"), null=True, blank=True)
    actual_start = models.DateField(_("Actual arrival"), null=True, blank=True)
    actual_end = models.DateField(_("Actual leaving"), null=True, blank=True)
    guest_count = models.PositiveIntegerField(_("Number of guests"), null=True, blank=True)
    actual_guest_count = models.PositiveIntegerField(_("Actual number of guests"), null=True, blank=True)
    needs_sponsorship = models.BooleanField(_("Visa sponsorship needed"), default=False)
    sponsorship_number = models.CharField(_("Sponsorship letter (NA2) no."), max_length=100, blank=True)
    sponsorship_date = models.DateField(_("Date of the sponsorship letter"), null=True, blank=True)
    border_gate = models.CharField(_("Border gate"), max_length=100, blank=True)
    visa_kind = models.CharField(_("Kind of visa"), max_length=20, blank=True)
    visa_days = models.PositiveIntegerField(_("Visa valid for (days)"), null=True, blank=True)
    clinical = models.BooleanField(_("Professional acts on patients"), default=False)
    clinical_permit = models.CharField(_("Professional permit (no., date)"), max_length=200, blank=True)
    funding = ChoiceSetField(_("Source of funds"), choices=InboundFunding)
    cost = models.DecimalField(
        _("Estimated cost (VND)"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    request_number = models.CharField(_("Request letter no."), max_length=100, blank=True)
    request_date = models.DateField(_("Date of the request"), null=True, blank=True)
    permit_number = models.CharField(_("Permit no."), max_length=100, blank=True)
    permit_date = models.DateField(_("Permit date"), null=True, blank=True)
    permit_agency = models.CharField(_("Permitting authority"), max_length=200, blank=True)
    proposals = models.TextField(_("Proposals"), blank=True)
    commitments = models.TextField(_("Commitments to partners"), blank=True)
    _history_m2m_fields = [countries, senders, co_units]

    class Meta:
        verbose_name = _("inbound delegation")
        verbose_name_plural = _("inbound delegations")
        ordering = ["-start_date", "-number"]
        indexes = [
            covering(
                "inbound_counted",
                "state start_date unit in_plan guest_count actual_guest_count end_date actual_end report_date id",
            ),
            models.Index(fields=["-start_date", "-number"], condition=LIVE, name="inbound_order"),
            models.Index(fields=["unit", "-start_date"], condition=LIVE, name="inbound_unit_order"),
            models.Index(fields=["title"], condition=LIVE, name="inbound_title_order"),
        ]
        constraints = [
            Ordered(
                "start_date",
                "end_date",
                name="inbound_leaving_after_arrival",
                message=_("The leaving date must be on or after the arrival date."),
            ),
            Ordered(
                "actual_start",
                "actual_end",
                name="inbound_actual_order",
                message=_("The actual leaving must be on or after the actual arrival."),
            ),
            AtLeast("cost", name="inbound_cost_not_negative"),
        ]

    @property
    def is_humanitarian(self) -> bool:
        """Does it bring humanitarian treatment, which is reported on (domain I9)?"""
        return InboundPurpose.KCB_ND in self.purposes

    def clean(self):
        if self.guest_count == 0:
            raise ValidationError({"guest_count": _("A delegation has at least one guest.")})

    def search_parts(self) -> list[str]:
        parts = super().search_parts()
        if self.pk:
            parts += [row.full_name for row in self.guests.all()]
            parts += [country.name for country in self.countries.all()]
            parts += [partner.name for partner in self.senders.all()]
        return parts


class Guest(Child):
    """A foreign guest of an inbound delegation."""

    PARENT = "delegation"
    delegation = models.ForeignKey(InboundDelegation, models.CASCADE, related_name="guests")
    full_name = models.CharField(_("Full name"), max_length=150)
    leads = models.BooleanField(_("Head of delegation"), default=False)
    gender = models.CharField(_("Gender"), max_length=6, choices=Gender, blank=True)
    birth_date = models.DateField(_("Date of birth"), null=True, blank=True)
    nationality = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Nationality")
    )
    position = models.CharField(_("Position"), max_length=500, blank=True)
    organisation = models.CharField(_("Organisation"), max_length=500, blank=True)
    passport_number = EncryptedTextField(_("Passport number"), blank=True, default="")
    visa_kind = models.CharField(_("Kind of visa"), max_length=20, blank=True)
    entered_on = models.DateField(_("Entered Việt Nam"), null=True, blank=True)
    left_on = models.DateField(_("Left Việt Nam"), null=True, blank=True)
    lodging = models.CharField(_("Lodging"), max_length=255, blank=True)
    residence_declared = models.BooleanField(_("Residence declared"), default=False)
    residence_declared_at = models.DateTimeField(_("Declared at"), null=True, blank=True)

    class Meta(Child.Meta):
        verbose_name = _("guest")
        constraints = [
            Ordered("entered_on", "left_on", name="guest_stay_order"),
            models.UniqueConstraint(
                fields=["delegation"],
                condition=models.Q(leads=True),
                name="one_head_of_guests",
                violation_error_message=_("A delegation has only one head."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @classmethod
    def sibling_faults(cls, rows):
        heads = [position for position, row in enumerate(rows) if row.leads]
        return [(position, "leads", str(_("A delegation has only one head."))) for position in heads[1:]]


class ProgrammeItem(Child):
    """A line of the visit's working programme."""

    PARENT = "delegation"
    delegation = models.ForeignKey(InboundDelegation, models.CASCADE, related_name="programme")
    date = models.DateField(_("Date"))
    time = models.TimeField(_("Time"), null=True, blank=True)
    content = models.CharField(_("Content"), max_length=500)
    place = models.CharField(_("Place"), max_length=255, blank=True)
    in_charge = models.CharField(_("In charge"), max_length=150, blank=True)

    class Meta(Child.Meta):
        verbose_name = _("programme item")
        ordering = ["date", "time", "pk"]

    def __str__(self) -> str:
        return self.content


class AgencyNotice(Child):
    """An agency told of the visit: police, foreign affairs, locality (domain I10)."""

    PARENT = "delegation"
    delegation = models.ForeignKey(InboundDelegation, models.CASCADE, related_name="notices")
    agency = models.CharField(_("Agency notified"), max_length=200)
    number = models.CharField(_("Document no."), max_length=100, blank=True)
    date = models.DateField(_("Document date"), null=True, blank=True)

    class Meta(Child.Meta):
        verbose_name = _("agency notified")

    def __str__(self) -> str:
        return self.agency


class Gift(Child):
    """A gift given or received during the visit; not aid (domain V17)."""

    PARENT = "delegation"
    delegation = models.ForeignKey(InboundDelegation, models.CASCADE, related_name="gifts")
    description = models.CharField(_("Description"), max_length=255)
    value = models.DecimalField(_("Value (VND)"), max_digits=18, decimal_places=2, null=True, blank=True)

    class Meta(Child.Meta):
        verbose_name = _("gift")
        constraints = [AtLeast("value", name="gift_value_not_negative")]

    def __str__(self) -> str:
        return self.description
