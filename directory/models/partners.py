"""Partners of the health sector, and what else they are called."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.constraints import Ordered
from core.fields import ChoiceSetField
from core.records import Child, Tracked
from core.scope import ContributedQuerySet
from core.text import match_key
from directory.models.countries import Country
from directory.twins import Mergeable


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
