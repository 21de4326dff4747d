"""The department the product serves: data, not code."""

from django.core.cache import cache
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Department(models.Model):
    """One row: how the department is called on paper and on screen."""

    name = models.CharField(_("Name of the department"), max_length=200, default="Sở Y tế Hà Nội")
    short_name = models.CharField(_("Name on documents"), max_length=100, default="Sở Y tế")
    superior = models.CharField(_("Superior body"), max_length=200, default="UBND thành phố Hà Nội")
    place = models.CharField(_("Place name"), max_length=100, default="Hà Nội")
    report_symbol = models.CharField(_("Symbol of reports"), max_length=30, default="BC-SYT")
    proposal_symbol = models.CharField(_("Symbol of proposals"), max_length=30, default="TTr-SYT")
    letter_symbol = models.CharField(
        _("Symbol of letters"),
        max_length=30,
        default="SYT-VP",
        help_text=_("With the office that drafts them."),
    )
    decision_symbol = models.CharField(_("Symbol of decisions"), max_length=30, default="QĐ-SYT")
    drafting_office = models.CharField(
        _("Office that drafts papers"), max_length=30, default="VP", help_text=_("As after “Lưu: VT”.")
    )
    foreign_office = models.CharField(
        _("Foreign affairs office of the city"), max_length=200, default="Sở Ngoại vụ thành phố Hà Nội"
    )
    police = models.CharField(_("Police of the city"), max_length=200, default="Công an thành phố Hà Nội")
    sector = models.CharField(_("Sector in sentences"), max_length=100, default="Ngành Y tế Hà Nội")
    city = models.CharField(_("City or province in sentences"), max_length=100, default="Thành phố")
    signer_title = models.CharField(
        _("Title of the signer"),
        max_length=100,
        default="GIÁM ĐỐC",
        help_text=_("Two lines are parted by a semicolon: KT. GIÁM ĐỐC; PHÓ GIÁM ĐỐC."),
    )
    signer_name = models.CharField(_("Name of the signer"), max_length=100, blank=True)
    english_name = models.CharField(_("English name"), max_length=200, blank=True)
    iati_identifier = models.CharField(
        _("IATI identifier of the department"),
        max_length=60,
        blank=True,
        help_text=_("As registered with IATI, for example VN-ABC-123456. Without it no IATI file is made."),
        validators=[
            RegexValidator(r"^[A-Z]{2,3}-[A-Z0-9]+-[A-Za-z0-9._-]+$", _("Write it as VN-ABC-123456."))
        ],
    )
    is_demo = models.BooleanField(_("Illustrative data"), default=False, editable=False)

    class Meta:
        app_label = "core"
        verbose_name = _("department settings")

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.pk = 1
        super().save(*args, **kwargs)
        cache.delete("department")

    @classmethod
    def current(cls) -> "Department":
        """The department, from the cache; the defaults until someone has set it."""
        found = cache.get("department")
        if found is None:
            found = cls.objects.filter(pk=1).first() or cls()
            cache.set("department", found, 300)
        return found
