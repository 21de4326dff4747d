"""Persons: who travels, signs, keeps a unit's foreign affairs."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.access import SEE_PARTY
from core.constraints import Ordered
from core.fields import ChoiceSetField, EncryptedTextField
from core.records import Tracked
from core.text import person_key
from directory.models.countries import Country
from directory.models.units import Unit
from directory.twins import Mergeable


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
