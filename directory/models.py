"""What every record refers to: units, countries, partners, persons, the plan of the year."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.access import SEE_PARTY
from core.constraints import AtLeast, Ordered
from core.fields import ChoiceSetField, EncryptedTextField
from core.records import Child, Tracked
from core.scope import ContributedQuerySet, SharedQuerySet
from core.text import match_key, person_key
from directory.lineage import Lineage
from directory.twins import LikelyPair, Mergeable, Merging, NotDuplicate

TWINS = (LikelyPair, Merging, NotDuplicate)
"""Tables of this app whose mechanism stands in `directory/twins.py`."""


class UnitKind(models.TextChoices):
    SO = "SO", _("Department of Health")
    PHONG = "PHONG", _("Office of the department")
    CHI_CUC = "CHI_CUC", _("Branch department")
    BVDK = "BVDK", _("General hospital")
    BVCK = "BVCK", _("Specialised hospital")
    TTYT = "TTYT", _("Health centre")
    TTCK = "TTCK", _("Specialised centre")
    TRUONG = "TRUONG", _("School")
    KHAC = "KHAC", _("Other unit")


class UnitQuerySet(SharedQuerySet):
    """Units; those that passed into another are still found, but nothing new is entered for them."""

    def offered(self):
        return self.exclude(succeeded_on__lte=timezone.localdate())

    def lineage(self, on=None) -> Lineage:
        """The mergers in force on a day, today when none is given; one query."""
        passed = self.filter(succeeded_on__lte=on or timezone.localdate()).order_by()
        return Lineage(dict(passed.values_list("pk", "successor")))


class Unit(Tracked):
    """A unit of the department: hospital, health centre, office… and the department itself."""

    slug = "unit"
    SEARCH_RELATIONS = ("former_names",)
    code = models.CharField(_("Unit code"), max_length=20, unique=True)
    name = models.CharField(_("Name of the unit"), max_length=255, db_collation="vi_icu")
    name_key = models.TextField(editable=False, unique=True)
    short_name = models.CharField(_("Short name"), max_length=50, blank=True)
    english_name = models.CharField(_("English name"), max_length=255, blank=True)
    insurance_code = models.CharField(
        _("Health insurance code"),
        max_length=10,
        blank=True,
        validators=[RegexValidator(r"^\d{2}-?\d{3}$", _("Write the code as 01-234."))],
    )
    kind = models.CharField(_("Kind of unit"), max_length=10, choices=UnitKind)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("Managing unit"),
    )
    valid_from = models.DateField(_("Attached from"), null=True, blank=True)
    valid_to = models.DateField(_("Attached until"), null=True, blank=True)
    active = models.BooleanField(_("Active"), default=True)
    address = models.CharField(_("Address"), max_length=255, blank=True)
    phone = models.CharField(_("Telephone"), max_length=30, blank=True)
    email = models.EmailField(_("E-mail"), blank=True)
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="predecessors",
        verbose_name=_("Merged into the unit"),
    )
    """The unit that took its place; of a chain only the next one (`directory/lineage.py`)."""
    succeeded_on = models.DateField(_("Merged from"), null=True, blank=True, editable=False)
    """The first day on which the successor stands in its place."""
    succession_paper = models.CharField(
        _("Decision on the merger"), max_length=200, blank=True, editable=False
    )

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["name"]
        constraints = [
            Ordered("valid_from", "valid_to", name="unit_validity_order"),
            models.CheckConstraint(
                condition=models.Q(successor=None, succeeded_on=None)
                | models.Q(successor__isnull=False, succeeded_on__isnull=False),
                name="unit_succession_dated",
                violation_error_message=_("A merger has a unit and a day."),
            ),
            models.CheckConstraint(
                condition=models.Q(successor=None) | ~models.Q(successor=models.F("pk")),
                name="unit_not_its_own_successor",
                violation_error_message=_("A unit cannot be merged into itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def derive(self):
        self.name_key = match_key(self.name)

    @classmethod
    def affected(cls, keys):
        """Also what is owed by records that read their unit: one that passed into another owes less."""
        found = super().affected(keys)
        for relation in cls._meta.related_objects:
            model, name = relation.related_model, relation.field.name
            reads = [path.partition("__")[0] for path in getattr(model, "DEADLINE_RELATIONS", ())]
            if name in reads:
                rows = model._base_manager.filter(**{f"{name}__in": keys}, deleted_at=None)
                found.append((model, list(rows.values_list("pk", flat=True))))
        return found

    def clean(self):
        seen, unit = {self.pk} if self.pk else set(), self.parent
        while unit is not None:
            if unit.pk in seen:
                raise ValidationError({"parent": _("A unit cannot manage itself.")})
            seen.add(unit.pk)
            unit = unit.parent
        if self.name and Unit.objects.filter(name_key=match_key(self.name)).exclude(pk=self.pk).exists():
            raise ValidationError({"name": _("There is a unit of this name already.")})

    def has_passed(self, day=None) -> bool:
        """Does another unit stand in its place on this day, today when none is given?"""
        return self.succeeded_on is not None and self.succeeded_on <= (day or timezone.localdate())

    def kin(self) -> tuple[int, ...]:
        """Keys of all that are one unit with it today, the present one first."""
        return type(self).objects.lineage().kin(self.pk)

    def name_on(self, day) -> str:
        """What it was called on this day; its present name where nothing says otherwise."""
        return former_name(self.former_names.all(), day) or self.name

    def search_parts(self) -> list[str]:
        return [self.code, *self.search_names()]

    def search_names(self):
        former = [row.name for row in self.former_names.all()] if self.pk else []
        return [self.name, self.short_name, self.english_name, *former]


class FormerName(Child):
    """A name the unit had; records and searches still find it by it."""

    PARENT = "unit"
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="former_names")
    name = models.CharField(_("Former name"), max_length=255)
    since = models.DateField(_("From"), null=True, blank=True)
    until = models.DateField(_("Until"), null=True, blank=True)

    class Meta(Child.Meta):
        verbose_name = _("former name")
        constraints = [Ordered("since", "until", name="former_name_order")]

    def __str__(self) -> str:
        return self.name


def former_name(rows, day) -> str:
    """The name among these former ones that was in use on the day; "" where none was.

    One without its last day says nothing about days.
    """
    in_use = [
        row for row in rows if day and row.until and row.until >= day and (not row.since or row.since <= day)
    ]
    return min(in_use, key=lambda row: row.until).name if in_use else ""


class Region(models.TextChoices):
    ASIA = "ASIA", _("Asia")
    EUROPE = "EUROPE", _("Europe")
    AMERICAS = "AMERICAS", _("Americas")
    AFRICA = "AFRICA", _("Africa")
    OCEANIA = "OCEANIA", _("Oceania")


class Country(models.Model):
    """A country or territory, named as CLDR names it in Vietnamese unless the department says otherwise."""

    code = models.CharField(_("ISO code"), max_length=2, unique=True)
    code3 = models.CharField(_("ISO code of three letters"), max_length=3, blank=True)
    name = models.CharField(_("Country or territory"), max_length=100, db_collation="vi_icu")
    english_name = models.CharField(_("English name"), max_length=100)
    official_name = models.CharField(_("Official name"), max_length=150, blank=True)
    aliases = models.JSONField(_("Also called"), default=list, blank=True)
    region = models.CharField(_("Region"), max_length=10, choices=Region)
    asean = models.BooleanField(_("ASEAN member"), default=False)

    class Meta:
        verbose_name = _("country or territory")
        verbose_name_plural = _("countries and territories")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class PartnerKind(models.TextChoices):
    CQDP = "CQDP", _("Foreign local government")
    CQCP = "CQCP", _("Government body or development agency")
    TCQT = "TCQT", _("Intergovernmental organisation")
    NHTC = "NHTC", _("International bank, financial institution or fund")
    PCPNN = "PCPNN", _("Foreign non-governmental organisation")
    BV = "BV", _("Hospital or health facility")
    TDH = "TDH", _("University, institute, research centre")
    HOI = "HOI", _("Professional association")
    DN = "DN", _("Company")
    CQDD = "CQDD", _("Diplomatic mission")
    CN = "CN", _("Individual, expert")
    TRONG_NUOC = "TRONG_NUOC", _("Domestic body or unit")
    KHAC = "KHAC", _("Other partner")


class CoordinationGroup(models.TextChoices):
    HPG = "HPG", "HPG"
    PCG = "PCG", "PCG"
    INGO = "INGO", "INGO"


class Partner(Mergeable, Tracked):
    """A body or person the health sector works with, foreign or domestic."""

    slug = "partner"
    QUICK_ADD = "partner_quick"
    SEARCH_RELATIONS = ("aliases",)
    name = models.CharField(_("Name of the partner"), max_length=255, db_collation="vi_icu")
    name_key = models.TextField(editable=False, unique=True)
    original_name = models.CharField(_("Original or English name"), max_length=255, blank=True)
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="partners",
        verbose_name=_("Country or territory"),
    )
    kind = models.CharField(_("Kind of partner"), max_length=10, choices=PartnerKind)
    groups = ChoiceSetField(
        _("Coordination groups"),
        choices=CoordinationGroup,
        help_text=_(
            "HPG: health partnership group; PCG: UN group on health and reproductive rights; INGO: foreign NGOs."
        ),
    )
    registration_number = models.CharField(_("Registration number"), max_length=100, blank=True)
    registration_date = models.DateField(_("Registered on"), null=True, blank=True)
    registration_expiry = models.DateField(_("Registration expires"), null=True, blank=True)
    contact = models.CharField(_("Contact person"), max_length=200, blank=True)
    email = models.EmailField(_("E-mail"), blank=True)
    phone = models.CharField(_("Telephone"), max_length=30, blank=True)
    website = models.URLField(_("Website"), blank=True)
    address = models.CharField(_("Address"), max_length=255, blank=True)
    source = models.CharField(_("Data source"), max_length=500, blank=True)
    note = models.TextField(_("Note"), blank=True)

    objects = ContributedQuerySet.as_manager()

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["name"]
        constraints = [
            Ordered(
                "registration_date",
                "registration_expiry",
                name="partner_registration_order",
                message=_("The registration must expire after it was issued."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def derive(self):
        """A tombstone leaves its name to others: to the partner it was merged into, when that takes it over."""
        self.name_key = match_key(self.name) + (f" ={self.pk}" if self.merged_into_id else "")

    @property
    def is_foreign_ngo(self) -> bool:
        return self.kind == PartnerKind.PCPNN

    @property
    def is_registered(self) -> bool:
        """Does a foreign NGO hold a registration valid today (Decree 58/2022)?"""
        return self.registration_expiry is not None and self.registration_expiry >= timezone.localdate()

    def clean(self):
        if self.name and Partner.objects.filter(name_key=match_key(self.name)).exclude(pk=self.pk).exists():
            raise ValidationError({"name": _("There is a partner of this name already.")})
        if self.name and (heir := merged_as(self.name, besides=self.pk)) is not None and heir.pk != self.pk:
            raise ValidationError(
                {"name": _("A partner of this name was merged into “%(name)s”.") % {"name": heir}}
            )
        if self.kind == PartnerKind.TRONG_NUOC and self.country and self.country.code != "VN":
            raise ValidationError({"country": _("A domestic partner belongs to Việt Nam.")})

    def search_parts(self) -> list[str]:
        return self.search_names()

    def search_names(self):
        aliases = [row.name for row in self.aliases.all()] if self.pk else []
        return [self.name, self.original_name, *aliases]


def merged_as(name: str, *, besides: int | None = None) -> "Partner | None":
    """The partner that one of this name was merged into."""
    gone = Partner.objects.filter(name_key__startswith=f"{match_key(name)} =", merged_into__isnull=False)
    found = next((row for row in gone.exclude(pk=besides) if match_key(row.name) == match_key(name)), None)
    return found.heir if found else None


class PartnerAlias(Child):
    """Another name of a partner: abbreviation, older or misspelt form."""

    PARENT = "partner"
    partner = models.ForeignKey(Partner, models.CASCADE, related_name="aliases")
    name = models.CharField(_("Other name"), max_length=255)

    class Meta(Child.Meta):
        verbose_name = _("other name")
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "name"],
                name="alias_once",
                violation_error_message=_("This name is listed already."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Gender(models.TextChoices):
    MALE = "MALE", _("Male")
    FEMALE = "FEMALE", _("Female")


class PassportKind(models.TextChoices):
    ORDINARY = "ORDINARY", _("Ordinary passport")
    OFFICIAL = "OFFICIAL", _("Official passport")
    DIPLOMATIC = "DIPLOMATIC", _("Diplomatic passport")


class Employment(models.TextChoices):
    CIVIL_SERVANT = "CIVIL_SERVANT", _("Civil servant")
    PUBLIC_EMPLOYEE = "PUBLIC_EMPLOYEE", _("Public employee")
    WORKER = "WORKER", _("Contract worker")


class AcademicTitle(models.TextChoices):
    BS = "BS", "BS"
    THS = "THS", "ThS"
    TS = "TS", "TS"
    PGS = "PGS", "PGS"
    GS = "GS", "GS"
    BSCKI = "BSCKI", "BSCKI"
    BSCKII = "BSCKII", "BSCKII"
    DS = "DS", "DS"
    DD = "DD", "ĐD"
    KTV = "KTV", "KTV"
    KHAC = "KHAC", _("Other title")


class Person(Mergeable, Tracked):
    """Someone who travels, signs or keeps the unit's foreign affairs. Same person: name, birth date, unit."""

    slug = "person"
    SEARCH_RELATIONS = ("merged",)
    SENSITIVE = {"party_member": SEE_PARTY, "party_managed": SEE_PARTY}
    full_name = models.CharField(_("Full name"), max_length=100, db_collation="vi_icu")
    name_key = models.TextField(editable=False, db_index=True)
    birth_date = models.DateField(_("Date of birth"), null=True, blank=True)
    gender = models.CharField(_("Gender"), max_length=6, choices=Gender, blank=True)
    nationality = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Nationality")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="persons", verbose_name=_("Workplace")
    )
    organisation = models.CharField(_("Organisation (outside the sector)"), max_length=255, blank=True)
    position = models.CharField(_("Position"), max_length=500, blank=True)
    titles = ChoiceSetField(_("Academic titles"), choices=AcademicTitle)
    professional_title = models.CharField(_("Professional title"), max_length=150, blank=True)
    employment = models.CharField(_("Category"), max_length=16, choices=Employment, blank=True)
    party_managed = models.BooleanField(_("Managed by the City Party Committee"), default=False)
    party_member = models.BooleanField(_("Party member"), default=False)
    passport_kind = models.CharField(_("Kind of passport"), max_length=10, choices=PassportKind, blank=True)
    passport_number = EncryptedTextField(_("Passport number"), blank=True, default="")
    passport_issued = models.DateField(_("Passport issued"), null=True, blank=True)
    passport_expiry = models.DateField(_("Passport expires"), null=True, blank=True)
    email = models.EmailField(_("E-mail"), blank=True)
    phone = models.CharField(
        _("Telephone"),
        max_length=20,
        blank=True,
        validators=[
            RegexValidator(r"^(0|\+84)\d{9,10}$", _("Write the number as 0912345678 or +84912345678."))
        ],
    )

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        ordering = ["full_name"]
        indexes = [models.Index(fields=["name_key", "birth_date", "unit"], name="person_identity")]
        constraints = [
            Ordered(
                "passport_issued",
                "passport_expiry",
                name="person_passport_order",
                message=_("The passport must expire after it was issued."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def derive(self):
        self.name_key = person_key(self.full_name)

    def search_parts(self) -> list[str]:
        others = [row.full_name for row in self.merged.all()] if self.pk else []
        return [self.full_name, self.position, str(self.unit or self.organisation), *others]


class ActivityKind(models.TextChoices):
    OUTBOUND = "OUTBOUND", _("Outbound delegation")
    INBOUND = "INBOUND", _("Inbound delegation")
    AGREEMENT = "AGREEMENT", _("Agreement")
    CONFERENCE = "CONFERENCE", _("International conference")
    AID = "AID", _("Mobilising aid")
    TRAINING = "TRAINING", _("Training")


class PlanState(models.TextChoices):
    REGISTERED = "REGISTERED", _("Registered")
    CONSOLIDATED = "CONSOLIDATED", _("Consolidated")
    APPROVED = "APPROVED", _("Plan approved")
    ADJUSTED = "ADJUSTED", _("Adjusted")
    CANCELLED = "CANCELLED", _("Cancelled")


class Priority(models.TextChoices):
    HIGH = "HIGH", _("High")
    MEDIUM = "MEDIUM", _("Medium")
    LOW = "LOW", _("Low")


class PlannedActivity(Tracked):
    """A line of the year's programme of foreign affairs (chương trình hoạt động đối ngoại năm)."""

    slug = "planned"
    year = models.PositiveSmallIntegerField(_("Year"))
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="planned_activities", verbose_name=_("Unit in charge")
    )
    kind = models.CharField(_("Kind of activity"), max_length=10, choices=ActivityKind)
    title = models.CharField(_("Name of the activity"), max_length=500, db_collation="vi_icu")
    content = models.TextField(_("Content"), blank=True)
    partners = models.ManyToManyField(Partner, blank=True, related_name="+", verbose_name=_("Partners"))
    countries = models.ManyToManyField(
        Country, blank=True, related_name="+", verbose_name=_("Countries and territories")
    )
    expected_time = models.CharField(
        _("Expected time"), max_length=100, blank=True, help_text=_("Month or quarter.")
    )
    people = models.PositiveIntegerField(_("Number of people"), null=True, blank=True)
    cost = models.DecimalField(
        _("Estimated cost (VND)"), max_digits=18, decimal_places=0, null=True, blank=True
    )
    funding = models.CharField(_("Source of funds"), max_length=200, blank=True)
    priority = models.CharField(_("Priority"), max_length=6, choices=Priority, blank=True)
    state = models.CharField(_("State"), max_length=12, choices=PlanState, default=PlanState.REGISTERED)
    note = models.TextField(_("Note"), blank=True)
    _history_m2m_fields = [partners, countries]

    class Meta:
        verbose_name = _("planned activity")
        verbose_name_plural = _("programme of the year")
        ordering = ["-year", "-pk"]
        constraints = [AtLeast("cost", name="planned_cost_not_negative")]

    def __str__(self) -> str:
        return f"{self.year} · {self.title}"

    def search_parts(self) -> list[str]:
        return [str(self.year), self.title, str(self.unit)]

    def search_names(self):
        return [self.title]


class CooperationField(models.TextChoices):
    """Fields of cooperation (lĩnh vực hợp tác, domain §3.11), shared by visits, agreements and aid."""

    EPIDEMICS = "EPIDEMICS", _("Epidemic control; vaccines")
    TREATMENT = "TREATMENT", _("Examination, treatment; advanced care")
    EXPERTS = "EXPERTS", _("Exchange of experts")
    RESEARCH = "RESEARCH", _("Research and innovation")
    TRAINING = "TRAINING", _("Training of health staff")
    INFRASTRUCTURE = "INFRASTRUCTURE", _("Building of infrastructure")
    EQUIPMENT = "EQUIPMENT", _("Supply of medical equipment")
    TECHNOLOGY = "TECHNOLOGY", _("Transfer of technique and technology")
    PRIMARY_CARE = "PRIMARY_CARE", _("Primary and community health")
    EMERGENCY = "EMERGENCY", _("Pre-hospital emergency care")
    MANAGEMENT = "MANAGEMENT", _("State and quality management")
    DIGITAL = "DIGITAL", _("Smart health, digital transformation")
    TOURISM = "TOURISM", _("Medical tourism")
    PHARMACY = "PHARMACY", _("Medicines, cosmetics")
    REPRODUCTIVE = "REPRODUCTIVE", _("Reproductive, mother and child health")
    HIV_TB_MALARIA = "HIV_TB_MALARIA", _("HIV/AIDS, tuberculosis, malaria")
    NUTRITION = "NUTRITION", _("Nutrition, food safety")
    REHABILITATION = "REHABILITATION", _("Rehabilitation, disability")
    MENTAL = "MENTAL", _("Mental health")
    OTHER = "OTHER", _("Other field")
