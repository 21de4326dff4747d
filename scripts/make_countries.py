"""Make directory/data/countries.csv: ISO 3166-1 and Kosovo, named as CLDR names them in Vietnamese.

Run where Babel and pycountry are installed (neither is needed to run the product):

    python scripts/make_countries.py

What this file states, and CLDR does not: the names that differ from CLDR (docs: domain.md §3.2), the official
names, the spellings that clerks use, the regions (UN M49; Antarctica and Kosovo, which it leaves out, are put
with Oceania and Europe) and the members of ASEAN. An official who disagrees edits the country, not this file.

One name is also another country's code: "Nga" is Russia, NGA is Nigeria. Whoever looks a country up takes names
before codes.
"""

import csv
import sys
from pathlib import Path

import pycountry
from babel import Locale

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "directory" / "data" / "countries.csv"
sys.path.insert(0, str(ROOT))

from core.text import match_key  # noqa: E402 the script stands outside the packages

COLUMNS = ["iso2", "iso3", "name_vi", "name_en", "official_vi", "region", "asean", "aliases"]

NAMES = {
    "AU": "Úc",
    "CN": "Trung Quốc",
    "GB": "Vương quốc Anh",
    "HK": "Hồng Kông (Trung Quốc)",
    "KP": "CHDCND Triều Tiên",
    "KR": "Hàn Quốc",
    "LA": "Lào",
    "MO": "Ma Cao (Trung Quốc)",
    "RU": "Liên bang Nga",
    "TW": "Đài Loan (Trung Quốc)",
    "US": "Hoa Kỳ",
}

# English names of pycountry's that could mean two countries
AMBIGUOUS = {"congo"}

ASEAN = {"BN", "ID", "KH", "LA", "MM", "MY", "PH", "SG", "TH", "TL", "VN"}  # Timor-Leste since 26/10/2025

REGIONS = {
    "AFRICA": (
        "AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW IO KE KM LR LS LY MA MG ML MR MU MW MZ "
        "NA NE NG RE RW SC SD SH SL SN SO SS ST SZ TD TF TG TN TZ UG YT ZA ZM ZW"
    ),
    "AMERICAS": (
        "AG AI AR AW BB BL BM BO BQ BR BS BV BZ CA CL CO CR CU CW DM DO EC FK GD GF GL GP GS GT GY HN HT JM KN KY LC "
        "MF MQ MS MX NI PA PE PM PR PY SR SV SX TC TT US UY VC VE VG VI"
    ),
    "ASIA": (
        "AE AF AM AZ BD BH BN BT CN CY GE HK ID IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK MM MN MO MV MY NP OM PH "
        "PK PS QA SA SG SY TH TJ TL TM TR TW UZ VN YE"
    ),
    "EUROPE": (
        "AD AL AT AX BA BE BG BY CH CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU LV MC MD ME MK "
        "MT NL NO PL PT RO RS RU SE SI SJ SK SM UA VA XK"
    ),
    "OCEANIA": "AQ AS AU CC CK CX FJ FM GU HM KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV UM VU WF WS",
}

OFFICIAL = {
    "AD": "Công quốc Andorra",
    "AE": "Các Tiểu vương quốc Ả Rập Thống nhất",
    "AL": "Cộng hòa Albania",
    "AM": "Cộng hòa Armenia",
    "AO": "Cộng hòa Angola",
    "AR": "Cộng hòa Argentina",
    "AT": "Cộng hòa Áo",
    "AU": "Liên bang Úc",
    "AZ": "Cộng hòa Azerbaijan",
    "BD": "Cộng hòa Nhân dân Bangladesh",
    "BE": "Vương quốc Bỉ",
    "BG": "Cộng hòa Bulgaria",
    "BH": "Vương quốc Bahrain",
    "BI": "Cộng hòa Burundi",
    "BJ": "Cộng hòa Benin",
    "BO": "Nhà nước Đa dân tộc Bolivia",
    "BR": "Cộng hòa Liên bang Brazil",
    "BT": "Vương quốc Bhutan",
    "BW": "Cộng hòa Botswana",
    "BY": "Cộng hòa Belarus",
    "CD": "Cộng hòa Dân chủ Congo",
    "CF": "Cộng hòa Trung Phi",
    "CG": "Cộng hòa Congo",
    "CH": "Liên bang Thụy Sĩ",
    "CI": "Cộng hòa Côte d'Ivoire",
    "CL": "Cộng hòa Chile",
    "CM": "Cộng hòa Cameroon",
    "CN": "Cộng hòa Nhân dân Trung Hoa",
    "CO": "Cộng hòa Colombia",
    "CR": "Cộng hòa Costa Rica",
    "CU": "Cộng hòa Cuba",
    "CV": "Cộng hòa Cabo Verde",
    "CY": "Cộng hòa Síp",
    "CZ": "Cộng hòa Séc",
    "DE": "Cộng hòa Liên bang Đức",
    "DJ": "Cộng hòa Djibouti",
    "DK": "Vương quốc Đan Mạch",
    "DM": "Khối Thịnh vượng chung Dominica",
    "DO": "Cộng hòa Dominica",
    "DZ": "Cộng hòa Dân chủ Nhân dân Algeria",
    "EC": "Cộng hòa Ecuador",
    "EE": "Cộng hòa Estonia",
    "EG": "Cộng hòa Ả Rập Ai Cập",
    "ES": "Vương quốc Tây Ban Nha",
    "ET": "Cộng hòa Dân chủ Liên bang Ethiopia",
    "FI": "Cộng hòa Phần Lan",
    "FJ": "Cộng hòa Fiji",
    "FM": "Liên bang Micronesia",
    "FR": "Cộng hòa Pháp",
    "GA": "Cộng hòa Gabon",
    "GB": "Vương quốc Liên hiệp Anh và Bắc Ireland",
    "GH": "Cộng hòa Ghana",
    "GM": "Cộng hòa Gambia",
    "GN": "Cộng hòa Guinea",
    "GQ": "Cộng hòa Guinea Xích Đạo",
    "GR": "Cộng hòa Hy Lạp",
    "GT": "Cộng hòa Guatemala",
    "GW": "Cộng hòa Guinea-Bissau",
    "GY": "Cộng hòa Hợp tác Guyana",
    "HK": "Đặc khu Hành chính Hồng Kông, Trung Quốc",
    "HN": "Cộng hòa Honduras",
    "HR": "Cộng hòa Croatia",
    "HT": "Cộng hòa Haiti",
    "ID": "Cộng hòa Indonesia",
    "IL": "Nhà nước Israel",
    "IN": "Cộng hòa Ấn Độ",
    "IQ": "Cộng hòa Iraq",
    "IR": "Cộng hòa Hồi giáo Iran",
    "IT": "Cộng hòa Italia",
    "JO": "Vương quốc Hashemite Jordan",
    "KE": "Cộng hòa Kenya",
    "KG": "Cộng hòa Kyrgyzstan",
    "KH": "Vương quốc Campuchia",
    "KI": "Cộng hòa Kiribati",
    "KM": "Liên bang Comoros",
    "KP": "Cộng hòa Dân chủ Nhân dân Triều Tiên",
    "KR": "Đại Hàn Dân Quốc",
    "KW": "Nhà nước Kuwait",
    "KZ": "Cộng hòa Kazakhstan",
    "LA": "Cộng hòa Dân chủ Nhân dân Lào",
    "LB": "Cộng hòa Liban",
    "LI": "Công quốc Liechtenstein",
    "LK": "Cộng hòa Dân chủ Xã hội chủ nghĩa Sri Lanka",
    "LR": "Cộng hòa Liberia",
    "LS": "Vương quốc Lesotho",
    "LT": "Cộng hòa Litva",
    "LU": "Đại Công quốc Luxembourg",
    "LV": "Cộng hòa Latvia",
    "LY": "Nhà nước Libya",
    "MA": "Vương quốc Maroc",
    "MC": "Công quốc Monaco",
    "MD": "Cộng hòa Moldova",
    "MG": "Cộng hòa Madagascar",
    "MH": "Cộng hòa Quần đảo Marshall",
    "MK": "Cộng hòa Bắc Macedonia",
    "ML": "Cộng hòa Mali",
    "MM": "Cộng hòa Liên bang Myanmar",
    "MO": "Đặc khu Hành chính Ma Cao, Trung Quốc",
    "MR": "Cộng hòa Hồi giáo Mauritania",
    "MT": "Cộng hòa Malta",
    "MU": "Cộng hòa Mauritius",
    "MV": "Cộng hòa Maldives",
    "MW": "Cộng hòa Malawi",
    "MX": "Hợp chúng quốc Mexico",
    "MZ": "Cộng hòa Mozambique",
    "NA": "Cộng hòa Namibia",
    "NE": "Cộng hòa Niger",
    "NG": "Cộng hòa Liên bang Nigeria",
    "NI": "Cộng hòa Nicaragua",
    "NL": "Vương quốc Hà Lan",
    "NO": "Vương quốc Na Uy",
    "NP": "Cộng hòa Dân chủ Liên bang Nepal",
    "NR": "Cộng hòa Nauru",
    "PA": "Cộng hòa Panama",
    "PE": "Cộng hòa Peru",
    "PG": "Nhà nước Độc lập Papua New Guinea",
    "PH": "Cộng hòa Philippines",
    "PK": "Cộng hòa Hồi giáo Pakistan",
    "PL": "Cộng hòa Ba Lan",
    "PS": "Nhà nước Palestine",
    "PT": "Cộng hòa Bồ Đào Nha",
    "PW": "Cộng hòa Palau",
    "PY": "Cộng hòa Paraguay",
    "QA": "Nhà nước Qatar",
    "RS": "Cộng hòa Serbia",
    "RU": "Liên bang Nga",
    "RW": "Cộng hòa Rwanda",
    "SA": "Vương quốc Ả Rập Xê-út",
    "SC": "Cộng hòa Seychelles",
    "SD": "Cộng hòa Sudan",
    "SE": "Vương quốc Thụy Điển",
    "SG": "Cộng hòa Singapore",
    "SI": "Cộng hòa Slovenia",
    "SK": "Cộng hòa Slovakia",
    "SL": "Cộng hòa Sierra Leone",
    "SM": "Cộng hòa San Marino",
    "SN": "Cộng hòa Senegal",
    "SO": "Cộng hòa Liên bang Somalia",
    "SR": "Cộng hòa Suriname",
    "SS": "Cộng hòa Nam Sudan",
    "ST": "Cộng hòa Dân chủ São Tomé và Príncipe",
    "SV": "Cộng hòa El Salvador",
    "SY": "Cộng hòa Ả Rập Syria",
    "SZ": "Vương quốc Eswatini",
    "TD": "Cộng hòa Chad",
    "TG": "Cộng hòa Togo",
    "TH": "Vương quốc Thái Lan",
    "TJ": "Cộng hòa Tajikistan",
    "TL": "Cộng hòa Dân chủ Timor-Leste",
    "TN": "Cộng hòa Tunisia",
    "TO": "Vương quốc Tonga",
    "TR": "Cộng hòa Thổ Nhĩ Kỳ",
    "TT": "Cộng hòa Trinidad và Tobago",
    "TZ": "Cộng hòa Thống nhất Tanzania",
    "UG": "Cộng hòa Uganda",
    "US": "Hợp chúng quốc Hoa Kỳ",
    "UY": "Cộng hòa Đông Uruguay",
    "UZ": "Cộng hòa Uzbekistan",
    "VA": "Tòa thánh Vatican",
    "VE": "Cộng hòa Bolivar Venezuela",
    "VN": "Cộng hòa Xã hội chủ nghĩa Việt Nam",
    "VU": "Cộng hòa Vanuatu",
    "WS": "Nhà nước Độc lập Samoa",
    "YE": "Cộng hòa Yemen",
    "ZA": "Cộng hòa Nam Phi",
    "ZM": "Cộng hòa Zambia",
    "ZW": "Cộng hòa Zimbabwe",
}

# how clerks write them, besides CLDR's names, the official names and the ISO codes; accents as typed
SPELLINGS = {
    "AE": "UAE|Tiểu vương quốc Ả Rập Thống nhất|Các Tiểu vương quốc Ả-rập Thống nhất",
    "AF": "Áp-ga-ni-xtan|Ápganixtan",
    "AL": "An-ba-ni|Anbani",
    "AM": "Ác-mê-ni-a",
    "AO": "Ăng-gô-la|Ănggôla",
    "AR": "Ác-hen-ti-na|Áchentina",
    "AT": "Nước Áo",
    "AU": "Ô-xtrây-li-a|Ôxtrâylia|Nước Úc|Australia",
    "AZ": "A-déc-bai-gian|Ai-déc-bai-gian",
    "BD": "Băng-la-đét|Bănglađét|Băng la đét",
    "BE": "Vương quốc Bỉ|Nước Bỉ",
    "BG": "Bun-ga-ri|Bungari",
    "BN": "Bru-nây|Brunây|Nhà nước Brunei Darussalam",
    "BR": "Bra-xin|Braxin|Brasil",
    "BY": "Bê-la-rút|Bêlarút|Bê-la-rus|Belarut|Bêlarut",
    "CA": "Ca-na-đa|Canađa|Ca na đa",
    "CD": "CHDC Congo|DR Congo",
    "CH": "Thụy Sỹ|Liên bang Thụy Sỹ",
    "CI": "Bờ Biển Ngà|Cốt-đi-voa|Ivory Coast",
    "CL": "Chi-lê|Chilê|Chi Lê",
    "CM": "Ca-mơ-run",
    "CN": "CHND Trung Hoa|Trung Hoa đại lục",
    "CO": "Cô-lôm-bi-a|Côlômbia",
    "CU": "Cu Ba|Cu-ba",
    "CV": "Cabo Verde",
    "CY": "Cộng hòa Cyprus|Đảo Síp",
    "CZ": "Tiệp|CH Séc|Czech",
    "DE": "CHLB Đức|Nước Đức",
    "DK": "Vương quốc Đan-mạch",
    "DO": "Cộng hòa Đô-mi-ni-ca-na|Dominicana",
    "DZ": "An-giê-ri|Angiêri",
    "EC": "Ê-cu-a-đo",
    "EG": "Ai-cập",
    "ES": "Tây-ban-nha",
    "ET": "Ê-ti-ô-pi-a|Êtiôpia",
    "FI": "Phần-lan",
    "FR": "Nước Pháp|CH Pháp",
    "GB": "Anh|Anh Quốc|Nước Anh|UK|U.K.|Great Britain|Liên hiệp Anh|Vương quốc Anh và Bắc Ireland"
    "|Vương quốc Liên hiệp Anh|Liên hiệp Vương quốc Anh và Bắc Ireland|England|Scotland|Bắc Ireland",
    "GE": "Gruzia|Gru-di-a",
    "GH": "Ga-na",
    "GR": "Hy-lạp|Hi Lạp",
    "GL": "Grơn-len",
    "HK": "Hồng Kông|Hong Kong|Hongkong|Hồng Công|Hương Cảng|Đặc khu hành chính Hồng Kông",
    "HT": "Ha-i-ti",
    "HU": "Hung-ga-ri|Hungari|Hung",
    "ID": "In-đô-nê-xi-a|Inđônêxia|Indônêxia",
    "IE": "Ai-len|Ailen|Ái Nhĩ Lan|Cộng hòa Ireland",
    "IL": "I-xra-en|Ixraen",
    "IN": "Ấn-độ|Nước Cộng hòa Ấn Độ",
    "IQ": "I-rắc|Irắc",
    "IR": "I-ran",
    "IS": "Ai-xơ-len|Aixơlen|Băng Đảo",
    "IT": "Ý|Italia|I-ta-li-a|Nước Ý|Cộng hòa Ý",
    "JP": "Nhật|Nhật-bản|Nước Nhật",
    "KE": "Kê-ni-a",
    "KG": "Cư-rơ-gư-xtan",
    "KH": "Căm-pu-chia|Cam-pu-chia|Cam pu chia|Cămpuchia|Kampuchea",
    "KP": "Bắc Triều Tiên|Bắc Hàn|CHDCND Triều-tiên|DPRK",
    "KR": "Hàn|Nam Hàn|Nam Triều Tiên|Cộng hòa Hàn Quốc|CH Hàn Quốc|Hàn-quốc|Republic of Korea|ROK|Korea (Republic of)",
    "KW": "Cô-oét|Côoét",
    "KZ": "Ca-dắc-xtan|Cadắcxtan|Kazakstan",
    "LA": "CHDCND Lào|Nước Lào|Lao PDR",
    "LB": "Liban|Li-băng",
    "LK": "Xri Lan-ca|Xri Lanca",
    "LT": "Lít-va|Lítva|Lithuania",
    "LU": "Lúc-xăm-bua|Lúcxămbua",
    "LV": "Lát-vi-a",
    "LY": "Li-bi|Libi",
    "MA": "Ma-rốc|Marốc|Maroc",
    "MD": "Môn-đô-va",
    "MG": "Ma-đa-gát-xca",
    "MK": "Macedonia|Ma-xê-đô-ni-a",
    "MM": "Myanmar|Miến Điện|Mi-an-ma|Mianma|Burma",
    "MN": "Mông-cổ",
    "MO": "Ma Cao|Macao|Macau|Áo Môn|Đặc khu hành chính Ma Cao",
    "MX": "Mê-hi-cô|Mêhicô|Mễ Tây Cơ",
    "MY": "Ma-lai-xi-a|Malaixia|Mã Lai",
    "MZ": "Mô-dăm-bích|Môdămbích",
    "NG": "Ni-giê-ri-a",
    "NL": "Hà-lan|Holland",
    "NO": "Na-uy|Nauy",
    "NP": "Nê-pan|Nêpan",
    "NZ": "Niu Di-lân|Niu Dilân|Niu-di-lân|Tân Tây Lan|New Zealand",
    "PE": "Pê-ru|Pêru",
    "PG": "Pa-pua Niu Ghi-nê",
    "PH": "Phi-líp-pin|Philíppin|Philippin|Phi-lip-pin|Phi Luật Tân",
    "PK": "Pa-ki-xtan|Pakixtan",
    "PL": "Ba-lan",
    "PS": "Palestine|Pa-le-xtin|Palestin",
    "PT": "Bồ-đào-nha",
    "QA": "Ca-ta",
    "RO": "Ru-ma-ni|Rumani",
    "RU": "Nga|LB Nga|Nước Nga|Cộng hòa Liên bang Nga",
    "SA": "Ả Rập Saudi|Ả-rập Xê-út|Ả Rập Xê Út|Arab Saudi|A-rập Xê-út|Arập Xêút|Saudi",
    "SE": "Thụy-điển",
    "SG": "Xinh-ga-po|Xingapo|Sing-ga-po|Singapo|Tân Gia Ba",
    "SI": "Xlô-vê-ni-a|Slôvênia",
    "SK": "Xlô-va-ki-a|Slôvakia|Xlôvakia",
    "SN": "Xê-nê-gan",
    "SY": "Xi-ri|Xyri",
    "SZ": "Swaziland",
    "TH": "Thái|Thái-lan",
    "TL": "Đông Timor|Đông Ti-mo|Ti-mo Lét-xtê|East Timor",
    "TN": "Tuy-ni-di|Tuynidi",
    "TR": "Thổ|Thổ-nhĩ-kỳ|Thổ Nhĩ Kì|Turkey",
    "TW": "Đài-loan|Vùng lãnh thổ Đài Loan|Lãnh thổ Đài Loan|Đài Loan, Trung Quốc",
    "TZ": "Tan-da-ni-a|Tandania",
    "UA": "U-crai-na|Ucraina|U-crai-na|Ukraine",
    "UG": "U-gan-đa",
    "US": "Mỹ|Nước Mỹ|Hoa Kì|Hoa-kỳ|USA|U.S.|U.S.A.|Hợp chủng quốc Hoa Kỳ|United States of America",
    "UY": "U-ru-goay",
    "UZ": "U-dơ-bê-ki-xtan|Udơbêkixtan",
    "VA": "Vatican|Tòa thánh|Va-ti-căng|Holy See",
    "VE": "Vê-nê-xu-ê-la|Vênêxuêla",
    "VN": "Việt-nam|Viet Nam|Nước CHXHCN Việt Nam|CHXHCN Việt Nam",
    "ZA": "CH Nam Phi",
    "ZW": "Dim-ba-bu-ê",
}


def row(iso2: str, iso3: str, english: list[str]) -> dict[str, str]:
    """The line of one country; `english` are its further English names."""
    cldr_vi, cldr_en = Locale("vi").territories[iso2], Locale("en").territories[iso2]
    name = NAMES.get(iso2, cldr_vi)
    official = OFFICIAL.get(iso2, "")
    known = {match_key(text) for text in (name, cldr_en, iso2, iso3)}
    aliases = []
    for text in [cldr_vi, official, *SPELLINGS.get(iso2, "").split("|"), *english]:
        if text and match_key(text) not in known:
            known.add(match_key(text))
            aliases.append(text)
    return {
        "iso2": iso2,
        "iso3": iso3,
        "name_vi": name,
        "name_en": cldr_en,
        "official_vi": official,
        "region": next(region for region, codes in REGIONS.items() if iso2 in codes.split()),
        "asean": str(int(iso2 in ASEAN)),
        "aliases": "|".join(aliases),
    }


def english_names(country: object) -> list[str]:
    """pycountry's names in their natural order ("Korea, Republic of" is not), where they mean one country."""
    names = [getattr(country, field, "") for field in ("name", "common_name", "official_name")]
    return [name for name in names if name and "," not in name and match_key(name) not in AMBIGUOUS]


def main() -> None:
    """Write the file, by ISO code."""
    rows = [row(c.alpha_2, c.alpha_3, english_names(c)) for c in pycountry.countries]
    rows.append(row("XK", "XKX", ["Republic of Kosovo"]))
    with TARGET.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(rows, key=lambda line: line["iso2"]))


if __name__ == "__main__":
    main()
