import csv
from collections import defaultdict
from pathlib import Path

import pytest

import directory
from core.text import match_key

with (Path(directory.__file__).parent / "data" / "countries.csv").open(
    encoding="utf-8", newline=""
) as stream:
    COUNTRIES = {row["iso2"]: row for row in csv.DictReader(stream)}


def test_every_country_of_iso_3166_and_kosovo_is_complete():
    assert len(COUNTRIES) == 250
    assert [
        row
        for row in COUNTRIES.values()
        if not (row["name_vi"] and row["name_en"] and len(row["iso2"]) == 2 and len(row["iso3"]) == 3)
        or row["region"] not in {"ASIA", "EUROPE", "AMERICAS", "AFRICA", "OCEANIA"}
        or row["asean"] not in {"0", "1"}
    ] == []


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("KR", "Hàn Quốc"),
        ("US", "Hoa Kỳ"),
        ("GB", "Vương quốc Anh"),
        ("AU", "Úc"),
        ("TW", "Đài Loan (Trung Quốc)"),
        ("HK", "Hồng Kông (Trung Quốc)"),
        ("MO", "Ma Cao (Trung Quốc)"),
        ("KP", "CHDCND Triều Tiên"),
        ("RU", "Liên bang Nga"),
        ("CN", "Trung Quốc"),
        ("LA", "Lào"),
        ("BY", "Belarus"),
        ("FR", "Pháp"),
        ("JP", "Nhật Bản"),
        ("DE", "Đức"),
        ("CU", "Cuba"),
        ("TH", "Thái Lan"),
        ("VN", "Việt Nam"),
        ("XK", "Kosovo"),
    ],
)
def test_the_name_shown(code, name):
    assert COUNTRIES[code]["name_vi"] == name


def named():
    """match_key of every name and alias → codes of the countries it means."""
    meanings = defaultdict(set)
    for row in COUNTRIES.values():
        for text in (row["name_vi"], row["name_en"], *filter(None, row["aliases"].split("|"))):
            meanings[match_key(text)].add(row["iso2"])
    return meanings


def test_no_name_and_no_code_means_two_countries():
    meanings = named()
    assert {key for key, codes in meanings.items() if len(codes) > 1} == set()
    for row in COUNTRIES.values():
        for code in (row["iso2"], row["iso3"]):
            meanings[match_key(code)].add(row["iso2"])
    # Nga is Russia, NGA the code of Nigeria: names are taken before codes
    assert {key: codes for key, codes in meanings.items() if len(codes) > 1} == {"nga": {"RU", "NG"}}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Mỹ", "US"),
        ("Nga", "RU"),
        ("Anh", "GB"),
        ("Ý", "IT"),
        ("Italia", "IT"),
        ("Tiệp", "CZ"),
        ("Cộng hoà Séc", "CZ"),
        ("Australia", "AU"),
        ("Hàn", "KR"),
        ("Đại Hàn Dân Quốc", "KR"),
        ("Nhật", "JP"),
        ("Thuỵ Sỹ", "CH"),
        ("CHLB Đức", "DE"),
        ("Cộng hòa Pháp", "FR"),
        ("Đài Loan", "TW"),
        ("Đặc khu Hành chính Macao, Trung Quốc", "MO"),
        ("Triều Tiên", "KP"),
        ("UK", "GB"),
    ],
)
def test_what_a_clerk_writes(text, code):
    assert named()[match_key(text)] == {code}


def test_every_official_name_is_understood():
    meanings = named()
    assert [
        row["iso2"]
        for row in COUNTRIES.values()
        if row["official_vi"] and meanings.get(match_key(row["official_vi"])) != {row["iso2"]}
    ] == []


def test_the_members_of_asean():
    assert {code for code, row in COUNTRIES.items() if row["asean"] == "1"} == set(
        "BN ID KH LA MM MY PH SG TH TL VN".split()  # noqa: SIM905 read as a list of codes
    )
