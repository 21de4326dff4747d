"""What the sector does with each country: the figure the world map shades by. It stands in no report."""

from django.utils.translation import gettext_lazy as _

from agreements.indicators import SIGNINGS
from aid_projects.indicators import AID_UNDER_WAY
from conferences.indicators import HOSTED
from core.indicators.declaration import indicator
from delegations.indicators.inbound import VISITS
from delegations.indicators.outbound import TRIPS

WITH_COUNTRIES = indicator(
    "QH01",
    _("Activities with countries and territories"),
    _("activities"),
    _(
        "Outbound and inbound delegations, international agreements signed, conferences hosted and aid under way, as each is "
        "counted in the period. What concerns several countries counts with each of them."
    ),
    TRIPS,
    VISITS,
    SIGNINGS,
    HOSTED,
    AID_UNDER_WAY,
)
