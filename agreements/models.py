"""Agreements and other cooperation papers, foreign and domestic (domain §3.7)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements import deadlines
from agreements.states import SIGNED_ONCE, AgreementState, Effect, effect_of
from core.constraints import Ordered
from core.fields import ChoiceSetField
from core.records import LIVE, Child, Record, covering
from core.text import match_key
from directory.models import CooperationField, Country, Partner, Unit


class Scope(models.TextChoices):
    QUOC_TE = "QUOC_TE", _("International")
    TRONG_NUOC = "TRONG_NUOC", _("Domestic")


class AgreementKind(models.TextChoices):
    BGN = "BGN", _("Memorandum of understanding")
    BBTT = "BBTT", _("Minutes of agreement")
    TT = "TT", _("Cooperation agreement")
    TTDT = "TTDT", _("Partnership agreement")
    YDT = "YDT", _("Letter of intent")
    BBHD = "BBHD", _("Minutes of talks")
    BBTD = "BBTD", _("Minutes of exchange")
    CTHT = "CTHT", _("Cooperation programme")
    KHHT = "KHHT", _("Cooperation plan")
    TBC = "TBC", _("Joint statement or communiqué")
    BBHT = "BBHT", _("Cooperation minutes")
    KHAC = "KHAC", _("Other paper")


class SigningName(models.TextChoices):
    """In whose name it is signed: three authorities, three procedures (domain A1)."""

    TP = "TP", _("City People's Committee")
    SO = "SO", _("Department of Health")
    DONVI = "DONVI", _("Subordinate unit")


class Term(models.TextChoices):
    XAC_DINH = "XAC_DINH", _("Fixed term")
    KHONG_THOI_HAN = "KHONG_THOI_HAN", _("No term")
    DEN_NGAY = "DEN_NGAY", _("Until a date")
    TU_GIA_HAN = "TU_GIA_HAN", _("Renewed automatically")


class SigningForm(models.TextChoices):
    TRUC_TIEP = "TRUC_TIEP", _("In person")
    TRUC_TUYEN = "TRUC_TUYEN", _("Online")
    LUAN_CHUYEN = "LUAN_CHUYEN", _("By circulation")


class ChainKind(models.TextChoices):
    SUA_DOI = "SUA_DOI", _("Amendment")
    GIA_HAN = "GIA_HAN", _("Extension")
    THAY_THE = "THAY_THE", _("Replacement")


class Effectiveness(models.TextChoices):
    TOT = "TOT", _("Good")
    KHA = "KHA", _("Fair")
    HAN_CHE = "HAN_CHE", _("Limited")
    CHUA = "CHUA", _("Not carried out yet")


FORBIDDEN_NAMES = ("công ước", "hiệp ước", "định ước", "hiệp định")
"""Names reserved for treaties (Law 70/2020/QH14 art. 6)."""


class Agreement(Record):
    """Thỏa thuận, văn bản hợp tác: what was signed, with whom, and what came of it."""

    PREFIX = "TT"
    slug = "agreement"
    SEARCH_RELATIONS = ("partners__aliases", "countries")
    GRANTED = (AgreementState.PERMITTED, *SIGNED_ONCE)
    APPROVED = frozenset({
        "title", "scope", "kind", "signing_name", "unit", "partners", "countries", "main_content",
    })  # fmt: skip
    LATER = frozenset({
        "signed_on", "signing_place", "signing_form", "signer", "partner_signer", "attendees", "authorised",
        "authorisation", "effective_date", "implementations", "effectiveness", "effectiveness_note", "originals",
    })  # fmt: skip
    RESULTS = LATER | {"contents", "languages"}
    RESULTS_OPEN = (AgreementState.PERMITTED, AgreementState.SIGNED, AgreementState.SUSPENDED)
    DEADLINES = deadlines.AGREEMENT
    DEADLINE_RELATIONS = ("consultations", "implementations", "next_papers")

    title = models.CharField(_("Name of the paper"), max_length=500, db_collation="vi_icu")
    scope = models.CharField(_("Scope"), max_length=10, choices=Scope, default=Scope.QUOC_TE)
    kind = models.CharField(_("Kind of paper"), max_length=5, choices=AgreementKind, blank=True)
    signing_name = models.CharField(_("Signed in the name of"), max_length=5, choices=SigningName, blank=True)
    proposing_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Proposing unit")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="agreements", verbose_name=_("Signing unit")
    )
    partners = models.ManyToManyField(
        Partner, blank=True, related_name="agreements", verbose_name=_("Partner")
    )
    countries = models.ManyToManyField(
        Country, blank=True, related_name="agreements", verbose_name=_("Country of signing")
    )
    fields = ChoiceSetField(_("Field"), choices=CooperationField)
    main_content = models.TextField(_("Main content"), blank=True)
    objective = models.TextField(_("Objective"), blank=True)
    legal_basis = models.TextField(_("Basis"), blank=True)
    background = models.TextField(_("Background"), blank=True)
    attendees = models.TextField(_("Present at the signing"), blank=True)
    sensitive = models.BooleanField(
        _("Touches defence, security, investment or sensitive matters"), default=False
    )
    permit_number = models.CharField(_("Permit no."), max_length=100, blank=True)
    permit_date = models.DateField(_("Permit date"), null=True, blank=True)
    permit_agency = models.CharField(_("Permitting authority"), max_length=200, blank=True)
    signed_on = models.DateField(_("Signing date"), null=True, blank=True)
    signing_place = models.CharField(_("Place of signing"), max_length=200, blank=True)
    signing_form = models.CharField(_("Form of signing"), max_length=12, choices=SigningForm, blank=True)
    signer = models.TextField(_("Signer on the Vietnamese side"), blank=True)
    partner_signer = models.TextField(_("Signer on the partner's side"), blank=True)
    authorised = models.BooleanField(_("Signed by authorisation"), default=False)
    authorisation = models.CharField(_("Authorisation paper (no., date)"), max_length=200, blank=True)
    effective_date = models.DateField(_("Effective date"), null=True, blank=True)
    term = models.CharField(_("Term"), max_length=15, choices=Term, blank=True)
    term_months = models.PositiveIntegerField(_("Term in months"), null=True, blank=True)
    expiry_date = models.DateField(_("Expiry date"), null=True, blank=True)
    auto_renewal = models.BooleanField(_("Automatic renewal"), default=False)
    beneficiaries = models.ManyToManyField(
        Unit, blank=True, related_name="+", verbose_name=_("Beneficiary units")
    )
    participants = models.TextField(_("Other participants"), blank=True)
    languages = models.CharField(_("Languages"), max_length=200, blank=True)
    originals = models.PositiveIntegerField(_("Number of originals"), null=True, blank=True)
    previous = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="next_papers",
        verbose_name=_("Earlier paper"),
    )
    chain_kind = models.CharField(
        _("Relation to the earlier paper"), max_length=10, choices=ChainKind, blank=True
    )
    copy_number = models.CharField(_("Report after signing no."), max_length=100, blank=True)
    copy_date = models.DateField(_("Date of the report after signing"), null=True, blank=True)
    effectiveness = models.CharField(_("Effectiveness"), max_length=10, choices=Effectiveness, blank=True)
    effectiveness_note = models.TextField(_("Remarks on effectiveness"), blank=True)
    state = models.CharField(_("State"), max_length=12, choices=AgreementState, default=AgreementState.DRAFT)
    _history_m2m_fields = [partners, countries, beneficiaries]

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ["-signed_on", "-number"]
        indexes = [
            covering(
                "agreement_counted",
                "state signed_on scope signing_name unit effective_date expiry_date number id",
            ),
            models.Index(fields=["-signed_on", "-number"], condition=LIVE, name="agreement_order"),
            models.Index(fields=["unit", "-signed_on"], condition=LIVE, name="agreement_unit_order"),
            models.Index(fields=["title"], condition=LIVE, name="agreement_title_order"),
        ]
        constraints = [
            Ordered(
                "effective_date",
                "expiry_date",
                name="agreement_effect_order",
                message=_("The expiry date must be on or after the effective date."),
            ),
        ]

    def derive(self):
        """A silent text takes effect on signing (Law 70/2020)."""
        if self.effective_date is None:
            self.effective_date = self.signed_on

    def clean(self):
        if match_key(self.title or "").startswith(FORBIDDEN_NAMES):
            raise ValidationError(
                {"title": _("Names of treaties are not for such papers (Law 70/2020 art. 6).")}
            )
        seen, paper = {self.pk} if self.pk else set(), self.previous
        while paper is not None:
            if paper.pk in seen:
                raise ValidationError({"previous": _("A paper cannot amend itself.")})
            seen.add(paper.pk)
            paper = paper.previous

    @property
    def shown_state(self):
        """A signed paper is shown by its effect today, which follows from its dates."""
        return self.effect if self.state == AgreementState.SIGNED else AgreementState(self.state)

    @classmethod
    def shown_state_fields(cls):
        return ("state", "effective_date", "expiry_date")

    @property
    def effect(self) -> Effect | None:
        return effect_of(self.state, self.effective_date, self.expiry_date, timezone.localdate())

    @property
    def is_international(self) -> bool:
        return self.scope == Scope.QUOC_TE

    @property
    def is_of_unit(self) -> bool:
        return self.signing_name == SigningName.DONVI

    @property
    def successors(self) -> list["Agreement"]:
        """Papers, drafts too, that extend or replace it."""
        dead = (AgreementState.CANCELLED, AgreementState.TERMINATED)
        kinds = (ChainKind.GIA_HAN, ChainKind.THAY_THE)
        return [
            paper
            for paper in self.next_papers.all()
            if paper.chain_kind in kinds and paper.state not in dead and paper.deleted_at is None
        ]

    @property
    def rule_day(self):
        return self.signed_on or super().rule_day

    @classmethod
    def affected(cls, keys):
        """A paper that extends another ends what the other owes."""
        earlier = cls._base_manager.filter(next_papers__in=keys).values_list("pk", flat=True)
        return [(cls, [*keys, *earlier])]

    @property
    def signed_before_permit(self) -> bool:
        return bool(self.permit_date and self.signed_on and self.signed_on < self.permit_date)

    def search_parts(self) -> list[str]:
        parts = super().search_parts()
        if self.pk:
            for partner in self.partners.all():
                parts += [
                    partner.name,
                    partner.original_name,
                    *(alias.name for alias in partner.aliases.all()),
                ]
            parts += [country.name for country in self.countries.all()]
        return parts


class MilestoneState(models.TextChoices):
    PENDING = "PENDING", _("Not begun")
    UNDER_WAY = "UNDER_WAY", _("In progress")
    DONE = "DONE", _("Carried out")
    DROPPED = "DROPPED", _("Dropped")


class ContentItem(Child):
    """A content of cooperation with its unit in charge and milestone: the plan to carry it out."""

    PARENT = "agreement"
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="contents")
    content = models.TextField(_("Content of cooperation"))
    in_charge = models.CharField(_("Unit responsible"), max_length=255, blank=True)
    due = models.DateField(_("Milestone"), null=True, blank=True)
    done_on = models.DateField(_("Done on"), null=True, blank=True)
    state = models.CharField(
        _("Progress"), max_length=10, choices=MilestoneState, default=MilestoneState.PENDING
    )

    class Meta(Child.Meta):
        verbose_name = _("content of cooperation")

    def __str__(self) -> str:
        return self.content


class Implementation(Child):
    """Something done to carry the agreement out."""

    PARENT = "agreement"
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="implementations")
    date = models.DateField(_("Date"))
    content = models.TextField(_("Content"))
    result = models.TextField(_("Result"), blank=True)
    record_number = models.CharField(_("Linked record"), max_length=20, blank=True)

    class Meta(Child.Meta):
        verbose_name = _("implementation")
        ordering = ["date", "pk"]
        indexes = [models.Index(fields=["agreement", "date"], name="implementation_date")]

    def __str__(self) -> str:
        return self.content


class OpinionResult(models.TextChoices):
    AGREED = "AGREED", _("Agreed")
    AGREED_WITH_COMMENTS = "AGREED_WITH_COMMENTS", _("Agreed with comments")
    DISAGREED = "DISAGREED", _("Not agreed")


class Consultation(Child):
    """An agency asked for its opinion before signing (Law 70/2020; Decree 64/2021)."""

    PARENT = "agreement"
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="consultations")
    agency = models.CharField(_("Agency consulted"), max_length=200)
    sent_number = models.CharField(_("Letter sent no."), max_length=100, blank=True)
    sent_on = models.DateField(_("Sent on"), null=True, blank=True)
    due = models.DateField(_("Reply due"), null=True, blank=True)
    reply_number = models.CharField(_("Reply no."), max_length=100, blank=True)
    replied_on = models.DateField(_("Replied on"), null=True, blank=True)
    result = models.CharField(_("Opinion"), max_length=20, choices=OpinionResult, blank=True)

    class Meta(Child.Meta):
        verbose_name = _("consultation")
        constraints = [
            Ordered("sent_on", "due", name="consultation_due_order"),
            Ordered("sent_on", "replied_on", name="consultation_reply_order"),
        ]

    def __str__(self) -> str:
        return self.agency
