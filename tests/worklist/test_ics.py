"""Every programme can read what is written as iCalendar, whatever stands in a dossier."""

import datetime

import icalendar
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.worklist.strictly import strictly_parsed
from worklist.calendars.happenings import Happening
from worklist.calendars.ics import calendar_of

words = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300)


@settings(max_examples=150, deadline=None)
@given(title=words, unit=words, country=words, days=st.integers(0, 400), revision=st.integers(0, 10**6))
def test_whatever_is_written_in_a_dossier_reads_strictly(title, unit, country, days, revision):
    moment, first = datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC), datetime.date(2026, 3, 1)
    happening = Happening(
        key="inbound-1", title=title, kind="Đoàn vào", first=first, last=first + datetime.timedelta(days=days),
        status="CONFIRMED", lines=(f"Đơn vị: {unit}",), countries=country, path="/doan-vao/1/", revision=revision,
        changed_at=moment, created_at=moment,
    )  # fmt: skip
    (entry,) = strictly_parsed(calendar_of(f"Lịch {title}"[:60], [happening]))
    (event,) = icalendar.Calendar.from_ical(calendar_of("x", [happening])).walk("VEVENT")
    assert str(event["summary"]) == " ".join(
        "".join(c if c.isprintable() else " " for c in f"Đoàn vào: {title}").split()
    )
    assert entry["SEQUENCE"] == str(revision)


def test_vietnamese_is_folded_by_octets_and_escaped():
    moment = datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)
    title = "Đoàn chuyên gia; phẫu thuật, ghép tạng \\ hồi sức " + "Nguyễn Ưỡng " * 20
    happening = Happening(
        "inbound-1",
        title,
        "Đoàn vào",
        moment.date(),
        moment.date(),
        "TENTATIVE",
        (),
        "",
        "/x/",
        1,
        moment,
        moment,
    )
    content = calendar_of("", [happening])
    (entry,) = strictly_parsed(content)
    assert "\\;" in entry["SUMMARY"] and "\\," in entry["SUMMARY"] and "\\\\" in entry["SUMMARY"]
    assert max(map(len, content.split(b"\r\n"))) > 60  # it was folded because it had to be
