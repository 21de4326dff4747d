"""Delegations going out (đoàn ra) and coming in (đoàn vào)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.access import VIEW_ALL, VIEW_UNIT
from core.constraints import AtLeast, AtMost, Ordered
from core.fields import ChoiceSetField, EncryptedTextField
from core.records import LIVE, Activity, Child, covering
from core.scope import DossierQuerySet
from core.states import ActivityState
from delegations import deadlines
from directory.models import (
    CooperationField,
    Country,
    Gender,
    Partner,
    PassportKind,
    Person,
    PlannedActivity,
    Unit,
)


class OutboundKind(models.TextChoices):
    CONG_TAC = "CONG_TAC", _("Official trip")
    THAM_GIA_DOAN = "THAM_GIA_DOAN", _("Joining a delegation led by another body")
    VIEC_RIENG = "VIEC_RIENG", _("Private trip")


class OutboundPurpose(models.TextChoices):
    DTBD = "DTBD", _("Short training")
    HNHT = "HNHT", _("Attending scientific conferences")
    TQHT = "TQHT", _("Visit, working session, learning")
    KSNC = "KSNC", _("Survey, research")
    KYKET = "KYKET", _("Negotiation, signing")
    NHANDAO = "NHANDAO", _("Medical and humanitarian aid")
    DTDH = "DTDH", _("Long training")
    KIEMTRA = "KIEMTRA", _("Inspection, acceptance of equipment")
    KHAC = "KHAC", _("Other purpose")


class FundingSource(models.TextChoices):
    NSTP = "NSTP", _("City budget")
    NSDV = "NSDV", _("Unit's own revenue")
    DOITAC = "DOITAC", _("Paid by the foreign side")
    DUAN = "DUAN", _("Programme or project")
    DOANHNGHIEP = "DOANHNGHIEP", _("Sponsored by a company")
    TUTUC = "TUTUC", _("Self-funded")
    KHAC = "KHAC", _("Other funds")


class Currency(models.TextChoices):
    VND = "VND", "VND"
    USD = "USD", "USD"
    EUR = "EUR", "EUR"
    JPY = "JPY", "JPY"
    KRW = "KRW", "KRW"
    OTHER = "OTHER", _("Other currency")


class TripQuerySet(DossierQuerySet):
    """Trips; a unit also reads those of other units that its own staff is on (domain §4)."""

    def visible_to(self, user):
        own = super().visible_to(user)
        if user.may(VIEW_ALL) or not (user.unit_id and user.may(VIEW_UNIT)):
            return own
        joined = Member.objects.filter(unit__in=user.units).values("delegation")
        return self.live().filter(models.Q(unit__in=user.units) | models.Q(pk__in=joined))


class OutboundDelegation(Activity):
    """Đoàn ra: people of the sector sent abroad, decided by the People's Committee (domain §3.5)."""

    PREFIX = "DR"
    slug = "outbound"
    SEARCH_RELATIONS = ("members__person", "legs__country", "inviters")
    APPROVED = frozenset(
        {"title", "unit", "kind", "purposes", "content", "start_date", "end_date", "legs", "members"}
    )
    LATER = frozenset({
        "actual_start", "actual_end", "actual_cost", "report_number", "report_date", "report_summary",
        "proposals", "commitments",
    })  # fmt: skip
    RESULTS = LATER
    DEADLINES, DEADLINE_RELATIONS = deadlines.OUTBOUND, ("members__person",)
    LEAD = deadlines.OUTBOUND_LEAD
    REPORT_DAYS = 15
    objects = TripQuerySet.as_manager()

    title = models.CharField(_("Name of the delegation"), max_length=255, db_collation="vi_icu")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="outbound_delegations", verbose_name=_("Lead unit")
    )
    co_units = models.ManyToManyField(Unit, blank=True, related_name="+", verbose_name=_("Cooperating units"))
    planned_activity = models.ForeignKey(
        PlannedActivity,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Line of the year's programme"),
    )
    kind = models.CharField(
        _("Kind of delegation"), max_length=20, choices=OutboundKind, default=OutboundKind.CONG_TAC
    )
    purposes = ChoiceSetField(_("Purpose"), choices=OutboundPurpose)
    content = models.TextField(_("Content"), blank=True)
    inviters = models.ManyToManyField(
        Partner, blank=True, related_name="outbound_delegations", verbose_name=_("Inviting organisation")
    )
    invitation_number = models.CharField(_("Invitation letter no."), max_length=100, blank=True)
    invitation_date = models.DateField(_("Date of the invitation"), null=True, blank=True)
    start_date = models.DateField(_("Departure date"), null=True, blank=True)
    end_date = models.DateField(_("Return date"), null=True, blank=True)
    actual_start = models.DateField(_("Actual departure"), null=True, blank=True)
    actual_end = models.DateField(_("Actual return"), null=True, blank=True)
    cost = models.DecimalField(_("Estimated cost"), max_digits=18, decimal_places=2, null=True, blank=True)
    currency = models.CharField(
        _("Currency of the cost"), max_length=5, choices=Currency, default=Currency.VND
    )
    exchange_rate = models.DecimalField(
        _("Rate to VND"), max_digits=20, decimal_places=10, null=True, blank=True
    )
    actual_cost = models.DecimalField(
        _("Actual cost"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    company_reason = models.TextField(_("Reason for company sponsorship"), blank=True)
    in_plan = models.BooleanField(_("In the plan"), null=True, blank=True)
    unplanned_reason = models.TextField(_("Reason when unplanned"), blank=True)
    submitted_on = models.DateField(_("Sent to the department"), null=True, blank=True)
    unit_letter_number = models.CharField(_("Unit's letter no."), max_length=100, blank=True)
    unit_letter_date = models.DateField(_("Date of the unit's letter"), null=True, blank=True)
    party_notice_number = models.CharField(
        _("Party Organisation Board notice no."), max_length=100, blank=True
    )
    party_notice_date = models.DateField(_("Date of the Party notice"), null=True, blank=True)
    permit_number = models.CharField(_("Decision no."), max_length=100, blank=True)
    permit_date = models.DateField(_("Decision date"), null=True, blank=True)
    permit_agency = models.CharField(_("Deciding authority"), max_length=500, blank=True)
    report_number = models.CharField(_("Report no."), max_length=100, blank=True)
    report_date = models.DateField(_("Report date"), null=True, blank=True)
    report_summary = models.TextField(_("Summary of the report"), blank=True)
    proposals = models.TextField(_("Proposals"), blank=True)
    commitments = models.TextField(_("Commitments to partners"), blank=True)
    state = models.CharField(_("State"), max_length=12, choices=ActivityState, default=ActivityState.DRAFT)
    _history_m2m_fields = [co_units, inviters]

    class Meta:
        verbose_name = _("outbound delegation")
        verbose_name_plural = _("outbound delegations")
        ordering = ["-start_date", "-number"]
        indexes = [
            covering(
                "outbound_counted",
                "state permit_date kind unit in_plan start_date end_date actual_end report_date purposes id",
            ),
            models.Index(fields=["-start_date", "-number"], condition=LIVE, name="outbound_order"),
            models.Index(fields=["unit", "-start_date"], condition=LIVE, name="outbound_unit_order"),
            models.Index(fields=["title"], condition=LIVE, name="outbound_title_order"),
        ]
        constraints = [
            Ordered(
                "start_date",
                "end_date",
                name="outbound_return_after_departure",
                message=_("The return date must be on or after the departure date."),
            ),
            Ordered(
                "actual_start",
                "actual_end",
                name="outbound_actual_order",
                message=_("The actual return must be on or after the actual departure."),
            ),
            AtLeast("cost", name="outbound_cost_not_negative"),
            AtLeast("actual_cost", name="outbound_actual_cost_not_negative"),
            AtLeast("exchange_rate", name="outbound_rate_positive", strictly=True),
        ]

    @property
    def is_private(self) -> bool:
        return self.kind == OutboundKind.VIEC_RIENG

    @property
    def is_sponsored(self) -> bool:
        """Does a company pay (domain O12)?"""
        return any(row.source == FundingSource.DOANHNGHIEP for row in self.funding.all())

    @property
    def has_party_managed(self) -> bool:
        """Does someone go whom the City Party Committee manages?"""
        return any(row.is_going and row.person.party_managed for row in self.members.all())

    @property
    def leader(self):
        return next((row for row in self.members.all() if row.role == MemberRole.LEADER), None)

    def search_parts(self) -> list[str]:
        parts = super().search_parts()
        if self.pk:
            parts += [str(row.person) for row in self.members.all()]
            parts += [str(row.country) for row in self.legs.all()]
            parts += [partner.name for partner in self.inviters.all()]
        return parts


class Leg(Child):
    """A country of the journey, in order, with its own dates."""

    PARENT = "delegation"
    delegation = models.ForeignKey(OutboundDelegation, models.CASCADE, related_name="legs")
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="+", verbose_name=_("Country or territory")
    )
    city = models.CharField(_("City"), max_length=100, blank=True)
    start_date = models.DateField(_("From"), null=True, blank=True)
    end_date = models.DateField(_("Until"), null=True, blank=True)
    transit = models.BooleanField(_("Transit only"), default=False)

    class Meta(Child.Meta):
        verbose_name = _("destination")
        indexes = [models.Index(fields=["delegation", "transit", "country"], name="leg_counted")]
        constraints = [Ordered("start_date", "end_date", name="leg_order")]

    def __str__(self) -> str:
        return str(self.country)


class MemberRole(models.TextChoices):
    LEADER = "LEADER", _("Head of delegation")
    DEPUTY = "DEPUTY", _("Deputy head")
    MEMBER = "MEMBER", _("Member")
    INTERPRETER = "INTERPRETER", _("Interpreter")
    SECRETARY = "SECRETARY", _("Secretary")


class Participation(models.TextChoices):
    GOING = "GOING", _("Going")
    NOT_GOING = "NOT_GOING", _("Not going")


class Member(Child):
    """A person on a delegation, with unit, position and passport as they were then."""

    PARENT = "delegation"
    delegation = models.ForeignKey(OutboundDelegation, models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships", verbose_name=_("Person"))
    person_key = models.TextField(editable=False, default="")
    role = models.CharField(_("Role"), max_length=12, choices=MemberRole, default=MemberRole.MEMBER)
    position = models.CharField(_("Position"), max_length=500, blank=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="memberships", verbose_name=_("Workplace")
    )
    passport_kind = models.CharField(_("Kind of passport"), max_length=10, choices=PassportKind, blank=True)
    passport_number = EncryptedTextField(_("Passport number"), blank=True, default="")
    participation = models.CharField(
        _("Takes part"), max_length=10, choices=Participation, default=Participation.GOING
    )
    absence_reason = models.CharField(_("Reason for not going"), max_length=255, blank=True)
    funding = models.CharField(_("Own source of funds"), max_length=12, choices=FundingSource, blank=True)
    passport_returned = models.DateField(_("Official passport returned"), null=True, blank=True)

    class Meta(Child.Meta):
        verbose_name = _("member")
        indexes = [
            models.Index(fields=["delegation", "participation", "unit", "person_key"], name="member_counted")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["delegation", "person"],
                name="member_once",
                violation_error_message=_("This person is on the delegation already."),
            ),
            models.UniqueConstraint(
                fields=["delegation"],
                condition=models.Q(role="LEADER"),
                name="one_leader",
                violation_error_message=_("A delegation has only one head."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)

    @property
    def is_going(self) -> bool:
        return self.participation == Participation.GOING

    @property
    def goes_officially(self) -> bool:
        """With a passport that must be handed back (Law 49/2019/QH14 art. 23)."""
        return self.is_going and self.passport_kind in (PassportKind.OFFICIAL, PassportKind.DIPLOMATIC)

    def derive(self) -> None:
        """Who this is, for counting distinct persons (DR03): name, birth date, the unit of this row."""
        unit = self.unit_id or (self.unit.pk if self.unit is not None else "")
        self.person_key = f"{self.person.name_key}|{self.person.birth_date or ''}|{unit}"

    @classmethod
    def sibling_faults(cls, rows):
        faults, seen, leaders = [], set(), 0
        for position, row in enumerate(rows):
            leaders += row.role == MemberRole.LEADER
            if row.role == MemberRole.LEADER and leaders > 1:
                faults.append((position, "role", str(_("A delegation has only one head."))))
            person = getattr(row, "person", None)
            key = (person.name_key, person.birth_date) if person else None
            if key and key in seen:
                faults.append((position, "full_name", str(_("This person is on the delegation already."))))
            seen.add(key)
        return faults


class Funding(Child):
    """A source of the delegation's funds and its share."""

    PARENT = "delegation"
    delegation = models.ForeignKey(OutboundDelegation, models.CASCADE, related_name="funding")
    source = models.CharField(_("Source of funds"), max_length=12, choices=FundingSource)
    percent = models.DecimalField(_("Share (%)"), max_digits=5, decimal_places=2, null=True, blank=True)
    amount = models.DecimalField(_("Amount (VND)"), max_digits=18, decimal_places=2, null=True, blank=True)

    class Meta(Child.Meta):
        verbose_name = _("source of funds")
        constraints = [
            models.UniqueConstraint(
                fields=["delegation", "source"],
                name="funding_once",
                violation_error_message=_("This source is listed already."),
            ),
            AtLeast("percent", name="funding_percent_not_negative"),
            AtMost("percent", 100, name="funding_percent_at_most_100"),
            AtLeast("amount", name="funding_amount_not_negative"),
        ]

    def __str__(self) -> str:
        return self.get_source_display()

    @classmethod
    def sibling_faults(cls, rows):
        shares = [row.percent for row in rows]
        if shares and None not in shares and sum(shares) != 100:
            return [(len(rows) - 1, "percent", str(_("The shares must add up to 100 %.")))]
        return []


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
    planned_activity = models.ForeignKey(
        PlannedActivity,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Line of the year's programme"),
    )
    in_plan = models.BooleanField(_("In the plan"), null=True, blank=True)
    unplanned_reason = models.TextField(_("Reason when unplanned"), blank=True)
    submitted_on = models.DateField(_("Sent to the department"), null=True, blank=True)
    request_number = models.CharField(_("Request letter no."), max_length=100, blank=True)
    request_date = models.DateField(_("Date of the request"), null=True, blank=True)
    permit_number = models.CharField(_("Permit no."), max_length=100, blank=True)
    permit_date = models.DateField(_("Permit date"), null=True, blank=True)
    permit_agency = models.CharField(_("Permitting authority"), max_length=200, blank=True)
    report_number = models.CharField(_("Report no."), max_length=100, blank=True)
    report_date = models.DateField(_("Report date"), null=True, blank=True)
    report_summary = models.TextField(_("Summary of the report"), blank=True)
    proposals = models.TextField(_("Proposals"), blank=True)
    commitments = models.TextField(_("Commitments to partners"), blank=True)
    state = models.CharField(_("State"), max_length=12, choices=ActivityState, default=ActivityState.DRAFT)
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
