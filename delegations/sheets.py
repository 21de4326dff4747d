"""The workbook's sheets of delegations, members and guests, and what each state requires of a load."""

from collections import defaultdict

from django.utils.translation import gettext as _

from core.fields import mask
from core.parse import as_typed
from core.states import UNDER_REVIEW_OR_GRANTED, ActivityState, permit_and_report
from core.text import match_key, person_key
from core.workbook.sheet import ChildSheet, RecordSheet
from delegations import columns
from delegations.models import Guest, InboundDelegation, Member, MemberRole, OutboundDelegation
from directory.people import People, set_person


class OutboundSheet(RecordSheet):
    title = "Đoàn ra"
    also = ("đoàn ra", "xuất cảnh", "đi công tác nước ngoài", "đi nước ngoài", "cán bộ ra nước ngoài")
    model = OutboundDelegation
    columns = columns.OUTBOUND
    first_state = ActivityState.DRAFT

    def required(self, row):
        state = row.instance.state
        base = ["purposes", "legs", "start_date", "end_date"] if state in UNDER_REVIEW_OR_GRANTED else []
        return base + permit_and_report(state)

    def check(self, row, load):
        trip = row.instance
        if trip.permit_date and trip.start_date and trip.permit_date > trip.start_date:
            load.warn(row, self.column("permit_date"), _("The decision is dated after the departure."))


class MemberSheet(ChildSheet):
    title = "Thành viên đoàn ra"
    also = ("thành viên đoàn",)
    model = Member
    record_model = OutboundDelegation
    columns = columns.MEMBER

    def identity(self, row):
        if self._is_nameless(row):
            return ("", row.position)
        name = row.values[self.column("person.full_name")]
        return (person_key(name), row.values.get(self.column("person.birth_date")))

    def _is_nameless(self, row) -> bool:
        """Can it not be told whom the row names?"""
        return not row.values.get(self.column("person.full_name")) or row.is_unread("person.birth_date")

    def identity_of(self, instance):
        return (instance.person.name_key, instance.person.birth_date)

    def stored(self, rows, load):
        name = self.column("person.full_name")
        People.of(load).look_up(row.values[name] for row in rows if name in row.values)
        return super().stored(rows, load).select_related("delegation", "person", "unit")

    def repeated(self, row, first, load):
        load.fault(
            row,
            self.column("person.full_name"),
            _("This person is on the delegation already (row %(row)d).") % {"row": first.position},
        )

    def prepare(self, row, load):
        name = row.values.get(self.column("person.full_name"))
        if not name:
            return
        values = {column.path: value for column, value in row.values.items()}
        birth_date = values.get("person.birth_date")
        unit = values.get("unit", row.instance.unit)
        set_person(
            row,
            People.of(load).meet(name, birth_date, unit),
            gender=values.get("person.gender"),
            position=values.get("position"),
            passport_kind=values.get("passport_kind"),
            passport_number=values.get("passport_number"),
        )

    def save_order(self, row):
        """A head who steps down is saved before the one who takes over."""
        return 0 if row.before.get("role") == MemberRole.LEADER else 1

    def finish(self, rows, load):
        by_trip = defaultdict(list)
        for row in rows:
            if not row.repeats and (row.instance.delegation_id or row.parent):
                by_trip[_same(row.instance.delegation)].append(row)
        trips = {_same(row.instance): (row, row.instance) for row in load.rows_of(OutboundDelegation)}
        for key, members in by_trip.items():
            trips.setdefault(key, (None, members[0].instance.delegation))
        others = self._stored_members([trip for _row, trip in trips.values()], rows)
        for key, (row, trip) in trips.items():
            self._check_trip(row, trip, by_trip[key], others[trip.pk] if trip.pk else [], load)

    def _stored_members(self, trips, rows) -> dict[int, list[str]]:
        """Roles of the stored members that the file does not name, by delegation."""
        named = {row.instance.pk for row in rows if row.instance is not None and row.instance.pk}
        found = defaultdict(list)
        stored = Member.objects.filter(delegation__in=[trip.pk for trip in trips if trip.pk])
        for trip, pk, role in stored.values_list("delegation", "pk", "role"):
            if pk not in named:
                found[trip].append(role)
        return found

    def _check_trip(self, row, trip, members, others, load) -> None:
        leaders = [member for member in members if member.instance.role == MemberRole.LEADER]
        if MemberRole.LEADER in others:  # an unreadable row may well be that very head
            extras = [member for member in leaders if not self._is_nameless(member)]
        else:
            extras = leaders[1:]
        for extra in extras:
            load.fault(extra, self.column("role"), _("A delegation has only one head."))
        if trip.state not in UNDER_REVIEW_OR_GRANTED:
            return
        place, column = (row, row.sheet.column("number")) if row else (members[0], self.column("role"))
        if row and load.is_excused(Member, ""):
            return
        if not members and not others:
            load.fault(
                place,
                column,
                _("The delegation has no member in the sheet “%(sheet)s”.") % {"sheet": self.title},
            )
        elif (
            not leaders
            and MemberRole.LEADER not in others
            and not any(member.is_unread("role") for member in members)
        ):
            load.fault(place, column, _("The delegation has no head (Trưởng đoàn)."))


def _same(trip) -> tuple:
    """One delegation is one, whichever copy a member holds; a new one is itself."""
    return ("stored", trip.pk) if trip.pk else ("new", id(trip))


class InboundSheet(RecordSheet):
    title = "Đoàn vào"
    also = ("đoàn vào", "khách quốc tế", "đoàn khách", "đón tiếp", "khách nước ngoài")
    model = InboundDelegation
    columns = columns.INBOUND
    first_state = ActivityState.DRAFT

    def required(self, row):
        state = row.instance.state
        base = (
            ["countries", "start_date", "end_date", "guest_count"] if state in UNDER_REVIEW_OR_GRANTED else []
        )
        return base + permit_and_report(state)

    def check(self, row, load):
        if row.instance.guest_count == 0:
            load.warn(row, self.column("guest_count"), _("A delegation has at least one guest."))


class GuestSheet(ChildSheet):
    title = "Khách đoàn vào"
    also = ("danh sách khách",)
    model = Guest
    record_model = InboundDelegation
    columns = columns.GUEST

    def identity(self, row):
        passport = row.values.get(self.column("passport_number"))
        if passport:
            return ("passport", passport)
        return ("name", *self._name(row), self._masked(row))

    def identity_of(self, instance):
        if instance.passport_number:
            return ("passport", instance.passport_number)
        return ("name", match_key(instance.full_name), instance.nationality_id, "")

    def recognise(self, rows, stored):
        """By passport; else by name and nationality, when the passport is not told (it stays as it is) or not known yet."""
        stored = list(stored)
        found = super().recognise(rows, stored)
        taken = {instance.pk for instance in found.values()}
        namesakes = defaultdict(list)
        for guest in stored:
            namesakes[guest.delegation.number, match_key(guest.full_name), guest.nationality_id].append(guest)
        keys = {self.key(row) for row in found}
        for by_mask in (True, False):
            for row in rows:
                key = self.key(row)
                if key in keys or (by_mask and not self._masked(row)):
                    continue
                for guest in namesakes[self.record_number(row), *self._name(row)]:
                    if guest.pk not in taken and self._may_be(row, guest, by_mask=by_mask):
                        found[row] = guest
                        taken.add(guest.pk)
                        keys.add(key)
                        break
        return found

    def _may_be(self, row, guest, *, by_mask: bool) -> bool:
        """Of two namesakes on one delegation: do their passports allow them to be the same guest?"""
        if by_mask:
            return mask(guest.passport_number) == self._masked(row)
        return not (guest.passport_number and row.values.get(self.column("passport_number")))

    def _name(self, row) -> tuple:
        nationality = row.values.get(self.column("nationality"))
        name = row.values.get(self.column("full_name")) or ""
        return (match_key(name), nationality.pk if nationality else None)

    def _masked(self, row) -> str:
        column = self.column("passport_number")
        return "" if column in row.values else as_typed(row.cells.get(column)).strip()
