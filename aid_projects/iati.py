"""Aid as an activity file of the International Aid Transparency Initiative (IATI 2.03).

What the data do not say is left out where the standard allows it, and told as a warning: nothing is made up.
"""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from lxml import etree

from aid_projects import iati_codes as codes
from aid_projects.models import AidKind, AidProject
from core.department import Department
from directory.models import CooperationField, Partner, PartnerKind

VERSION = "2.03"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ONE_YEAR = datetime.timedelta(days=366)
CURRENCY = re.compile(r"[A-Z]{3}")
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Signs no XML document may hold."""
RELATIONS = ("donors", "disbursements")


class NotReady(Exception):
    """The publisher is not known yet; the message says where to enter it."""


@dataclass(frozen=True)
class Warned:
    """What a reader of the file will miss, at which aid."""

    aid: AidProject
    text: str

    def __str__(self) -> str:
        return f"{self.aid.number}: {self.text}"


@dataclass
class Publication:
    """The file, and what is to be said of it."""

    content: bytes | None = None
    """None: there is nothing to publish, and an empty file would not be valid."""
    published: int = 0
    left_out: int = 0
    """Not approved (yet): nobody's business outside."""
    warnings: list[Warned] = field(default_factory=list)

    def warn(self, aid: AidProject, text: Any) -> None:
        self.warnings.append(Warned(aid, str(text)))


def publish(aids: Iterable[AidProject]) -> Publication:
    """An activity for each approved aid. `aids`: with RELATIONS fetched."""
    department = Department.current()
    if not department.iati_identifier:
        raise NotReady(_("The settings do not hold the department's IATI identifier yet."))
    found = Publication()
    root = etree.Element("iati-activities", version=VERSION)
    moment = timezone.now()
    root.set("generated-datetime", _moment(moment))
    for aid in aids:
        if aid.state not in codes.STATUS:
            found.left_out += 1
        elif _writable(aid, found):
            root.append(_Activity(aid, department, found).element)
            found.published += 1
    if found.published:
        found.content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return found


def _writable(aid: AidProject, found: Publication) -> bool:
    """The standard asks for a day of every activity."""
    if aid.start_date or aid.end_date:
        return True
    found.warn(aid, _("Left out: neither the first nor the last day is known."))
    return False


def _moment(moment: datetime.datetime) -> str:
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def plain(text: Any) -> str:
    return NOT_XML.sub(" ", str(text or "")).strip()


class _Activity:
    """One aid, its elements in the order of the standard."""

    def __init__(self, aid: AidProject, department: Department, found: Publication):
        self.aid, self.department, self.found = aid, department, found
        self.donors = sorted(aid.donors.all(), key=lambda each: each.pk)
        self.currency = aid.currency if CURRENCY.fullmatch(aid.currency) else ""
        self.element = etree.Element("iati-activity")
        self.element.set(LANG, "vi")
        self.element.set("last-updated-datetime", _moment(aid.updated_at))
        self.element.set("hierarchy", "1")
        if self.currency:
            self.element.set("default-currency", self.currency)
        if aid.kind == AidKind.KHAN_CAP:
            self.element.set("humanitarian", "1")
        for part in (
            self._identity, self._descriptions, self._organisations, self._state, self._place, self._sectors,
            self._kind, self._budget, self._commitment, self._receipts,
        ):  # fmt: skip
            part()

    # --- helpers ---

    def _add(self, name: str, parent=None, **attributes: str) -> Any:
        parent = self.element if parent is None else parent
        made = etree.SubElement(parent, name)
        for key, value in attributes.items():
            made.set(key.replace("_", "-"), value)
        return made

    def _narrate(self, parent, text: Any, english: Any = "") -> None:
        etree.SubElement(parent, "narrative").text = plain(text)
        if plain(english):
            told = etree.SubElement(parent, "narrative")
            told.set(LANG, "en")
            told.text = plain(english)

    def _warn(self, text: Any) -> None:
        self.found.warn(self.aid, text)

    # --- parts ---

    def _identity(self) -> None:
        aid, department = self.aid, self.department
        identifier = f"{department.iati_identifier}-{aid.number}"
        self._add("iati-identifier").text = identifier
        reporting = self._add(
            "reporting-org",
            ref=department.iati_identifier,
            type=codes.LOCAL_GOVERNMENT,
            secondary_reporter="0",
        )
        self._narrate(reporting, department.name, department.english_name)
        self._narrate(self._add("title"), plain(aid.title) or aid.number, aid.english_title)
        if not plain(aid.english_title):
            self._warn(_("The English name is missing."))

    def _descriptions(self) -> None:
        told = [
            (code, text)
            for code, text in (
                (codes.GENERAL, self.aid.content),
                (codes.OBJECTIVES, self.aid.objective),
                (codes.OTHER, self.aid.expected_results),
            )
            if plain(text)
        ]
        if not told:
            self._warn(_("Neither content nor objective is known: the name stands in their place."))
            told = [(codes.GENERAL, self.aid.title or self.aid.number)]
        for code, text in told:
            self._narrate(self._add("description", type=code), text)

    def _organisations(self) -> None:
        aid = self.aid
        for donor in self.donors:
            self._organisation(codes.FUNDING, *_told(donor), codes.ORGANISATION.get(donor.kind, ""))
        if not self.donors:
            self._warn(_("No donor is named."))
        if plain(aid.managing_agency):
            self._organisation(codes.ACCOUNTABLE, aid.managing_agency, "", codes.LOCAL_GOVERNMENT)
        else:
            self._warn(_("The managing agency is missing."))
        self._organisation(codes.IMPLEMENTING, aid.unit.name, aid.unit.english_name, codes.PUBLIC_SECTOR)

    def _organisation(self, role: str, name: str, english: str, type_: str) -> None:
        made = self._add("participating-org", role=role, **({"type": type_} if type_ else {}))
        self._narrate(made, name, english)

    def _state(self) -> None:
        aid, today = self.aid, timezone.localdate()
        self._add("activity-status", code=codes.STATUS[aid.state])
        for day, planned, actual, reached in (
            (aid.start_date, codes.PLANNED_START, codes.ACTUAL_START, codes.BEGUN),
            (aid.end_date, codes.PLANNED_END, codes.ACTUAL_END, codes.OVER),
        ):
            if day is None:
                continue
            self._add("activity-date", type=planned, iso_date=day.isoformat())
            if aid.state in reached and day <= today:
                self._add("activity-date", type=actual, iso_date=day.isoformat())
        if aid.start_date is None:
            self._warn(_("The first day is missing."))
        if aid.end_date is None:
            self._warn(_("The last day is missing."))

    def _place(self) -> None:
        self._add("recipient-country", code="VN")

    def _sectors(self) -> None:
        found = list(dict.fromkeys(code for each in self.aid.fields if (code := codes.SECTOR.get(each))))
        untold = [str(CooperationField(each).label) for each in self.aid.fields if each not in codes.SECTOR]
        if untold:
            self._warn(_("No single DAC code tells this field: %(fields)s.") % {"fields": ", ".join(untold)})
        if not found:
            self._warn(_("No sector is told."))
        if len(found) > 1:
            self._warn(_("Several fields, of which no shares are known: they are told in equal parts."))
        for code, part in zip(found, _equal_parts(len(found)), strict=True):
            self._add("sector", vocabulary="1", code=code, **({"percentage": part} if part else {}))

    def _kind(self) -> None:
        if self.aid.kind == AidKind.ODA:
            self._add("default-flow-type", code=codes.ODA)
        self._add("default-finance-type", code=codes.GRANT)
        if code := codes.AID_TYPE.get(self.aid.kind):
            self._add("default-aid-type", code=code)

    def _budget(self) -> None:
        """A budget is of a year at most: what lasts longer has no yearly figures here."""
        aid = self.aid
        if not aid.value:
            return
        start, end, dated = aid.start_date, aid.end_date, self._committed_on()
        if not (start and end and dated and self.currency):
            return
        if end - start >= ONE_YEAR:
            self._warn(
                _("It lasts longer than a year and no budget by year is known: only the commitment is told.")
            )
            return
        made = self._add("budget", type="1", status="2")
        self._add("period-start", made, iso_date=start.isoformat())
        self._add("period-end", made, iso_date=end.isoformat())
        self._value(made, aid.value, self.currency, dated)

    def _committed_on(self) -> datetime.date | None:
        """The day the donor bound itself: its consent, else the aid document, else the decision here."""
        return self.aid.consent_date or self.aid.document_date or self.aid.permit_date

    def _commitment(self) -> None:
        aid, day = self.aid, self._committed_on()
        if not aid.value:
            self._warn(_("The total value is missing."))
        elif not self.currency:
            self._warn(_("The currency is missing or is not an ISO code: the value is left out."))
        elif day is None:
            self._warn(
                _(
                    "No day of the donor's consent, of the document or of the decision: the commitment is left out."
                )
            )
        else:
            self._transaction(codes.INCOMING_COMMITMENT, day, aid.value, self.currency)

    def _receipts(self) -> None:
        for row in sorted(self.aid.disbursements.all(), key=lambda each: (each.date, each.pk)):
            amount, currency = (row.amount, self.currency) if self.currency else (row.usd, "USD")
            if amount:
                self._transaction(codes.INCOMING_FUNDS, row.date, amount, currency)
            else:
                day = date_format(row.date, "SHORT_DATE_FORMAT")
                self._warn(
                    _("The disbursement of %(day)s has no amount with a currency: left out.") % {"day": day}
                )

    def _transaction(self, code: str, day: datetime.date, amount: Decimal, currency: str) -> None:
        made = self._add("transaction")
        self._add("transaction-type", made, code=code)
        self._add("transaction-date", made, iso_date=day.isoformat())
        self._value(made, amount, currency, day)
        if len(self.donors) == 1:  # of several nobody knows who gave what
            donor = self.donors[0]
            type_ = codes.ORGANISATION.get(donor.kind, "")
            self._narrate(
                self._add("provider-org", made, **({"type": type_} if type_ else {})), *_told(donor)
            )
        receiver = self._add("receiver-org", made, type=codes.PUBLIC_SECTOR)
        self._narrate(receiver, self.aid.unit.name, self.aid.unit.english_name)

    def _value(self, parent, amount: Decimal, currency: str, day: datetime.date) -> None:
        made = self._add("value", parent, currency=currency, value_date=day.isoformat())
        made.text = f"{amount:.2f}"


def _told(donor: Partner) -> tuple[str, str]:
    """The donor's name, and its original one. A private person is not named to the world."""
    if donor.kind == PartnerKind.CN:
        return "Cá nhân", "Private individual"
    return donor.name, donor.original_name


def _equal_parts(number: int) -> list[str]:
    """Percentages that make exactly 100; none for a single part."""
    if number < 2:
        return [""] * number
    part = (Decimal(100) / number).quantize(Decimal("0.01"))
    return [*[str(part)] * (number - 1), str(100 - part * (number - 1))]
