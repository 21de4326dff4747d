"""The text of the report: written from the data, changed by hand, told apart when its figures move."""

import pytest

from reports.documents import files as writers
from reports.models import EditedParagraph, UnitReport, UnitReportState
from reports.selection import Selection
from reports.summary import summarise
from reports.text.narrative import narrative
from reports.text.outline import OUTLINE, SLOTS
from reports.text.sources import Sources
from reports.text.told import tell
from tests.factories import people
from tests.reports.issuing import issued, opened
from tests.reports.makers import H1, agreement, day, implemented, trip, visit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def plain_files(monkeypatch):
    for kind, (said, _write) in writers.WRITERS.items():
        monkeypatch.setitem(writers.WRITERS, kind, (said, lambda told: b"a file"))


def chapters(period=None):
    selection = period.selection if period else Selection(H1)
    return tell(summarise(selection), Sources(selection, period))


def told(slot: str, period=None):
    return next(each for chapter in chapters(period) for each in chapter.told if each.slot.key == slot)


def paper(period=None) -> str:
    return "\n".join(block.text for block in narrative(chapters(period)))


def edit(period, slot: str, text: str) -> EditedParagraph:
    now = told(slot, period)
    return EditedParagraph.objects.create(
        by=people.officer(),
        period=period,
        slot=slot,
        text=text,
        generated=now.generated,
        figures=dict(now.figures),
    )


def test_slots_are_named_once():
    keys = [slot.key for part in OUTLINE for slot in part.slots]
    assert len(keys) == len(set(keys)) == len(SLOTS)


def test_nothing_is_claimed_where_nothing_was_entered():
    text = paper()
    assert "không có đoàn ra" in text, "that there were none is known: the register is empty"
    assert "so với cùng kỳ" not in text
    assert "Khó khăn" not in text or "00" not in text
    assert "hai kỳ liền" not in text, "the period before was never entered"


def test_parts_of_the_first_level_stay_with_a_place_to_fill_in():
    text = paper()
    assert text.splitlines()[-2:] == ["V. KIẾN NGHỊ, ĐỀ XUẤT", "……"]
    assert "2.3. Hợp tác trong nước" not in text


def test_plan_and_countries_are_told():
    trip(people=1, to=("JP", "KR"), in_plan=True)
    trip(people=1, to=("JP",), in_plan=False)
    assert told("outbound.plan").text == "Trong đó: 01 đoàn trong kế hoạch, 01 đoàn ngoài kế hoạch."
    assert told("outbound.countries").text == (
        "Các nước, vùng lãnh thổ đến công tác: Nhật Bản (02 đoàn), Hàn Quốc (01 đoàn)."
    )


def test_urgent_cases_are_marked_with_their_reason():
    made = trip(people=1, urgent_reason="Đoàn mời gấp.")
    assert told("delegations.urgent").text == (
        f"Có 01 hồ sơ được giải quyết theo trình tự khẩn: {made.number} (đoàn mời gấp)."
    )


def test_changed_text_survives_and_tells_when_its_figures_move():
    period = opened()
    trip(people=2)
    edit(period, "outbound.trips", "Trong kỳ có hai lượt người đi học tập.")
    assert told("outbound.trips", period).text == "Trong kỳ có hai lượt người đi học tập."
    assert not told("outbound.trips", period).outdated
    trip(people=1)
    now = told("outbound.trips", period)
    assert now.text == "Trong kỳ có hai lượt người đi học tập."
    assert now.outdated
    assert ("DR02", "2", "3") in now.moved
    assert "03 lượt người" in now.generated


def test_an_emptied_slot_is_left_out():
    period = opened()
    visit()
    edit(period, "inbound.visits", "")
    assert "tiếp đón" not in paper(period)


def test_words_of_accepted_units_are_told_with_their_unit():
    people.unit("Bệnh viện Tim Hà Nội")
    people.unit("Bệnh viện Phụ sản Hà Nội")
    period = opened()
    for report, state in zip(
        period.unit_reports.order_by("unit__name"),
        (UnitReportState.ACCEPTED, UnitReportState.SUBMITTED),
        strict=True,
    ):
        report.state, report.difficulties = state, "Thiếu cán bộ biết tiếng Anh."
        report.save(by=people.officer())
    lines = told("difficulties.units", period).lines
    assert lines == ["- Bệnh viện Phụ sản Hà Nội: Thiếu cán bộ biết tiếng Anh."]
    assert "02/02 đơn vị đã gửi báo cáo" in told("direction.reporting", period).text
    assert UnitReport.objects.count() == 2


def test_difficulties_come_from_the_gauges_and_name_them():
    paper_ = agreement(effective_date=day("01/03/2023"), expiry_date=day("01/07/2024"))
    implemented(paper_, "01/05/2024")
    slot = told("difficulties.K19")
    assert slot.text == "Có 01 thỏa thuận sắp hết hiệu lực chưa có phương án gia hạn, thay thế hoặc chấm dứt."
    assert "K19" in slot.figures


def test_examples_are_told_in_their_part():
    period = opened()
    made = visit(title="Đoàn chuyên gia tim mạch Nhật Bản", countries=("JP",))
    period.examples.create(
        by=people.officer(), record_type="delegations.inbounddelegation", record_id=made.pk
    )
    lines = told("inbound.examples", period).lines
    assert lines[0] == "Tiêu biểu là:"
    assert lines[1].startswith("- Đoàn chuyên gia tim mạch Nhật Bản (Nhật Bản) đến thăm, làm việc tại")
    made.withdraw(by=people.officer(), reason="Nhập trùng")
    assert told("inbound.examples", period).lines == []


def test_next_period_carries_what_changed_since_the_one_before_was_issued():
    made = trip(people=2, title="Đoàn học tập tại Nhật Bản")
    issued("2024-H1")
    assert "Bổ sung số liệu kỳ trước" not in paper(opened("2024-H2"))
    late = visit(title="Đoàn vào nhập muộn")
    made.withdraw(by=people.officer(), reason="Nhập trùng")
    text = "\n".join(told("supplement", opened("2024-M9")).lines)
    assert text == "", "nine months of the same year are no later period"
    text = told("supplement", opened("2025-H1")).text
    assert "So với Báo cáo số 05/BC-SYT ngày 11/6/2024" in text
    assert "- Số lượt người đi công tác nước ngoài: 02 thành 0 lượt người." in text
    assert f"- {late.number} “Đoàn vào nhập muộn”: bổ sung." in text
    assert f"- {made.number} “Đoàn học tập tại Nhật Bản”: không còn được tính." in text
