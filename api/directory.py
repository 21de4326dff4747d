"""Who calls and what there is: the person of the key, the types of records, countries."""

from django.utils.translation import gettext as _
from rest_framework.response import Response

from api import described
from api.described import Operation, list_of, or_null, reference, thing
from api.endpoint import Endpoint
from api.shapes import writes
from core import access
from core.screens import screens
from directory.models import Country

ME = thing(
    {
        "username": described.TEXT,
        "name": described.TEXT,
        "unit": or_null(described.KEY),
        "unit_name": or_null(described.TEXT),
        "roles": list_of(described.TEXT),
        "key": thing({"name": described.TEXT, "rights": described.TEXT, "expires_on": described.DAY}),
        "types": list_of(
            thing(
                {
                    "type": described.TEXT,
                    "title": described.TEXT,
                    "address": described.TEXT,
                    "may_create": described.YES_NO,
                }
            )
        ),
    }
)


class Me(Endpoint):
    """Whose key this is, what it may do, and where everything lies."""

    def get(self, request):
        user, token = request.user, request.auth
        return Response(
            {
                "username": user.username,
                "name": str(user),
                "unit": user.unit_id,
                "unit_name": str(user.unit) if user.unit else None,
                "roles": [str(role.label) for role in user.roles],
                "key": {
                    "name": token.name,
                    "rights": token.rights,
                    "expires_on": token.expires_on.isoformat(),
                },
                "types": [
                    {
                        "type": screen.model.slug,
                        "title": screen.title,
                        "address": f"{request.path}{screen.model.slug}/",
                        "may_create": writes(screen)
                        and token.writes
                        and bool(access.can_create(user, screen.model)),
                    }
                    for screen in screens()
                ],
            }
        )

    def operation(self, method):
        return Operation(
            "me",
            _("Whose key this is, and what there is"),
            _("Key"),
            reference("Me"),
            components={"Me": lambda: ME},
            refusals=(400,),
        )


COUNTRY = thing(
    {
        "id": described.KEY,
        "code": described.TEXT,
        "code3": described.TEXT,
        "name": described.TEXT,
        "english_name": described.TEXT,
        "official_name": described.TEXT,
        "region": described.TEXT,
        "asean": described.YES_NO,
    }
)
COUNTRY_FIELDS = tuple(COUNTRY["properties"])


class Countries(Endpoint):
    def get(self, request):
        return Response({"results": list(Country.objects.values(*COUNTRY_FIELDS))})

    def operation(self, method):
        return Operation(
            "country_list",
            _("Countries and territories"),
            _("Directory"),
            thing({"results": list_of(reference("Country"))}),
            components={"Country": lambda: COUNTRY},
            refusals=(400,),
        )
