"""When each obligation falls due and what closes it, counted by hand. Today is Friday 24/01/2025, Tết begins."""

import datetime

import pytest
import time_machine

from agreements.models import Agreement, Consultation, Implementation
from aid_projects.models import AidOpinion, Disbursement, Progress
from conferences.models import ConferenceOpinion
from core.deadlines import Deadline
from delegations.models import AgencyNotice, Member
from personnel.models import Attendance
from tests.factories import people
from tests.factories import records as make

TODAY = "2025-01-24 09:00+07:00"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def today():
    with time_machine.travel(TODAY, tick=False):
        yield


def day(text: str) -> datetime.date:
    return datetime.datetime.strptime(text, "%d/%m/%Y").replace(tzinfo=datetime.UTC).date()


def open_(record) -> dict[str, str]:
    """Code (and row, where there are several) → due day of what the record owes."""
    rows = Deadline.objects.of(record).open()
    return {row.code: f"{row.due:%d/%m/%Y}" for row in rows}


def settle(record, **changes):
    for name, value in changes.items():
        setattr(record, name, value)
    record.save(by=None)
    record.settle()
    return open_(record)


# --- delegations going out ---


def trip(**details):
    return make.outbound(
        **{"start_date": day("10/02/2025"), "end_date": day("14/02/2025"), **details},
    )


def test_draft_trip_is_to_be_sent_twenty_working_days_before():
    made = trip()
    assert settle(made) == {"out_submit": "06/01/2025"}
    assert settle(made, start_date=day("12/03/2025"), end_date=day("14/03/2025")) == {
        "out_submit": "12/02/2025"
    }
    assert settle(made, state="SUBMITTED", submitted_on=day("20/01/2025")) == {}
    assert Deadline.objects.of(made).get().closed_on == day("20/01/2025")


def test_returned_trip_that_was_sent_once_is_not_late_again():
    assert settle(trip(state="RETURNED", submitted_on=day("20/01/2025"))) == {}


def test_private_trip_asks_for_nothing_but_the_passport():
    made = trip(kind="VIEC_RIENG")
    assert settle(made) == {}
    assert settle(made, state="PERMITTED") == {}


def test_party_notice_is_awaited_while_someone_managed_goes():
    made = trip(state="SUBMITTED", submitted_on=day("20/01/2025"))
    member = made.members.get()
    member.person.party_managed = True
    member.person.save(by=None)
    assert settle(made) == {"out_party_notice": "24/01/2025"}
    assert Deadline.objects.of(made).get().owner == "DEPARTMENT"
    assert settle(made, party_notice_number="12-TB/BTCTU", party_notice_date=day("23/01/2025")) == {}
    assert Deadline.objects.of(made).get().closed_on == day("23/01/2025")


def test_decision_is_expected_six_working_days_after_forwarding():
    made = trip(state="FORWARDED", submitted_on=day("20/01/2025"), department_letter_date=day("23/01/2025"))
    assert settle(made) == {"out_decision": "07/02/2025"}  # 24/01, then 03–07/02
    assert settle(made, state="PERMITTED", permit_number="1", permit_date=day("24/01/2025")) == {
        "out_report": "03/03/2025"  # 01/03 is a Saturday
    }


def test_official_passports_return_five_working_days_after_the_return():
    made = trip(
        state="PERMITTED", permit_date=day("20/01/2025"), report_number="1/BC", report_date=day("14/02/2025")
    )
    official = make_member(made, passport_kind="OFFICIAL")
    make_member(made, passport_kind="ORDINARY")
    make_member(made, passport_kind="DIPLOMATIC", participation="NOT_GOING")
    assert settle(made) == {"out_passport": "21/02/2025"}
    assert Deadline.objects.of(made).get().row == official.pk
    assert settle(made, actual_end=day("13/02/2025")) == {"out_passport": "20/02/2025"}
    official.passport_returned = day("18/02/2025")
    official.save(by=None)
    assert settle(made) == {}
    assert Deadline.objects.of(made).get().closed_on == day("18/02/2025")


def make_member(made, **details) -> Member:
    row = Member(delegation=made, person=make.person(f"Lê Văn {next(make.NUMBERS)}"), **details)
    row.save(by=None)
    return row


@pytest.mark.parametrize("state", ["REFUSED", "CANCELLED", "POSTPONED", "COMPLETED"])
def test_ended_trip_owes_nothing(state):
    made = trip(state="PERMITTED")
    make_member(made, passport_kind="OFFICIAL")
    assert set(settle(made)) == {"out_passport", "out_report"}
    assert settle(made, state=state) == {}


def test_reopened_trip_owes_again():
    made = trip(state="PERMITTED")
    settle(made)
    settle(made, state="COMPLETED")
    assert settle(made, state="PERMITTED") == {"out_report": "03/03/2025"}


def test_withdrawn_trip_owes_nothing():
    made = trip()
    settle(made)
    made.withdraw(by=people.officer(), reason="Nhập nhầm")
    assert open_(made) == {}


def test_paper_history_owes_nothing():
    assert settle(trip(state="PERMITTED", entered_afterwards=True)) == {}


# --- delegations coming in ---


def visit(**details):
    return make.inbound(**{"start_date": day("12/02/2025"), "end_date": day("14/02/2025"), **details})


def test_draft_visit_is_to_be_sent_ten_or_thirty_days_before():
    made = visit()
    assert settle(made) == {"in_submit": "24/01/2025"}  # 02/02 is the last day of Tết
    assert settle(made, needs_sponsorship=True) == {
        "in_submit": "13/01/2025",
        "in_sponsorship": "24/01/2025",  # 7 days of February and this one
    }
    assert "in_sponsorship" not in settle(made, sponsorship_number="NA2-01")


def test_clinical_visit_asks_for_the_permit_ten_days_before():
    made = visit(state="SUBMITTED", submitted_on=day("10/01/2025"), clinical=True)
    assert settle(made) == {"in_clinical_permit": "24/01/2025", "in_notice": "07/02/2025"}
    assert "in_clinical_permit" not in settle(made, clinical_permit="12/GP-SYT")


def test_police_are_told_five_days_before_arrival():
    made = visit(state="SUBMITTED", submitted_on=day("10/01/2025"))
    assert settle(made) == {"in_notice": "07/02/2025"}
    notice = AgencyNotice(delegation=made, agency="Công an Thành phố")
    notice.save(by=None)
    assert settle(made) == {"in_notice": "07/02/2025"}  # written, not sent yet
    notice.date = day("23/01/2025")
    notice.save(by=None)
    assert settle(made) == {}
    assert Deadline.objects.of(made).get().closed_on == day("23/01/2025")


def test_permitted_visit_declares_residence_on_arrival_and_reports():
    made = visit(state="PERMITTED", start_date=day("15/02/2025"), end_date=day("16/02/2025"))
    AgencyNotice(delegation=made, agency="Công an", date=day("20/01/2025")).save(by=None)
    assert settle(made) == {
        "in_residence": "15/02/2025",
        "in_report": "24/02/2025",
    }  # the 15th, though a Saturday
    guest = made.guests.get()
    guest.residence_declared = True
    guest.save(by=None)
    assert settle(made, purposes=["KCB_ND"]) == {
        "in_report": "24/02/2025",  # 23/02 is a Sunday
        "in_humanitarian_report": "26/02/2025",
    }
    assert settle(made, report_number="1/BC", report_date=day("20/02/2025")) == {}


# --- agreements ---


def paper(**details):
    return make.agreement(
        **{
            "state": "SIGNED",
            "signing_name": "DONVI",
            "signed_on": day("02/01/2025"),
            "copy_number": "5/BC",
            **details,
        }
    )


def test_consulted_agencies_answer_in_seven_working_days_or_by_their_own_day():
    made = make.agreement(state="CONSULTING", signing_name="TP")
    first = Consultation(agreement=made, agency="Bộ Ngoại giao", sent_on=day("22/01/2025"))
    second = Consultation(agreement=made, agency="Công an", sent_on=day("22/01/2025"), due=day("28/02/2025"))
    Consultation(agreement=made, agency="Sở Tư pháp").save(by=None)  # not asked yet
    for row in (first, second):
        row.save(by=None)
    made.settle()
    due = dict(Deadline.objects.of(made).open().values_list("row", "due"))
    assert due == {first.pk: day("07/02/2025"), second.pk: day("28/02/2025")}  # 23, 24/01, then 03–07/02
    first.replied_on = day("24/01/2025")
    first.save(by=None)
    made.settle()
    assert [row.row for row in Deadline.objects.of(made).open()] == [second.pk]


def test_decision_on_signing_is_expected_five_working_days_after_forwarding():
    made = make.agreement(state="FORWARDED", department_letter_date=day("23/01/2025"))
    assert settle(made) == {"agr_decision": "06/02/2025"}


@pytest.mark.parametrize(("name", "owner"), [("DONVI", "UNIT"), ("SO", "DEPARTMENT"), ("TP", "DEPARTMENT")])
def test_copy_goes_out_fifteen_days_after_signing(name, owner):
    made = paper(signing_name=name, copy_number="", effective_date=day("01/12/2025"))
    assert settle(made) == {"agr_copy": "17/01/2025", "agr_dormant": "01/06/2026"}
    assert Deadline.objects.of(made).get(code="agr_copy").owner == owner
    assert "agr_copy" not in settle(made, copy_number="5/BC", copy_date=day("15/01/2025"))


def test_domestic_paper_sends_no_copy():
    assert "agr_copy" not in settle(paper(scope="TRONG_NUOC", copy_number=""))


def test_agreement_is_carried_out_within_six_months_of_effect():
    made = paper()
    assert settle(made) == {"agr_dormant": "02/07/2025"}
    Implementation(agreement=made, date=day("10/01/2025"), content="Đào tạo").save(by=None)
    assert settle(made) == {}
    assert Deadline.objects.of(made).get().closed_on == day("10/01/2025")


def test_expiry_is_watched_from_180_days_before_even_for_paper_history():
    made = paper(
        entered_afterwards=True, signed_on=day("02/01/2020"), expiry_date=day("23/08/2025")
    )  # 211 days away
    assert settle(made) == {}
    assert settle(made, expiry_date=day("20/07/2025")) == {
        "agr_expiry": "20/07/2025",
        "agr_renewal": "20/06/2025",
    }
    assert settle(made, auto_renewal=True) == {"agr_expiry": "20/07/2025"}
    assert settle(made, auto_renewal=False, expiry_date=day("20/01/2025")) == {"agr_expiry": "20/01/2025"}
    assert settle(made, expiry_date=day("20/12/2024")) == {}


def test_extension_ends_what_the_earlier_paper_owes():
    made = paper(entered_afterwards=True, expiry_date=day("01/04/2025"))
    settle(made)
    later = paper(state="DRAFT", signed_on=None, previous=made, chain_kind="GIA_HAN", entered_afterwards=True)
    later.settle()
    assert open_(made) == {"agr_expiry": "01/04/2025"}  # decided upon
    settle(later, state="SIGNED", signed_on=day("23/01/2025"))
    assert open_(made) == {}
    assert Agreement.objects.get(pk=made.pk).successors == [later]


@pytest.mark.parametrize("state", ["TERMINATED", "REPLACED", "CANCELLED"])
def test_ended_agreement_owes_nothing(state):
    made = paper(expiry_date=day("01/04/2025"))
    assert settle(made) != {}
    assert settle(made, state=state) == {}


# --- conferences ---


def conference(**details):
    return make.conference(
        **{"start_date": day("24/04/2025"), "end_date": day("25/04/2025"), "foreign_visiting": 3, **details}
    )


def test_conference_is_sent_forty_or_fifty_days_before():
    made = conference()
    assert settle(made) == {"conf_submit": "14/03/2025", "conf_papers": "17/04/2025"}  # 15/03 is a Saturday
    assert settle(made, ministerial_guest=True)["conf_submit"] == "05/03/2025"
    assert settle(made, role="THAM_DU") == {}


def test_papers_of_speakers_are_cleared_a_week_before():
    made = conference(state="PERMITTED", permit_date=day("20/01/2025"))
    assert settle(made) == {"conf_papers": "17/04/2025", "conf_report": "12/05/2025"}  # 10/05 is a Saturday
    speaker = made.speakers.get()
    speaker.papers_cleared = True
    speaker.save(by=None)
    assert settle(made) == {"conf_report": "12/05/2025"}
    assert settle(made, report_number="1", report_date=day("05/05/2025")) == {}


def test_opinions_on_a_conference_come_in_fifteen_days():
    made = conference(state="SUBMITTED", submitted_on=day("20/01/2025"))
    made.speakers.all()[0].delete(by=None)
    row = ConferenceOpinion(conference=made, agency="Công an", sent_on=day("20/01/2025"))
    row.save(by=None)
    assert settle(made) == {"conf_opinion": "04/02/2025"}
    row.replied_on = day("24/01/2025")
    row.save(by=None)
    assert settle(made) == {}


# --- aid ---


def test_appraisal_takes_twenty_days():
    made = make.aid(state="APPRAISING", submitted_on=day("20/01/2025"))
    AidOpinion(aid=made, agency="Sở Tài chính", sent_on=day("22/01/2025")).save(by=None)
    assert settle(made) == {"aid_appraisal": "10/02/2025", "aid_opinion": "11/02/2025"}  # 09/02 is a Sunday
    basis = Deadline.objects.of(made).get(code="aid_appraisal").basis
    assert basis == "Nghị định 80/2020/NĐ-CP điều 10"
    assert settle(made, kind="ODA", department_letter_date=day("22/01/2025")) == {"aid_opinion": "11/02/2025"}


def test_rule_of_the_record_day_counts():
    with time_machine.travel("2025-12-20 09:00+07:00", tick=False):
        old = make.aid(state="APPRAISING", submitted_on=day("05/12/2025"))
        new = make.aid(state="APPRAISING", submitted_on=day("08/12/2025"))
        settle(old), settle(new)
    assert "80/2020" in Deadline.objects.of(old).get().basis
    assert "313/2025" in Deadline.objects.of(new).get().basis


def test_approved_aid_begins_within_six_months():
    made = make.aid(state="APPROVED", permit_date=day("28/07/2024"), start_date=day("01/08/2024"))
    assert settle(made) == {"aid_start": "03/02/2025"}  # 28/01 lies within Tết
    Disbursement(aid=made, date=day("20/01/2025"), amount=1).save(by=None)
    assert settle(made) == {}


def test_registration_of_a_foreign_ngo_is_watched_from_90_days_before():
    made = make.aid(state="UNDER_WAY", kind="ODA")
    ngo = people.partner("Orbis", "US", "PCPNN")
    ngo.registration_expiry = day("05/05/2025")
    ngo.save(by=None)
    made.donors.add(ngo)
    assert settle(made) == {}  # 101 days; from 04/02 on
    ngo.registration_expiry = day("20/04/2025")
    ngo.save(by=None)  # the partner alone is changed
    assert open_(made) == {"aid_registration": "20/04/2025"}
    assert Deadline.objects.of(made).get().row == ngo.pk
    ngo.registration_expiry = day("20/04/2028")
    ngo.save(by=None)
    assert open_(made) == {}


def test_progress_is_reported_each_half_year():
    made = make.aid(state="UNDER_WAY", start_date=day("01/03/2024"), end_date=day("31/12/2026"))
    settle(made)
    due = dict(Deadline.objects.of(made).open().values_list("row", "due"))
    assert due == {20242: day("10/01/2025"), 20251: day("10/07/2025")}
    Progress(aid=made, period="2024-H2", results="Tốt").save(by=None)
    settle(made)
    assert list(Deadline.objects.of(made).open().values_list("row", flat=True)) == [20251]
    with time_machine.travel("2025-07-01 09:00+07:00", tick=False):
        settle(made)
        assert list(Deadline.objects.of(made).open().values_list("row", flat=True)) == [20251, 20252]


def test_ended_aid_is_closed_within_six_months():
    made = make.aid(state="ENDED", start_date=day("01/03/2023"), end_date=day("31/12/2024"))
    assert settle(made) == {"aid_closing": "30/06/2025"}
    assert settle(made, settlement_date=day("20/01/2025")) == {}


# --- focal points ---


def test_vacancy_stands_at_the_focal_point_who_left_until_another_is_named():
    left = make.focal_point(role="CHINH", end_date=day("10/01/2025"))
    assert settle(left) == {"focal_vacancy": "03/02/2025"}  # 25/01 is a Saturday, then Tết
    other = make.focal_point(role="DU_PHONG", start_date=day("01/01/2025"))
    other.settle()
    assert "focal_vacancy" in open_(left)
    new = make.focal_point(role="CHINH", start_date=day("20/01/2025"))
    new.settle()
    assert open_(left) == {}
    assert Deadline.objects.of(left).get().closed_on == day("20/01/2025")


def test_vacancy_of_a_closed_unit_is_none():
    closed = people.unit("Trung tâm cũ")
    closed.active = False
    closed.save(by=None)
    assert settle(make.focal_point(unit=closed, role="CHINH", end_date=day("10/01/2025"))) == {}


def test_focal_point_is_trained_every_two_years():
    point = make.focal_point(start_date=day("01/03/2024"))
    assert settle(point) == {"focal_training": "02/03/2026"}  # 01/03/2026 is a Sunday
    course = make.training(start_date=day("15/01/2025"))
    Attendance(course=course, person=point.person).save(by=None)
    course.settle()
    assert open_(point) == {"focal_training": "15/01/2027"}
