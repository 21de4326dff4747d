"""Every way to divide every figure: each piece is exactly the rows it opens."""

import pytest

from core.indicators.cuts import NOT_GIVEN, MonthCut
from reports import catalogue
from reports.selection import Selection
from reports.services import breakdown, narrowed_figure
from reports.views import NARROWINGS
from tests.factories import people
from tests.reports.makers import H1, aid, disbursed, member, trip, visit

ASKED = Selection(H1)


def address(slice_, by: str) -> str:
    if slice_.key is None:
        return NOT_GIVEN
    return f"{slice_.key:%Y-%m}" if by == "month" else str(slice_.key)


def differing(by: str, user=None) -> list[str]:
    """The pieces that do not measure what their rows do."""
    divided = [each for each in catalogue.INDICATORS if by in each.cuts()]
    wrong = []
    for piece in breakdown(divided, by, ASKED.window, user=user):
        for each in divided:
            if not piece.values[each.code]:
                continue
            narrow = {by: address(piece, by)}
            opened = narrowed_figure(each, ASKED.window, ASKED.previous, user=user, narrow=narrow)
            if opened.value != piece.values[each.code]:
                wrong.append(f"{each.code} {narrow}: {piece.values[each.code]}, opens {opened.value}")
    return wrong


@pytest.mark.parametrize("by", NARROWINGS)
def test_every_way_to_narrow_divides_some_figure(by):
    assert [each.code for each in catalogue.INDICATORS if by in each.cuts()]


def test_what_rests_on_codes_has_words_for_each():
    for family in {part.family for each in catalogue.INDICATORS for part in each.parts}:
        for by, cut in family.cuts.items():
            assert by == "record" or isinstance(cut, MonthCut) or cut.labels or cut.label


@pytest.mark.django_db
@pytest.mark.parametrize("by", NARROWINGS)
def test_rows_a_cut_repeats_are_measured_once(by):
    """Two donors of one country and one kind, two legs in one country, two senders, several fields and sources."""
    jica, bank = people.partner(), people.partner("Quỹ Nhật Bản", "JP", "CQCP")
    japan, korea = people.country("JP"), people.country("KR")
    given = aid(fields=["TRAINING", "RESEARCH"])
    given.donors.set([jica, bank])
    disbursed(given, "02/03/2024", "300.00")
    left = trip(to=("JP", "JP", "KR"), people=2, purposes=["DTBD"])
    left.inviters.set([jica, bank])
    member(left)
    came = visit(countries=("JP", "KR"), guest_count=7, fields=["TRAINING", "EXPERTS"])
    came.senders.set([jica, bank])
    assert differing(by) == []
    found = {
        str(each.key): each.values
        for each in breakdown(catalogue.chosen("VT05", "VT06", "DR02"), "country", ASKED.window)
    }
    assert found[str(japan.pk)] == {"VT05": 1000, "VT06": 300, "DR02": 3}
    assert found[str(korea.pk)]["DR02"] == 3


@pytest.mark.django_db
def test_page_of_a_piece_says_what_it_is_narrowed_to(client):
    client.force_login(people.leader())
    given = aid(fields=["TRAINING"])
    given.donors.set([people.partner()])
    asked = {"donor": given.donors.get().pk, "field": "TRAINING", "partner_kind": "CQCP"}
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    figure = client.get(f"/bao-cao/VT01/?period=2024-H1&{query}").context["figure"]
    assert figure["value"] == "1"
    assert (
        figure["window_label"].endswith(
            "Đào tạo nhân lực y tế · JICA · Cơ quan chính phủ, cơ quan phát triển"
        )
        or figure["window_label"].count("·") == 3
    )


@pytest.mark.django_db
def test_rows_that_do_not_say_are_a_piece_too(client):
    client.force_login(people.leader())
    given, without = aid(), aid()
    given.donors.set([people.partner()])
    assert {
        piece.label: piece.values["VT01"]
        for piece in breakdown(catalogue.chosen("VT01"), "donor", ASKED.window)
    } == {
        "JICA": 1,
        "": 1,
    }
    page = client.get("/bao-cao/VT01/?period=2024-H1&donor=none")
    assert [row["url"] for row in page.context["parts"][0]["rows"]] == [without.get_absolute_url()]
