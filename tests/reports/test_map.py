"""The world map: Hoàng Sa and Trường Sa are Việt Nam's, whatever the data, and every country of the map is one we know."""

import re

import pytest

from directory.models import Country
from reports import catalogue
from reports.map import SHAPES, world
from reports.pages.boards.world import SCALE, SHADES, shades
from tests.factories import people
from tests.reports.boards import numbers_open_their_rows, parts
from tests.reports.makers import agreement, aid, conference, trip, unit, visit

ISLANDS = ["Quần đảo Hoàng Sa (Việt Nam)", "Quần đảo Trường Sa (Việt Nam)"]
EAST_SEA = ((740, 775), (405, 490))
"""Where the islands and the sea around them lie on the map: from x to x, from y to y."""


def points_of(path: str) -> list[tuple[int, int]]:
    """The corners of a path, which starts with `M x y` and goes on in steps."""
    found = []
    for ring in path.split("M")[1:]:
        numbers = [int(number) for number in re.findall(r"-?\d+", ring)]
        x, y = 0, 0
        for place in range(0, len(numbers), 2):
            x, y = x + numbers[place], y + numbers[place + 1]
            found.append((x, y))
    return found


def within(point, area) -> bool:
    return all(low <= value <= high for value, (low, high) in zip(point, area, strict=True))


def test_islands_and_sea_bear_their_names_and_belong_to_viet_nam():
    assert [(each["label"], each["country"]) for each in world()["islands"]] == [
        (label, "VN") for label in ISLANDS
    ]
    assert world()["sea"]["label"] == "Biển Đông"
    for group in world()["islands"]:
        assert len(group["points"]) >= 4
        assert all(within(point, EAST_SEA) for point in group["points"])


def test_no_other_name_and_no_other_country_claims_them():
    text = SHAPES.read_text(encoding="utf-8").lower()
    assert not [name for name in ("spratly", "paracel", "xisha", "nansha", "kalayaan") if name in text]
    shapes = world()
    around = [tuple(point) for group in shapes["islands"] for point in group["points"]]
    boxes = [((x - 6, x + 6), (y - 6, y + 6)) for x, y in around]
    for code, shape in shapes["countries"].items():
        corners = [*points_of(shape.get("path", "")), *([shape["point"]] if "point" in shape else [])]
        claimed = [corner for corner in corners for box in boxes if within(corner, box)]
        assert code == "VN" or not claimed, code
    assert not [p for path in shapes["neutral"] for p in points_of(path) for box in boxes if within(p, box)]


def test_viet_nam_stands_near_the_middle_and_antarctica_is_left_out():
    shapes = world()
    xs = [x for x, _y in points_of(shapes["countries"]["VN"]["path"])]
    assert 0.3 < sum(xs) / len(xs) / shapes["width"] < 0.6
    assert "AQ" not in shapes["countries"]


def test_nothing_is_torn_across_the_map():
    """A country cut at the edge of the map is two pieces, not a streak across it."""
    for code, shape in world()["countries"].items():
        for ring in shape.get("path", "").split("M")[1:]:
            xs = [x for x, _y in points_of(f"M{ring}")]
            assert max(xs) - min(xs) < world()["width"] / 2.5, code


@pytest.mark.django_db
def test_every_country_of_the_map_is_in_the_directory():
    assert set(world()["countries"]) <= set(Country.objects.values_list("code", flat=True))
    assert len(world()["countries"]) > 200


@pytest.mark.parametrize(
    ("most", "steps"),
    [(0, []), (1, [1]), (3, [1, 2]), (12, [1, 2, 5, 10]), (46, [1, 5, 10, 20]), (10**9, [1, *SCALE[-3:]])],
)
def test_shades_are_few_round_and_reach_the_most_active(most, steps):
    assert shades(most) == steps
    assert len(steps) <= SHADES


# --- on the page --------------------------------------------------------------------------------


@pytest.mark.django_db
def test_labels_stand_on_the_page_in_the_colour_and_link_of_viet_nam(client):
    client.force_login(people.leader())
    conference(title="Hội nghị trong nước").countries.set([people.country("VN")])
    page = client.get("/?period=2024-H1").content.decode()
    for label in (*ISLANDS, "Biển Đông"):
        assert f">{label}</text>" in page
    country = re.search(
        r'<a href="([^"]+)" class="land home shade-1" aria-label="Việt Nam: 1">(.*?)</a>', page
    )
    assert f"country={people.country('VN').pk}" in country[1]
    assert country[2].count('class="island"') == sum(len(each["points"]) for each in world()["islands"])
    assert page.count('class="island"') == country[2].count('class="island"')


@pytest.mark.django_db
def test_labels_stand_on_an_empty_map_too(client):
    client.force_login(people.leader())
    page = client.get("/").content.decode()
    (home,) = re.findall(r'<g class="land home"><title>Việt Nam</title>(.*?)</g>', page)
    assert home.count('class="island"') == page.count('class="island"') == 8
    assert [f">{label}</text>" in page for label in ISLANDS] == [True, True]
    assert "shade-" not in page


@pytest.mark.django_db
def test_every_country_of_the_map_opens_as_many_rows_as_it_says(client):
    client.force_login(people.leader())
    trip(to=("JP", "KR"))
    visit(countries=("JP", "SG"))
    agreement(scope="QUOC_TE").countries.set([people.country("JP")])
    conference(role="THAM_DU").countries.set([people.country("JP")])
    given = aid()
    given.donors.set([people.partner(), people.partner("Quỹ Nhật Bản", "JP", "CQCP")])
    part = parts(client)["world"]
    said = {each["label"]: each for each in part["countries"]["told"] if each["url"]}
    assert sorted(said) == ["Hàn Quốc: 1", "Nhật Bản: 4", "Singapore: 1"]
    assert said["Singapore: 1"]["point"]
    for each in said.values():
        figure = client.get(each["url"])
        assert figure.context["figure"]["value"] == str(each["count"])
        assert sum(len(part["rows"]) for part in figure.context["parts"]) == each["count"]
    assert numbers_open_their_rows(client, part) == 3 + 6


@pytest.mark.django_db
def test_unit_sees_the_countries_of_its_own_records(client):
    client.force_login(people.owner())
    trip(to=("JP",))
    trip(to=("FR",), unit=unit("Bệnh viện Phụ sản Hà Nội"))
    assert [each["label"] for each in parts(client)["world"]["countries"]["told"] if each["url"]] == [
        "Nhật Bản: 1"
    ]


@pytest.mark.django_db
def test_figure_of_the_map_stands_in_no_report():
    assert "QH01" in catalogue.OPENED
    assert "QH01" not in catalogue.BY_CODE


@pytest.mark.django_db
def test_nothing_on_the_map_is_styled_or_scripted_inline(client):
    client.force_login(people.leader())
    trip(to=("JP",))
    page = client.get("/?period=2024-H1").content.decode()
    drawn = page[page.index('<svg class="map"') : page.index("</svg>", page.index('<svg class="map"'))]
    assert not re.search(r"style=|<style|<script|\son\w+=", drawn)
