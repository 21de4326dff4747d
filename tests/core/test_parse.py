import datetime as dt
import unicodedata
from contextlib import suppress
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from core.parse import (
    CellError,
    UncomputedFormula,
    as_typed,
    format_date_vi,
    format_decimal_vi,
    is_empty,
    parse_bool,
    parse_date,
    parse_decimal,
    parse_integer,
    parse_text,
    sent_keys,
)


@pytest.fixture(autouse=True, scope="module")
def _in_english():
    with translation.override("en"):
        yield


CELLS = (
    st.none() | st.text() | st.booleans() | st.integers() | st.floats() | st.decimals()
    | st.dates() | st.datetimes() | st.times() | st.timedeltas()
)  # fmt: skip


# --- dates --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [
        dt.date(2024, 2, 3),
        dt.datetime.fromisoformat("2024-02-03 23:59"),
        "03/02/2024",
        "3/2/2024",
        "03-02-2024",
        " 3.2.2024\u00a0",
        "03 / 02 / 2024",
    ],
)
def test_parse_date(value):
    assert parse_date(value) == dt.date(2024, 2, 3)


def test_parse_date_at_the_ends_of_the_calendar():
    assert parse_date("29/02/2024") == dt.date(2024, 2, 29)
    assert [parse_date("01/01/1900").year, parse_date("31/12/2100").year] == [1900, 2100]


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (None, "Not a date. Write it as dd/mm/yyyy."),
        ("", "Not a date. Write it as dd/mm/yyyy."),
        (45000.0, "Not a date. Write it as dd/mm/yyyy."),
        (20240203, "Not a date. Write it as dd/mm/yyyy."),
        (True, "Not a date. Write it as dd/mm/yyyy."),
        (dt.time(1, 2), "Not a date. Write it as dd/mm/yyyy."),
        ("03/02/24", "Not a date. Write it as dd/mm/yyyy."),
        ("2024-02-03", "Not a date. Write it as dd/mm/yyyy."),
        ("03/02-2024", "Not a date. Write it as dd/mm/yyyy."),
        ("٠٣/٠٢/٢٠٢٤", "Not a date. Write it as dd/mm/yyyy."),
        ("03/02/2024 10:00", "Not a date. Write it as dd/mm/yyyy."),
        ("02/13/2024", "There is no such day. Write the date as dd/mm/yyyy."),
        ("30/02/2024", "There is no such day. Write the date as dd/mm/yyyy."),
        ("01/01/0000", "There is no such day. Write the date as dd/mm/yyyy."),
        ("01/01/1899", "The year must be between 1900 and 2100."),
        (dt.date(2101, 1, 1), "The year must be between 1900 and 2100."),
        ("#N/A", "The cell shows an Excel error."),
    ],
)
def test_parse_date_refuses(value, reason):
    with pytest.raises(CellError) as refused:
        parse_date(value)
    assert str(refused.value) == reason


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)))
def test_a_written_date_is_read_back(day):
    assert parse_date(format_date_vi(day)) == day


# --- numbers ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (5, "5"),
        (5.0, "5"),
        (-2.5, "-2.5"),
        (0.1 + 0.2, "0.3"),
        (1e15, "1000000000000000"),
        (Decimal("1.50"), "1.5"),
        (Decimal("1E+3"), "1000"),
        (-0.0, "0"),
        ("1.234.567,89", "1234567.89"),
        ("1.234", "1234"),
        ("-1.234", "-1234"),
        ("1234,5", "1234.5"),
        ("1234.5", "1234.5"),
        ("1234.567", "1234.567"),
        ("12.5", "12.5"),
        ("0.0068", "0.0068"),
        ("0.123", "0.123"),
        ("0,123", "0.123"),
        ("1,234", "1.234"),
        ("1,234,567", "1234567"),
        ("1,234,567.89", "1234567.89"),
        ("1,234.5", "1234.5"),
        (" 1 234\u00a0567,89 ", "1234567.89"),
        ("1 234.5", "1234.5"),
        ("\u22125", "-5"),
        ("+5", "5"),
        ("007", "7"),
        ("1,50", "1.5"),
    ],
)
def test_parse_decimal(value, number):
    parsed = parse_decimal(value, places=4)
    assert (str(parsed), type(parsed)) == (number, Decimal)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (True, "Not a number."),
        (None, "Not a number."),
        (dt.date(2024, 1, 1), "Not a number."),
        (float("nan"), "Not a number."),
        (float("inf"), "Not a number."),
        (Decimal("NaN"), "Not a number."),
        (Decimal("Infinity"), "Not a number."),
        (1e300, "Not a number."),
        ("9" * 41, "Not a number."),
        ("", "Not a number. Write it like 1.234.567,89."),
        ("NaN", "Not a number. Write it like 1.234.567,89."),
        ("1e3", "Not a number. Write it like 1.234.567,89."),
        ("12.34.567", "Not a number. Write it like 1.234.567,89."),
        ("012.345", "Not a number. Write it like 1.234.567,89."),
        ("1.234.56", "Not a number. Write it like 1.234.567,89."),
        ("1,23,4", "Not a number. Write it like 1.234.567,89."),
        ("1 234.567", "Not a number. Write it like 1.234.567,89."),
        ("12 34", "Not a number. Write it like 1.234.567,89."),
        ("5 người", "Not a number. Write it like 1.234.567,89."),
        ("1_000", "Not a number. Write it like 1.234.567,89."),
        ("٣", "Not a number. Write it like 1.234.567,89."),
        ("#DIV/0!", "The cell shows an Excel error."),
        (0.12345, "More than 4 decimals."),
        ("0,12345", "More than 4 decimals."),
        (1e-300, "More than 4 decimals."),
    ],
)
def test_parse_decimal_refuses(value, reason):
    with pytest.raises(CellError) as refused:
        parse_decimal(value, places=4)
    assert str(refused.value) == reason


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**15), max_value=10**15))
def test_a_written_number_is_read_back(number):
    assert parse_decimal(format_decimal_vi(number), places=2) == number


@pytest.mark.parametrize(
    ("value", "number"), [(3.0, 3), ("1.234", 1234), ("1 234", 1234), ("5,0", 5), (-2, -2)]
)
def test_parse_integer(value, number):
    assert parse_integer(value) == number


@pytest.mark.parametrize(
    ("value", "reason"),
    [(2.5, "Not a whole number."), ("2,5", "Not a whole number."), (True, "Not a number.")],
)
def test_parse_integer_refuses(value, reason):
    with pytest.raises(CellError) as refused:
        parse_integer(value)
    assert str(refused.value) == reason


def test_format_decimal_vi():
    assert [
        format_decimal_vi(n) for n in (Decimal("1234567.80"), 1234, Decimal("-0.5"), Decimal("1E+3"))
    ] == [
        "1.234.567,80",
        "1.234",
        "-0,5",
        "1.000",
    ]


# --- yes and no, text ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "answer"),
    [
        ("Có", True),
        (unicodedata.normalize("NFD", " CÓ "), True),
        ("không", False),
        (True, True),
        (False, False),
        ("TRUE", True),
        (None, None),
        ("  ", None),
    ],
)
def test_parse_bool(value, answer):
    assert parse_bool(value) is answer


@pytest.mark.parametrize("value", ["Co", "x", 1, 0.0, dt.date(2024, 1, 1)])
def test_parse_bool_refuses(value):
    with pytest.raises(CellError) as refused:
        parse_bool(value)
    assert str(refused.value) == "Write Có or Không."


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("  Hà Nội \n", "Hà Nội"),
        (unicodedata.normalize("NFD", "Hà Nội"), "Hà Nội"),
        ("a\r\nb\rc\td\x07\x00", "a\nb\nc\td"),
        (5.0, "5"),
        (5.5, "5.5"),
        (1e15, "1000000000000000"),
        (dt.date(2024, 2, 3), "03/02/2024"),
        (True, "TRUE"),
        ("=1+1", "=1+1"),
    ],
)
def test_parse_text(value, text):
    assert parse_text(value) == text


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", " #num! "])
def test_parse_text_refuses_an_excel_error(error):
    with pytest.raises(CellError) as refused:
        parse_text(error)
    assert str(refused.value) == "The cell shows an Excel error."


@pytest.mark.parametrize("parse", [parse_text, parse_date, parse_integer, parse_bool])
def test_no_parser_accepts_a_formula_without_its_result(parse):
    with pytest.raises(CellError) as refused:
        parse(UncomputedFormula("=A1+B1"))
    assert str(refused.value) == (
        "The file does not hold the result of this formula. Open it in Excel, save it and try again."
    )


@pytest.mark.parametrize(
    ("value", "typed"),
    [
        (None, ""),
        ("  as  typed\n", "  as  typed\n"),
        (5.0, "5"),
        (0.1 + 0.2, "0.3"),
        (1e20, "100000000000000000000"),
        (Decimal("1.50"), "1.5"),
        (float("nan"), "nan"),
        (False, "FALSE"),
        (dt.datetime.fromisoformat("2024-02-03"), "03/02/2024"),
        (dt.datetime.fromisoformat("2024-02-03 04:05"), "03/02/2024 04:05:00"),
        (dt.time(4, 5), "04:05:00"),
        ("x" * 40_000, "x" * 40_000),
    ],
)
def test_as_typed(value, typed):
    assert as_typed(value) == typed


def test_is_empty():
    assert [is_empty(v) for v in (None, "", " \n\u00a0", 0, False, "0")] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]


@given(CELLS)
def test_a_cell_is_read_or_refused_never_worse(value):
    for parse in (parse_text, parse_date, parse_integer, parse_bool, lambda v: parse_decimal(v, places=2)):
        with suppress(CellError):
            parse(value)


def test_only_whole_numbers_are_keys():
    assert sent_keys(["7", "12", "7"]) == [7, 12]
    assert sent_keys(["", "x", "-1", "1.0", "²", "٣", " 4", "9" * 19]) == []
    assert sent_keys(["9" * 18]) == [10**18 - 1]
