"""Every figure is explained: what touches its window is counted or left out with a reason, what straddles it is told."""

import io

import pytest
from django.utils.translation import override
from openpyxl import load_workbook as open_workbook

from agreements.models import Agreement
from aid_projects.models import AidProject
from conferences.models import Conference
from core.indicators.declaration import families
from core.indicators.windows import DECISION, DEPARTURE
from delegations.models import InboundDelegation, OutboundDelegation
from reports import catalogue
from reports.explain import LEFT_OUT, STRADDLING, counts, explained, last_changed
from reports.services import rows
from tests.factories import people
from tests.reports.makers import (
    H1,
    agreement,
    aid,
    conference,
    course,
    day,
    disbursed,
    focal_point,
    leg,
    member,
    trip,
    unit,
    visit,
)

pytestmark = pytest.mark.django_db
FAMILIES = list(families(catalogue.INDICATORS))
BASES = (DECISION, DEPARTURE)


def listed(kind, code, *, user=None, basis=DECISION, **narrow):
    """(row, what is said of it) of one list."""
    found = []
    for part in explained(kind, catalogue.BY_CODE[code], H1.window(basis), user=user, narrow=narrow):
        found += [(row, str(part.part.columns[-1].text(row))) for row in part.rows]
    return found


def said(kind, code, **asked):
    """In English: what is told, not how the catalogue words it."""
    with override("en"):
        return [text for _row, text in listed(kind, code, **asked)]


# --- the property -------------------------------------------------------------------------------


def every_kind_of_record():
    """Records of every state and with every date within, before, after or unknown."""
    inside, before, after = day("01/03/2024"), day("01/10/2023"), day("01/09/2024")
    spans = (
        (inside, inside),
        (before, inside),
        (inside, after),
        (before, after),
        (before, before),
        (after, after),
    )
    for family in FAMILIES:
        assert family.explained is not None, family.title
    for number, (start, end) in enumerate((*spans, (None, None), (None, inside))):
        for permit in (inside, before, after, None):
            state = "PERMITTED" if number % 2 else "COMPLETED"
            made = trip(start_date=start, end_date=end, permit_date=permit, state=state, to=("JP",), people=1)
            member(made, participation="NOT_GOING")
            leg(made, "FR", transit=True)
            visit(start_date=start, end_date=end, permit_date=permit, countries=("JP",))
            conference(start_date=start, end_date=end, permit_date=permit)
            agreement(
                permit_date=permit, signed_on=permit if start else None, effective_date=start, expiry_date=end
            )
            paid = aid(start_date=start, end_date=end, permit_date=permit)
            for paid_on in ("01/03/2024", "01/10/2023", "01/09/2024"):
                disbursed(paid, paid_on, "100")
        if start:
            focal_point(start_date=start, end_date=end)
            course(start_date=start, end_date=end)
    for make, model in (
        (_whole_trip, OutboundDelegation),
        (_whole_visit, InboundDelegation),
        (conference, Conference),
        (agreement, Agreement),
        (_whole_aid, AidProject),
    ):
        for state in model._meta.get_field("state").choices:
            make(state=state[0])
    _whole_trip(kind="VIEC_RIENG")
    agreement(scope="TRONG_NUOC")
    unit("Sở Y tế", kind="SO")
    unit("Trung tâm cũ", valid_from=before, valid_to=inside)
    unit("Trung tâm mới", valid_from=after)


def _whole_trip(**details):
    member(trip(to=("JP",), **details))


def _whole_visit(**details):
    visit(countries=("JP",), **details)


def _whole_aid(**details):
    disbursed(aid(**details), "01/03/2024", "100")


@pytest.mark.parametrize("basis", BASES)
def test_what_touches_the_window_is_counted_or_left_out_with_a_reason(basis):
    every_kind_of_record()
    window = H1.window(basis)
    for indicator in catalogue.INDICATORS:
        out = explained(LEFT_OUT, indicator, window)
        across = explained(STRADDLING, indicator, window)
        for part, without, astride in zip(rows(indicator, window), out, across, strict=True):
            family = part.family
            touching = family.base(None).filter(family.explained.touches(window) | family.counted(window))
            counted, left = set(part.rows.values_list("pk", flat=True)), list(without.rows)
            assert counted | {row.pk for row in left} == set(touching.values_list("pk", flat=True)), (
                indicator.code
            )
            assert not counted & {row.pk for row in left}, indicator.code
            assert [row for row in left if row.why is None] == [], indicator.code
            assert {row.pk for row in astride.rows} <= counted, indicator.code
        numbers = counts(indicator, window)
        assert numbers == {
            LEFT_OUT: sum(part.rows.count() for part in out),
            STRADDLING: sum(part.rows.count() for part in across),
        }


def test_every_reason_can_be_met():
    """A reason no row can have would only hide one that is missing."""
    every_kind_of_record()
    for family in FAMILIES:
        met = set()
        for indicator, part in families(catalogue.INDICATORS)[family]:
            for basis in BASES:
                place = indicator.parts.index(part)
                found = explained(LEFT_OUT, indicator, H1.window(basis))[place]
                met |= {str(found.part.columns[-1].text(row)) for row in found.rows}
        assert {str(each.label) for each in family.explained.reasons} - met == set(), family.title


# --- what it says -------------------------------------------------------------------------------


def test_a_trip_is_left_out_for_its_state_its_kind_or_its_decision():
    trip(title="được tính")
    trip(state="DRAFT")
    trip(state="CANCELLED")
    trip(kind="VIEC_RIENG")
    trip(permit_date=day("01/12/2023"), start_date=day("10/01/2024"), end_date=day("12/01/2024"))
    assert sorted(said(LEFT_OUT, "DR01")) == sorted([
        "Draft",
        "Cancelled",
        "Private trip",
        "Decided outside the period, though the journey touches it",
    ])  # fmt: skip


def test_a_member_not_going_is_left_out_of_the_person_trips():
    made = trip(people=1)
    member(made, participation="NOT_GOING")
    assert said(LEFT_OUT, "DR02") == ["Marked as not going"]


def test_a_stay_across_the_boundary_is_told_where_it_counts_and_where_it_does_not():
    visit(start_date=day("10/06/2024"), end_date=day("20/06/2024"))
    visit(start_date=day("10/12/2023"), end_date=day("20/12/2023"))
    assert said(STRADDLING, "DV01") == ["Ends after the period"]
    assert said(LEFT_OUT, "DV01") == ["Arrived before the period: a stay counts once, where it began"]


def test_aid_of_many_years_straddles_both_ends():
    aid(start_date=day("01/01/2023"), end_date=day("31/12/2025"))
    assert said(STRADDLING, "VT01") == ["Began before the period and ends after it"]


def test_a_row_of_the_group_that_the_figure_does_not_ask_for_says_so():
    trip(in_plan=False)
    assert said(LEFT_OUT, "DR05") == ["Belongs to the period, but is not what this figure asks for"]
    assert said(LEFT_OUT, "DR06") == []


def test_a_person_is_told_only_of_records_they_may_see():
    trip(state="DRAFT")
    trip(state="DRAFT", unit=unit("Bệnh viện Phụ sản Hà Nội"))
    trip(state="DRAFT").withdraw(by=None, reason="nhập trùng")
    assert len(said(LEFT_OUT, "DR01", user=people.leader())) == 2
    assert len(said(LEFT_OUT, "DR01", user=people.owner())) == 1
    assert said(LEFT_OUT, "DR01", user=people.administrator()) == []


def test_rows_left_out_are_narrowed_like_those_counted():
    there = unit("Bệnh viện Phụ sản Hà Nội")
    trip(state="DRAFT")
    trip(state="DRAFT", unit=there)
    assert len(said(LEFT_OUT, "DR01", unit=str(there.pk))) == 1


def test_the_newest_change_is_that_of_the_record_of_a_counted_row():
    trip(people=1)
    newest = trip(people=1)
    trip(people=1, state="DRAFT")
    newest.note = "đã sửa"
    newest.save(by=people.officer())
    assert last_changed(rows(catalogue.BY_CODE["DR02"], H1.window())) == newest


# --- on the page --------------------------------------------------------------------------------


def test_page_opens_what_is_left_out_and_what_straddles(client):
    client.force_login(people.leader())
    trip(people=1).save(by=people.officer())
    made = trip(state="DRAFT", title="Đoàn dự thảo")
    address = "/bao-cao/DR01/?period=2024-H1"
    explanation = client.get(address).context["explanation"]
    assert [each["count"] for each in explanation["lists"]] == ["", "1", "0"]
    assert explanation["changed"]["by"] == str(people.officer())
    page = client.get(explanation["lists"][1]["url"])
    (part,) = page.context["parts"]
    assert [row["url"] for row in part["rows"]] == [made.get_absolute_url()]
    assert part["rows"][0]["cells"][-1]["text"] == "Nháp"
    assert "explain=left-out" in part["export_url"]
    sheet = open_workbook(io.BytesIO(b"".join(client.get(part["export_url"]).streaming_content))).active
    assert "Đoàn dự thảo" in {cell.value for row in sheet.iter_rows() for cell in row}
    assert client.get(f"{address}&explain=nothing").status_code == 404
