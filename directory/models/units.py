"""Units of the department, the names they had, and those that took their place."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.constraints import Ordered
from core.records import Child, Tracked
from core.scope import SharedQuerySet
from core.text import match_key
from directory.lineage import Lineage


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
