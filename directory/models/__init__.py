"""What every record refers to: units, countries, partners, persons, the plan of the year."""

from directory.models.cooperation import CooperationField
from directory.models.countries import Country, Region
from directory.models.partners import CoordinationGroup, Partner, PartnerAlias, PartnerKind
from directory.models.persons import AcademicTitle, Employment, Gender, PassportKind, Person
from directory.models.programme import ActivityKind, PlannedActivity, PlanState, Priority
from directory.models.units import FormerName, Unit, UnitKind
from directory.twins import LikelyPair, Merging, NotDuplicate

__all__ = [
    "AcademicTitle",
    "ActivityKind",
    "CooperationField",
    "CoordinationGroup",
    "Country",
    "Employment",
    "FormerName",
    "Gender",
    "LikelyPair",
    "Merging",
    "NotDuplicate",
    "Partner",
    "PartnerAlias",
    "PartnerKind",
    "PassportKind",
    "Person",
    "PlanState",
    "PlannedActivity",
    "Priority",
    "Region",
    "Unit",
    "UnitKind",
]
