"""Happenings written as iCalendar (RFC 5545): entries of whole days, which no time zone can move."""

from collections.abc import Iterable
from datetime import UTC, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event, Timezone, vDuration, vText

from worklist.calendars.happenings import ONE_DAY, Happening

PRODUCT = "-//doiNgoai//Doi ngoai 1//VI"
AGAIN = timedelta(hours=6)
"""How often a programme should fetch."""


def calendar_of(title: str, happenings: Iterable[Happening]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if title:
        calendar.add("name", one_line(title))
        calendar.add("x-wr-calname", one_line(title))
        calendar.add("refresh-interval", vDuration(AGAIN), parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", vDuration(AGAIN))
    # A calendar holds at least one component, also when nothing happens.
    calendar.add_component(_zone())
    for happening in happenings:
        calendar.add_component(_event(happening))
    return calendar.to_ical()


def _event(happening: Happening) -> Event:
    event = Event()
    event.add("uid", f"{happening.key}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", happening.changed_at.astimezone(UTC))
    event.add("last-modified", happening.changed_at.astimezone(UTC))
    event.add("created", happening.created_at.astimezone(UTC))
    event.add("sequence", happening.revision)
    event.add("dtstart", happening.first)
    event.add("dtend", happening.last + ONE_DAY)  # the first day on which it is over
    event.add("summary", one_line(f"{happening.kind}: {happening.title}"))
    event.add("description", "\n".join(map(one_line, happening.lines)))
    event.add("categories", [one_line(happening.kind)])
    if happening.countries:
        event.add("location", one_line(happening.countries))
    event.add("status", happening.status)
    event.add("transp", "TRANSPARENT")  # nobody is busy because a delegation is on its way
    event.add("url", settings.SITE_URL.rstrip("/") + happening.path)
    return event


def one_line(text: str) -> vText:
    """Without line ends and control characters, which no calendar shows and RFC 5545 forbids."""
    return vText(" ".join("".join(sign if sign.isprintable() else " " for sign in str(text)).split()))


def _zone() -> Timezone:
    """The zone the days are meant in; said once, for programmes that ask."""
    return Timezone.from_ical(
        "BEGIN:VTIMEZONE\r\nTZID:Asia/Ho_Chi_Minh\r\nBEGIN:STANDARD\r\nDTSTART:19750613T000000\r\n"
        "TZNAME:+07\r\nTZOFFSETFROM:+0800\r\nTZOFFSETTO:+0700\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
