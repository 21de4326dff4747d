"""Countries and territories."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
