"""Delegations going out (đoàn ra): the journey, who goes, who pays."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.access import VIEW_ALL, VIEW_UNIT
from core.constraints import AtLeast, AtMost, Ordered
from core.fields import ChoiceSetField, EncryptedTextField
from core.records import LIVE, Activity, Child, covering
from core.scope import DossierQuerySet
from delegations import deadlines
from directory.models import Country, Partner, PassportKind, Person, Unit


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
        if not self._reads_of_others(user):
            return super().visible_to(user)
        return self.live().filter(models.Q(unit__in=user.units) | models.Q(pk__in=self._joined(user)))

    def also_seen_by(self, user):
        return self.live().filter(pk__in=self._joined(user)) if self._reads_of_others(user) else self.none()

    def _reads_of_others(self, user) -> bool:
        return bool(user.unit_id and user.may(VIEW_UNIT) and not user.may(VIEW_ALL))

    def _joined(self, user):
        return Member.objects.filter(unit__in=user.units).values("delegation")


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
    unit_letter_number = models.CharField(_("Unit's letter no."), max_length=100, blank=True)
    unit_letter_date = models.DateField(_("Date of the unit's letter"), null=True, blank=True)
    party_notice_number = models.CharField(
        _("Party Organisation Board notice no."), max_length=100, blank=True
    )
    party_notice_date = models.DateField(_("Date of the Party notice"), null=True, blank=True)
    permit_number = models.CharField(_("Decision no."), max_length=100, blank=True)
    permit_date = models.DateField(_("Decision date"), null=True, blank=True)
    permit_agency = models.CharField(_("Deciding authority"), max_length=500, blank=True)
    proposals = models.TextField(_("Proposals"), blank=True)
    commitments = models.TextField(_("Commitments to partners"), blank=True)
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
