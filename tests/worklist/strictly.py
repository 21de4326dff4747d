"""An independent, strict reader of calendars (RFC 5545)."""

import re

import icalendar

NAME = re.compile(r"^[A-Z0-9-]+((;[A-Z0-9-]+=(\"[^\"\x00-\x1f]*\"|[^\";:,\x00-\x1f]*))*):")
ESCAPED = re.compile(r"^(?:[^\\;,\x00-\x08\x0b-\x1f\x7f]|\\[\\;,nN])*$")
TEXTS = ("SUMMARY", "DESCRIPTION", "LOCATION", "NAME", "X-WR-CALNAME")
ONCE = (
    "UID",
    "DTSTAMP",
    "DTSTART",
    "DTEND",
    "SUMMARY",
    "STATUS",
    "SEQUENCE",
    "URL",
    "LAST-MODIFIED",
    "CREATED",
    "TRANSP",
)


def strictly_parsed(content: bytes) -> list[dict[str, str]]:
    """The entries, read by the letter of RFC 5545 §3.1–3.6 without the library that wrote them."""
    assert content.endswith(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert b"\r" not in content.replace(b"\r\n", b"")
    physical = content[:-2].split(b"\r\n")
    for line in physical:
        assert 0 < len(line) <= 75
        line.decode("utf-8")  # folded between signs, not within one
    lines = re.sub(rb"\r\n[ \t]", b"", content).decode("utf-8")[:-2].split("\r\n")
    stack, found, entry = [], [], {}
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    head = [line for line in lines if line.startswith(("PRODID:", "VERSION:"))]
    assert len(head) == 2 and "VERSION:2.0" in head
    for line in lines:
        assert NAME.match(line), line
        name, value = line.split(":", 1)
        name, _, parameters = name.partition(";")
        if name == "BEGIN":
            stack.append(value)
            entry = {}
        elif name == "END":
            assert stack.pop() == value
            if value == "VEVENT":
                found.append(entry)
        elif stack[-1] == "VEVENT":
            if name in ONCE:
                assert name not in entry, line
            if name in TEXTS:
                assert ESCAPED.match(value), line
            if name in ("DTSTART", "DTEND"):
                assert parameters == "VALUE=DATE"
                assert re.fullmatch(r"\d{8}", value)
            if name in ("DTSTAMP", "LAST-MODIFIED", "CREATED"):
                assert re.fullmatch(r"\d{8}T\d{6}Z", value)
            entry[name] = value
    assert stack == []
    for entry in found:
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= set(entry)
        assert entry["DTEND"] > entry["DTSTART"]
        assert entry["STATUS"] in ("CONFIRMED", "TENTATIVE", "CANCELLED")
        assert entry["SEQUENCE"].isdigit()
    assert len({entry["UID"] for entry in found}) == len(found)
    assert lines.count("BEGIN:VTIMEZONE") + len(found) >= 1
    assert len(icalendar.Calendar.from_ical(content).walk("VEVENT")) == len(found)
    return found
