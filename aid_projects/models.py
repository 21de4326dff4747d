"""Foreign aid outside ODA: programmes, projects and non-projects (domain §3.8, Decree 80/2020)."""

from decimal import ROUND_HALF_UP, Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from aid_projects import deadlines
from aid_projects.states import APPROVED_STATES, AidState
from core.constraints import AtLeast, AtMost, Ordered
from core.fields import ChoiceSetField
from core.parse import largest
from core.records import LIVE, Child, Record, covering
from core.states import WRITTEN_AT
from directory.models import CooperationField, Partner, Unit

CENT = Decimal("0.01")
PMU_THRESHOLD = Decimal("200000")
"""From this value in USD a project management unit is expected (Decree 80/2020 art. 12)."""


MOST_USD = largest(18, 2)
"""No column of an amount in USD takes so much."""


def to_usd(amount: Decimal | None, rate: Decimal | None) -> Decimal | None:
    """`amount` at `rate` (USD per unit of currency), rounded half up to cents; None when unknown."""
    if amount is None or rate is None:
        return None
    return (amount * rate).quantize(CENT, ROUND_HALF_UP)


class AidKind(models.TextChoices):
    CT = "CT", _("Programme")
    DADT = "DADT", _("Investment project")
    DAKT = "DAKT", _("Technical assistance project")
    PDA = "PDA", _("Non-project")
    KHAN_CAP = "KHAN_CAP", _("Emergency aid")
    ODA = "ODA", _("Grant ODA")


PROJECT_KINDS = (AidKind.CT, AidKind.DADT, AidKind.DAKT, AidKind.ODA)
"""Counted as projects (VT02); every other kind is a non-project (VT03)."""


class Beneficiary(models.TextChoices):
    YEU_THE = "YEU_THE", _("Vulnerable people")
    TRE_EM = "TRE_EM", _("Children")
    PHU_NU = "PHU_NU", _("Women")
    CAO_TUOI = "CAO_TUOI", _("Elderly people")
    KHUYET_TAT = "KHUYET_TAT", _("People with disabilities")
    BENH_NHAN_NGHEO = "BENH_NHAN_NGHEO", _("Poor patients")
    NVYT = "NVYT", _("Health workers")
    CONG_DONG = "CONG_DONG", _("Community")


class FormOfAid(models.TextChoices):
    TIEN = "TIEN", _("Money")
    HANG = "HANG", _("Goods")
    CHUYEN_GIA = "CHUYEN_GIA", _("Experts, volunteers")
    HTKT = "HTKT", _("Training, workshops, surveys")


class CounterpartForm(models.TextChoices):
    TIEN = "TIEN", _("In cash")
    HIEN_VAT = "HIEN_VAT", _("In kind")


class Management(models.TextChoices):
    DON_VI = "DON_VI", _("By the unit itself")
    BQL_CU = "BQL_CU", _("Existing project management unit")
    BQL_MOI = "BQL_MOI", _("New project management unit")


class AidProject(Record):
    """Khoản viện trợ: programme, project or non-project, from a foreign donor to a unit."""

    PREFIX = "VT"
    slug = "aid"
    SEARCH_RELATIONS = ("donors",)
    WRITTEN = (AidState.MOBILISING, *WRITTEN_AT)
    GRANTED = APPROVED_STATES
    APPROVED = frozenset({
        "title", "kind", "donors", "unit", "objective", "content", "value", "currency", "usd_rate",
        "start_date", "end_date", "forms",
    })  # fmt: skip
    LATER = frozenset({
        "disbursements", "progress_reports", "handover_number", "handover_date", "settlement_number", "settlement_date",
    })  # fmt: skip
    RESULTS = LATER | {"goods", "beneficiary_count", "account"}
    RESULTS_OPEN = tuple(state for state in APPROVED_STATES if state != AidState.COMPLETED)
    DEADLINES = deadlines.AID
    DEADLINE_RELATIONS = ("donors", "disbursements", "progress_reports", "opinions")

    title = models.CharField(_("Name of the aid"), max_length=500, db_collation="vi_icu")
    english_title = models.CharField(_("English name"), max_length=500, blank=True)
    kind = models.CharField(_("Kind"), max_length=10, choices=AidKind)
    donors = models.ManyToManyField(Partner, blank=True, related_name="aid_projects", verbose_name=_("Donor"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="aid_projects", verbose_name=_("Aid owner"))
    managing_agency = models.CharField(_("Managing agency"), max_length=200, blank=True)
    fields = ChoiceSetField(_("Field"), choices=CooperationField)
    beneficiaries = ChoiceSetField(_("Beneficiaries"), choices=Beneficiary)
    beneficiary_count = models.PositiveIntegerField(_("Number of beneficiaries"), null=True, blank=True)
    area = models.TextField(_("Area"), blank=True)
    objective = models.TextField(_("Objective"), blank=True)
    content = models.TextField(_("Content"), blank=True)
    expected_results = models.TextField(_("Expected results"), blank=True)
    value = models.DecimalField(_("Total value"), max_digits=18, decimal_places=2, null=True, blank=True)
    currency = models.CharField(
        _("Currency"), max_length=3, blank=True, help_text=_("ISO code: USD, EUR, JPY, KRW, VND…")
    )
    usd_rate = models.DecimalField(
        _("Rate to USD"),
        max_digits=20,
        decimal_places=10,
        null=True,
        blank=True,
        help_text=_("USD for one unit of the currency."),
    )
    rate_date = models.DateField(_("Date of the rate"), null=True, blank=True)
    value_usd = models.DecimalField(
        _("Value in USD"), max_digits=18, decimal_places=2, null=True, editable=False
    )
    unpriced_goods = models.BooleanField(_("Goods without a price"), default=False)
    counterpart = models.DecimalField(
        _("Counterpart funds (VND)"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    counterpart_form = models.CharField(
        _("Form of the counterpart funds"), max_length=10, choices=CounterpartForm, blank=True
    )
    start_date = models.DateField(_("From"), null=True, blank=True)
    end_date = models.DateField(_("Until"), null=True, blank=True)
    consent_number = models.CharField(_("Donor's consent no."), max_length=100, blank=True)
    consent_date = models.DateField(_("Date of the donor's consent"), null=True, blank=True)
    document_number = models.CharField(_("Aid document no."), max_length=100, blank=True)
    document_date = models.DateField(_("Date of the aid document"), null=True, blank=True)
    permit_number = models.CharField(_("Decision no."), max_length=100, blank=True)
    permit_date = models.DateField(_("Decision date"), null=True, blank=True)
    permit_agency = models.CharField(_("Deciding authority"), max_length=500, blank=True)
    management = models.CharField(_("Management"), max_length=10, choices=Management, blank=True)
    account = models.CharField(_("Aid account"), max_length=100, blank=True)
    state_revenue = models.BooleanField(_("State budget revenue"), default=False)
    handover_number = models.CharField(_("Handover no."), max_length=100, blank=True)
    handover_date = models.DateField(_("Handover date"), null=True, blank=True)
    settlement_number = models.CharField(_("Settlement no."), max_length=100, blank=True)
    settlement_date = models.DateField(_("Settlement date"), null=True, blank=True)
    state = models.CharField(_("State"), max_length=12, choices=AidState, default=AidState.MOBILISING)
    _history_m2m_fields = [donors]

    class Meta:
        verbose_name = _("aid")
        verbose_name_plural = _("foreign aid")
        ordering = ["-start_date", "-number"]
        indexes = [
            covering(
                "aid_counted",
                "state permit_date start_date end_date kind unit value_usd counterpart number id",
            ),
            models.Index(fields=["-start_date", "-number"], condition=LIVE, name="aid_order"),
            models.Index(fields=["unit", "-start_date"], condition=LIVE, name="aid_unit_order"),
            models.Index(fields=["title"], condition=LIVE, name="aid_title_order"),
        ]
        constraints = [
            Ordered(
                "start_date",
                "end_date",
                name="aid_order_of_dates",
                message=_("The last day must be on or after the first day."),
            ),
            AtLeast("value", name="aid_value_not_negative"),
            AtLeast("usd_rate", name="aid_rate_positive", strictly=True),
            AtLeast("counterpart", name="aid_counterpart_not_negative"),
        ]

    def derive(self) -> None:
        """The value in USD at the recorded rate."""
        self.value_usd = to_usd(self.value, self.usd_rate)

    def clean(self) -> None:
        if (to_usd(self.value, self.usd_rate) or 0) >= MOST_USD:
            raise ValidationError({"value": _("The value is too large.")})

    @property
    def rule_day(self):
        """The decree in force when it was sent; aid lasts for years."""
        return self.submitted_on or self.start_date or super().rule_day

    @property
    def is_oda(self) -> bool:
        return self.kind == AidKind.ODA

    @property
    def shown_state(self):
        return AidState(self.state)

    @property
    def needs_management_unit(self) -> bool:
        return self.value_usd is not None and self.value_usd >= PMU_THRESHOLD

    @classmethod
    def shown_state_fields(cls):
        return ("state",)

    def search_parts(self) -> list[str]:
        parts = [*super().search_parts(), self.english_title]
        if self.pk:
            parts += [donor.name for donor in self.donors.all()]
        return parts


class AidForm(Child):
    """A form the aid takes, and its worth."""

    PARENT = "aid"
    aid = models.ForeignKey(AidProject, models.CASCADE, related_name="forms")
    form = models.CharField(_("Form of aid"), max_length=12, choices=FormOfAid)
    value = models.DecimalField(_("Value"), max_digits=18, decimal_places=2, null=True, blank=True)

    class Meta(Child.Meta):
        verbose_name = _("form of aid")
        constraints = [
            models.UniqueConstraint(
                fields=["aid", "form"],
                name="aid_form_once",
                violation_error_message=_("This form is listed already."),
            ),
            AtLeast("value", name="aid_form_value_not_negative"),
        ]

    def __str__(self) -> str:
        return self.get_form_display()


class Disbursement(Child):
    """Aid received or spent: date, amount in the currency of the aid, worth in USD."""

    PARENT = "aid"
    aid = models.ForeignKey(AidProject, models.CASCADE, related_name="disbursements")
    date = models.DateField(_("Date"))
    amount = models.DecimalField(_("Amount"), max_digits=18, decimal_places=2)
    usd = models.DecimalField(_("Value in USD"), max_digits=18, decimal_places=2, null=True, blank=True)
    form = models.CharField(_("Form of aid"), max_length=12, choices=FormOfAid, blank=True)
    voucher = models.CharField(_("Voucher"), max_length=255, blank=True)
    confirmation_number = models.CharField(_("Aid confirmation no."), max_length=100, blank=True)
    confirmation_date = models.DateField(_("Date of the aid confirmation"), null=True, blank=True)

    class Meta(Child.Meta):
        verbose_name = _("disbursement")
        ordering = ["date", "pk"]
        indexes = [models.Index(fields=["aid", "date", "usd"], name="disbursement_counted")]
        constraints = [
            AtLeast("amount", name="disbursement_not_negative"),
            AtLeast("usd", name="disbursement_usd_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.date:%d/%m/%Y} · {self.amount}"

    def clean(self) -> None:
        if self.usd is None and (to_usd(self.amount, self.aid.usd_rate) or 0) >= MOST_USD:
            raise ValidationError({"amount": _("The value is too large.")})

    def derive(self) -> None:
        """Without a stated worth in USD, the rate recorded on the aid gives it."""
        if self.usd is None:
            self.usd = to_usd(self.amount, self.aid.usd_rate)


class Goods(Child):
    """An item of aid in kind."""

    PARENT = "aid"
    aid = models.ForeignKey(AidProject, models.CASCADE, related_name="goods")
    name = models.CharField(_("Item"), max_length=255)
    measure = models.CharField(_("Unit of measure"), max_length=50, blank=True)
    quantity = models.DecimalField(_("Quantity"), max_digits=14, decimal_places=2, null=True, blank=True)
    value = models.DecimalField(_("Value"), max_digits=18, decimal_places=2, null=True, blank=True)
    condition = models.CharField(_("Condition"), max_length=100, blank=True)
    user_unit = models.CharField(_("Used by"), max_length=255, blank=True)

    class Meta(Child.Meta):
        verbose_name = _("goods")
        constraints = [
            AtLeast("quantity", name="goods_quantity_not_negative"),
            AtLeast("value", name="goods_value_not_negative"),
        ]

    def __str__(self) -> str:
        return self.name


class Progress(Child):
    """What was achieved in a reporting period."""

    PARENT = "aid"
    aid = models.ForeignKey(AidProject, models.CASCADE, related_name="progress_reports")
    period = models.CharField(_("Reporting period"), max_length=10, help_text=_("For example 2024-H1."))
    results = models.TextField(_("Results in the period"))
    percent_done = models.DecimalField(
        _("Completed (%)"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    difficulties = models.TextField(_("Difficulties"), blank=True)
    proposals = models.TextField(_("Proposals"), blank=True)
    next_plan = models.TextField(_("Plan for the next period"), blank=True)

    class Meta(Child.Meta):
        verbose_name = _("progress in a period")
        constraints = [
            models.UniqueConstraint(
                fields=["aid", "period"],
                name="progress_once_a_period",
                violation_error_message=_("This period is reported already."),
            ),
            AtLeast("percent_done", name="progress_not_negative"),
            AtMost("percent_done", 100, name="progress_at_most_100"),
        ]

    def __str__(self) -> str:
        return self.period


class AidOpinion(Child):
    """An agency's appraisal or opinion (Decree 80/2020 art. 10)."""

    PARENT = "aid"
    aid = models.ForeignKey(AidProject, models.CASCADE, related_name="opinions")
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
            Ordered("sent_on", "due", name="aid_opinion_due_order"),
            Ordered("sent_on", "replied_on", name="aid_opinion_reply_order"),
        ]

    def __str__(self) -> str:
        return self.agency


class Adjustment(Child):
    """An adjustment or extension decided by the approving authority (Decree 80/2020 art. 16)."""

    PARENT = "aid"
    aid = models.ForeignKey(AidProject, models.CASCADE, related_name="adjustments")
    number = models.CharField(_("Decision no."), max_length=100)
    date = models.DateField(_("Decision date"), null=True, blank=True)
    content = models.TextField(_("Content"))

    class Meta(Child.Meta):
        verbose_name = _("adjustment")

    def __str__(self) -> str:
        return self.number
