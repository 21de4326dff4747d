"""The workbook's sheets of units and partners, and the names everything else is found by."""

from collections import defaultdict

from django.utils.translation import gettext as _

from core.names import Names
from core.text import match_key
from core.workbook.sheet import Sheet
from directory import columns
from directory.models import Country, FormerName, Partner, PartnerAlias, PartnerKind, Unit


def unit_names(unit: Unit, former: list[str]) -> list[str]:
    return [unit.code, unit.name, unit.short_name, *former]


def partner_names(partner: Partner, aliases: list[str]) -> list[str]:
    return [partner.name, partner.original_name, *aliases]


def country_names(country: Country) -> list[str]:
    return [
        country.name,
        country.english_name,
        country.official_name,
        country.code,
        *country.aliases,
    ]


def known_names() -> dict[type, Names]:
    """Every name of every unit, partner and country in the system; five queries."""
    units, partners, countries = Names(), Names(), Names()
    former, aliases = _names_by(FormerName, "unit_id"), _names_by(PartnerAlias, "partner_id")
    for unit in Unit.objects.live().order_by():
        units.add(unit, *unit_names(unit, former[unit.pk]))
    for partner in Partner.objects.live().order_by():
        partners.add(partner, *partner_names(partner, aliases[partner.pk]))
    all_countries = list(Country.objects.all())
    spoken = {match_key(name) for country in all_countries for name in country_names(country)}
    for country in all_countries:  # a name wins over a code: `Nga` is Russia, though NGA is Nigeria
        code = [country.code3] if match_key(country.code3) not in spoken else []
        countries.add(country, *country_names(country), *code)
    return {Unit: units, Partner: partners, Country: countries}


def _names_by(model, owner: str) -> dict[int, list[str]]:
    found = defaultdict(list)
    for key, name in model.objects.order_by("pk").values_list(owner, "name"):
        found[key].append(name)
    return found


class UnitSheet(Sheet):
    title = "Đơn vị"
    also = ("danh sách đơn vị", "đơn vị trực thuộc")
    model = Unit
    columns = columns.UNIT
    naming = ("code", "name", "short_name", "former_names")

    def names_told(self, row):
        told = super().names_told(row)
        return [
            *told,
            *(match["name"] for name in told if (match := columns.FORMER_NAME.match(name.strip()))),
        ]

    def key(self, row):
        code = row.values.get(self.column("code"))
        return match_key(code) if code else None

    def key_of(self, instance):
        return match_key(instance.code)

    def repeated(self, row, first, load):
        load.fault(
            row, self.column("code"), _("This code stands in row %(row)d already.") % {"row": first.position}
        )

    def register(self, row, load):
        if not row.faulty:
            former = [name for name, _until in row.value("former_names")]
            load.names[Unit].add(row.instance, *unit_names(row.instance, former))

    def finish(self, rows, load):
        _refuse_equal_names(self, rows, load, _("There is a unit of this name already."))


class PartnerSheet(Sheet):
    title = "Đối tác"
    also = ("danh sách đối tác", "tổ chức phi chính phủ")
    model = Partner
    columns = columns.PARTNER
    naming = ("name", "original_name", "aliases")

    def key(self, row):
        name = row.values.get(self.column("name"))
        return match_key(name) if name else None

    def key_of(self, instance):
        return instance.name_key

    def check(self, row, load):
        country = self.column("country")
        if (
            row.has("country")
            and row.value("country") is None
            and not row.faulty
            and row.instance.kind != PartnerKind.TCQT
        ):
            load.warn(row, country, _("Only intergovernmental bodies have no country."))

    def register(self, row, load):
        if not row.faulty:
            load.names[Partner].add(row.instance, *partner_names(row.instance, row.value("aliases")))


def _refuse_equal_names(sheet, rows, load, reason: str) -> None:
    owners: dict[str, list] = {}
    for row in rows:
        if row.instance.name and not row.faulty:
            owners.setdefault(match_key(row.instance.name), []).append(row)
    mine = {row.instance.pk for row in rows if row.instance.pk}
    stored = dict(
        sheet.model._base_manager.exclude(pk__in=mine)
        .filter(name_key__in=owners)
        .values_list("name_key", "pk")
    )
    for key, sharing in owners.items():
        for row in sharing if key in stored else sharing[1:]:
            load.fault(row, sheet.column("name"), reason)
