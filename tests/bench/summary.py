"""The six-month report of many records beside one hand-written SQL statement that counts the same: pytest tests/bench/summary.py -s on PostgreSQL (not part of `make test`).

BENCH_DELEGATIONS (100000 out and as many in; ten members each; a fifth as many agreements, conferences and aid items) and
BENCH_YEARS (5), over which they are spread, say how many; 4000 make the 10,000 records of a department's five years.
"""

import datetime
import os
import statistics
import time
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.models import Agreement, Implementation
from aid_projects.models import AidProject, Disbursement
from conferences.models import Conference
from core.fields import cipher
from delegations.models import InboundDelegation, Leg, Member, OutboundDelegation
from directory.models import Country, Partner, Person, Unit
from personnel.models import FocalPoint, TrainingCourse
from reports import catalogue
from reports.periods import parse
from reports.selection import Selection
from reports.services import figures
from tests.factories import people

assert connection.vendor == "postgresql", "The statement is PostgreSQL's: set DATABASE_URL."
pytestmark = pytest.mark.django_db(transaction=True)
DELEGATIONS = int(os.environ.get("BENCH_DELEGATIONS", 100_000))
YEARS = int(os.environ.get("BENCH_YEARS", 5))
MEMBERS, UNITS, PARTNERS, COUNTRIES = 10, 120, 2000, 150
TIMES = 7
RATIO, LIMIT, SMALL, SMALL_LIMIT = 1.5, 1.0, 4_000, 0.15
SELECTION = Selection(parse("2024-H1"))
STATEMENT = (Path(__file__).parent / "summary.sql").read_text()
STATES = "(ARRAY['COMPLETED','COMPLETED','COMPLETED','COMPLETED','COMPLETED','PERMITTED','REPORTED','PERMITTED','DRAFT','CANCELLED'])[1 + mod(n * 7, 10)]"
WITHDRAWN = "CASE WHEN mod(n, 97) = 0 THEN now() END"
LONG = "repeat('Nội dung hoạt động của đoàn. ', 15)"


def put(model, many: int, **expressions: str) -> None:
    """Rows by one statement: SQL over `n` from 1 to `many`, else what a new row has in Python."""
    new, names, values, given = model(), [], [], []
    for field in model._meta.concrete_fields:
        if field.primary_key:
            continue
        names.append(connection.ops.quote_name(field.column))
        if field.attname in expressions:
            values.append(expressions.pop(field.attname).replace("%", "%%"))
        else:
            values.append("%s")
            given.append(field.get_db_prep_save(getattr(new, field.attname), connection))
    assert not expressions, expressions
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(values)} "  # noqa: S608  our own names
            f"FROM generate_series(1, {many}) n ORDER BY n",
            given,
        )


def first(model) -> int:
    return model.objects.order_by("pk").values_list("pk", flat=True)[0]


def fill(delegations: int, years: int) -> None:
    units = [people.unit(f"Bệnh viện {number}").pk for number in range(UNITS)]
    assert units == list(range(units[0], units[0] + UNITS))
    Unit.objects.create(by=None, code="SYT", name="Sở Y tế", kind="SO")
    country = first(Country)

    def of(first: int, many: int, seed: int) -> str:
        return f"{first} + mod(n::bigint * {seed}, {many})"

    unit = of(units[0], UNITS, 37)
    passport = f"'{cipher().encrypt(b'B1234567').decode()}'"
    put(
        Partner,
        PARTNERS,
        name="'Đối tác ' || n",
        name_key="'doi tac ' || n",
        country_id=of(country, COUNTRIES, 11),
        kind="'BV'",
    )
    partner = first(Partner)
    persons = max(delegations * MEMBERS // 5, 100)
    put(
        Person,
        persons,
        full_name="'Nguyễn Văn ' || n",
        name_key="'nguyen van ' || n",
        unit_id=unit,
        birth_date="DATE '1970-01-01' + mod(n, 9000)",
        passport_number=passport,
    )
    person = first(Person)
    span, first_day = years * 365, f"DATE '2024-12-31' - {years * 365}"
    day = f"({first_day} + mod(n::bigint * 7919, {span})::int)"
    dossier = {
        "state": STATES,
        "deleted_at": WITHDRAWN,
        "unit_id": unit,
        "search_text": f"lower({LONG})",
    }
    trip = dossier | {
        "content": LONG,
        "start_date": day,
        "end_date": f"{day} + 5 + mod(n, 4)",
        "permit_date": f"{day} - 20",
        "report_date": f"CASE WHEN mod(n, 5) > 0 THEN {day} + 10 + mod(n, 17) END",
        "in_plan": "CASE mod(n, 3) WHEN 0 THEN true WHEN 1 THEN false END",
    }
    purposes = "(ARRAY['|DTBD|','|HNHT|','|TQHT|','|DTBD|HNHT|','|KSNC|'])[1 + mod(n, 5)]"
    put(
        OutboundDelegation,
        delegations,
        **trip,
        number="'DR-' || n",
        title="'Đoàn học tập số ' || n",
        purposes=purposes,
        kind="CASE WHEN mod(n, 19) = 0 THEN 'VIEC_RIENG' ELSE 'CONG_TAC' END",
        actual_end=f"CASE WHEN mod(n, 7) = 0 THEN {day} + 11 END",
    )
    put(
        InboundDelegation,
        delegations,
        **trip,
        number="'DV-' || n",
        title="'Đoàn chuyên gia số ' || n",
        guest_count="1 + mod(n, 9)",
        actual_guest_count="CASE WHEN mod(n, 4) = 0 THEN mod(n, 12) END",
    )
    outbound, inbound = (first(model) for model in (OutboundDelegation, InboundDelegation))
    trip_of = f"{outbound} + (n - 1) / {MEMBERS}"
    put(
        Member,
        delegations * MEMBERS,
        delegation_id=trip_of,
        person_id=f"{person} + mod((n::bigint - 1) / {MEMBERS} * 7919 + mod(n - 1, {MEMBERS}) * 104729, {persons})",
        # Nine of ten belong to the unit that leads.
        unit_id=f"{units[0]} + mod((1 + (n::bigint - 1) / {MEMBERS}) * 37 + CASE WHEN mod(n, 10) = 3 THEN n ELSE 0 END, {UNITS})",
        role="CASE WHEN mod(n, 10) = 1 THEN 'LEADER' ELSE 'MEMBER' END",
        participation="CASE WHEN mod(n, 31) = 0 THEN 'NOT_GOING' ELSE 'GOING' END",
        position="'Bác sĩ khoa Nội tổng hợp'",
        passport_number=passport,
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE delegations_member m SET person_key = p.name_key || '|' || p.birth_date || '|' || coalesce(m.unit_id::text, '') "
            "FROM directory_person p WHERE p.id = m.person_id"
        )
    put(
        Leg,
        delegations * 3 // 2,
        delegation_id=f"{outbound} + mod(n - 1, {delegations})",
        country_id=of(country, COUNTRIES, 13),
        transit="mod(n, 9) = 0",
    )
    put(
        InboundDelegation.countries.through,
        delegations,
        inbounddelegation_id=f"{inbound} + n - 1",
        country_id=of(country, COUNTRIES, 17),
    )
    some = delegations // 5
    put(
        Agreement,
        some,
        **dossier
        | {"state": "(ARRAY['SIGNED','SIGNED','TERMINATED','REPLACED','SIGNED','DRAFT'])[1 + mod(n, 6)]"},
        number="'TT-' || n",
        title="'Bản ghi nhớ số ' || n",
        kind="'BGN'",
        scope="CASE WHEN mod(n, 7) = 0 THEN 'TRONG_NUOC' ELSE 'QUOC_TE' END",
        signing_name="(ARRAY['TP','SO','DONVI','DONVI'])[1 + mod(n, 4)]",
        main_content=LONG,
        signed_on=day,
        effective_date=day,
        expiry_date=f"CASE WHEN mod(n, 3) > 0 THEN {day} + 1000 END",
    )
    agreement = first(Agreement)
    put(
        Implementation,
        some,
        agreement_id=f"{agreement} + mod(n::bigint * 3, {some})",
        date=day,
        content="'Đào tạo bác sĩ'",
    )
    put(
        Agreement.partners.through,
        some,
        agreement_id=f"{agreement} + n - 1",
        partner_id=of(partner, PARTNERS, 7),
    )
    put(
        Conference,
        some,
        **dossier,
        number="'HN-' || n",
        title="'Hội thảo số ' || n",
        content=LONG,
        start_date=day,
        end_date=f"{day} + 1",
        role="CASE WHEN mod(n, 3) = 0 THEN 'THAM_DU' ELSE 'CHU_TRI' END",
        vietnamese="100 + mod(n, 50)",
        foreign_visiting="mod(n, 20)",
        actual_foreign_resident="CASE WHEN mod(n, 2) = 0 THEN 3 END",
        report_date=f"CASE WHEN mod(n, 5) > 0 THEN {day} + 10 + mod(n, 9) END",
    )
    put(
        AidProject,
        some,
        **dossier | {"state": STATES.replace("PERMITTED", "APPROVED").replace("REPORTED", "UNDER_WAY")},
        number="'VT-' || n",
        title="'Dự án số ' || n",
        kind="(ARRAY['DADT','PDA','DAKT','PDA'])[1 + mod(n, 4)]",
        start_date=day,
        end_date=f"{day} + 200 + mod(n, 300)",
        permit_date=f"CASE WHEN mod(n, 23) > 0 THEN {day} - 30 END",
        value_usd="10000 + mod(n, 1000) + 0.25",
        counterpart="CASE WHEN mod(n, 3) = 0 THEN 100000000 END",
        content=LONG,
    )
    aid = first(AidProject)
    put(
        Disbursement,
        some * 4,
        aid_id=f"{aid} + mod(n - 1, {some})",
        date=f"({first_day} + mod(mod(n::bigint - 1, {some}) * 7919, {span})::int) + (n / {some}) * 90",
        amount="1000",
        usd="1000.10",
    )
    put(
        AidProject.donors.through,
        some,
        aidproject_id=f"{aid} + n - 1",
        partner_id=of(partner, PARTNERS, 3),
    )
    put(
        FocalPoint,
        UNITS * 5,
        unit_id=unit,
        person_id=f"{person} + mod(n, {persons})",
        kind="CASE WHEN mod(n, 5) = 0 THEN 'CHUYEN_TRACH' ELSE 'KIEM_NHIEM' END",
        start_date="DATE '2020-01-01' + mod(n, 900)",
        end_date="CASE WHEN mod(n, 3) = 0 THEN DATE '2023-01-01' + mod(n, 500) END",
    )
    put(
        TrainingCourse,
        some // 20,
        title="'Lớp tập huấn số ' || n",
        unit_id=unit,
        start_date=day,
        attendance="CASE WHEN mod(n, 3) > 0 THEN 40 END",
    )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (FREEZE, ANALYZE)")


def by_hand() -> dict[str, tuple]:
    """The figures of the statement by code: this window, the one before."""
    spans = {}
    for name, window in (("now", SELECTION.window), ("before", SELECTION.previous)):
        spans |= {f"{name}_start": window.start, f"{name}_end": window.end}
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, spans)
        (row,) = cursor.fetchall()
        names = [column.name for column in cursor.description]
    found = dict(zip(names, row, strict=True))
    return {code: (found[code.lower()], found[f"{code.lower()}_before"]) for code in catalogue.BY_CODE}


def by_the_product() -> dict[str, tuple]:
    found = figures(catalogue.INDICATORS, SELECTION.window, SELECTION.previous)
    return {code: (figure.value, figure.previous) for code, figure in found.items()}


def medians(*works) -> list[float]:
    """Seconds of each, taken in turns so that what else the machine does falls on all alike."""
    times = [[] for _work in works]
    for number in range(TIMES + 1):
        for spent, work in zip(times, works, strict=True):
            start = time.perf_counter()
            work()
            if number:
                spent.append(time.perf_counter() - start)
    return [statistics.median(spent) for spent in times]


def measure(client) -> dict[str, float]:
    address = SELECTION.url("summary")

    def page() -> None:
        assert client.get(address).status_code == 200

    ours, theirs = by_the_product(), by_hand()
    assert {code: (ours[code], theirs[code]) for code in ours if ours[code] != theirs[code]} == {}
    spent = dict(zip(("by hand", "figures", "page"), medians(by_hand, by_the_product, page), strict=True))
    with CaptureQueriesContext(connection) as queries:
        page()
    for what, seconds in spent.items():
        print(f"{what:10} {seconds * 1000:8.1f} ms   {seconds / spent['by hand']:5.2f} of the statement")  # noqa: T201  the result
    print(f"{len(queries)} queries of the page, the longest first:")  # noqa: T201
    for query in sorted(queries.captured_queries, key=lambda one: -float(one["time"])):
        print(f"  {float(query['time']) * 1000:6.0f} ms  {query['sql'][:110]}")  # noqa: T201
    asked = sum(float(query["time"]) for query in queries.captured_queries)
    print(f"{asked * 1000:8.1f} ms in the database, {(spent['page'] - asked) * 1000:8.1f} ms in Python")  # noqa: T201
    return spent


def test_summary_of_many(client):
    started = datetime.datetime.now()  # noqa: DTZ005  only told
    fill(DELEGATIONS, YEARS)
    print(f"{DELEGATIONS} delegations in {YEARS} years; filled in {datetime.datetime.now() - started}")  # noqa: T201, DTZ005
    client.force_login(people.officer())
    spent = measure(client)
    assert spent["page"] < (SMALL_LIMIT if DELEGATIONS <= SMALL else LIMIT)
    if DELEGATIONS > SMALL:
        assert spent["page"] < RATIO * spent["by hand"]
