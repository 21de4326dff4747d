"""What someone should look at in conferences; nothing here is refused."""

from django.utils.translation import gettext as _

from conferences.models import NOT_INTERNATIONAL, Authority, Conference, Role
from core.checks import of_activity

CONFERENCE = of_activity(Conference)


def look_at(record: Conference) -> list[str]:
    """What concerns the record alone."""
    found = []
    if record.role == Role.CHU_TRI and not record.has_foreign_element:
        found.append(str(NOT_INTERNATIONAL))
    if record.authority == Authority.PRIME_MINISTER:
        found.append(_("The Prime Minister permits this conference (Decision 06/2020 art. 3)."))
    return found
