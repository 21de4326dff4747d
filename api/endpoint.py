"""What every address of the API does before its own work: the query is what its description says, nothing else."""

import re

from django.utils.translation import gettext as _
from rest_framework.views import APIView

from api import described
from api.described import Operation, Parameter, Schema, list_of, or_null, reference
from api.errors import Fault, Unreadable
from api.parsers import is_text
from api.typed import Misshapen, day_of

PER_PAGE, MOST_PER_PAGE = 50, 200
PAGE = Parameter("page", {"type": "integer", "minimum": 1, "maximum": 1_000_000}, "1…")
PAGE_SIZE = Parameter("page_size", {"type": "integer", "minimum": 1, "maximum": MOST_PER_PAGE})
LABELS = Parameter("labels", {"type": "boolean"})
PAGED = (PAGE, PAGE_SIZE)

_WHOLE = re.compile(r"-?[0-9]{1,19}")


class Endpoint(APIView):
    """A view that says what it takes. Subclasses say `operation(method)`; `parameters()` where they take any."""

    screen = None

    def parameters(self) -> tuple[Parameter, ...]:
        """Of GET."""
        return ()

    def operation(self, method: str) -> Operation:
        raise NotImplementedError

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        known = {each.name: each for each in (self.parameters() if request.method in ("GET", "HEAD") else ())}
        self.asked, faults = {}, []
        for name, values in request.GET.lists():
            if name not in known:
                faults.append(Fault(name, "unknown", _("There is no such parameter.")))
                continue
            try:
                self.asked[name] = _read(known[name].schema, values)
            except Misshapen as wanted:
                faults.append(Fault(name, "type", str(wanted)))
        if faults:
            raise Unreadable(_("The request cannot be read."), faults)

    def page(self) -> tuple[int, int]:
        """Which rows are asked for: the first, and how many."""
        size = self.asked.get("page_size", PER_PAGE)
        return (self.asked.get("page", 1) - 1) * size, size


def _read(schema: Schema, values: list[str]):
    """The value of a parameter that stands once in the address."""
    if len(values) != 1:
        raise Misshapen(_("This parameter is given twice."))
    (value,) = values
    if not is_text(value):
        raise Misshapen(_("Text is wanted here."))
    if schema["type"] == "integer":
        if not _WHOLE.fullmatch(value):
            raise Misshapen(_("A whole number is wanted here."))
        number = int(value)
        if not schema.get("minimum", number) <= number <= schema.get("maximum", number):
            raise Misshapen(_("The number is out of range."))
        return number
    if schema["type"] == "boolean":
        if value not in ("true", "false"):
            raise Misshapen(_("true or false is wanted here."))
        return value == "true"
    if schema.get("format") == "date":
        return day_of(value)
    if "enum" in schema and value not in schema["enum"]:
        raise Misshapen(_("This is none of the choices."))
    if len(value) > schema.get("maxLength", len(value)) or len(value) < schema.get("minLength", 0):
        raise Misshapen(_("The text is too long or too short."))
    return value


def page_of(name: str) -> dict[str, Schema]:
    """What `paged` answers, of rows of this schema."""
    return {
        "count": described.WHOLE,
        "page": described.WHOLE,
        "pages": described.WHOLE,
        "next": or_null(described.TEXT),
        "previous": or_null(described.TEXT),
        "results": list_of(reference(name)),
    }


def paged(endpoint: Endpoint, count: int, rows: list) -> dict:
    """A page of a list, with the addresses of its neighbours."""
    start, size = endpoint.page()
    number, pages = start // size + 1, max(-(-count // size), 1)

    def address(page: int) -> str | None:
        if not 1 <= page <= pages:
            return None
        asked = endpoint.request.GET.copy()
        asked["page"] = str(page)
        return f"{endpoint.request.path}?{asked.urlencode()}"

    return {
        "count": count,
        "page": number,
        "pages": pages,
        "next": address(number + 1),
        "previous": address(number - 1) if rows or number == pages + 1 else None,
        "results": rows,
    }
