"""Search of everything among 200,000 records: pytest tests/bench/search.py -s (not part of `make test`).

Measured is what the server does for one request of the panel: of an officer of the department, of one of a large unit
that has a third of the dossiers, and of one of the many small ones that have the others. A record is found by 35 words
from 3,000, as names, numbers and members would make them, some of them in nearly every record.
"""

import random
from datetime import date, timedelta
from itertools import accumulate

import pytest
from django.db import connection
from django.urls import reverse

from agreements.models import Agreement
from conferences.models import Conference
from core.search.entries import SearchEntry, SearchWord, place_of
from core.search.words import names_key, padded
from core.text import fold
from delegations.models import InboundDelegation, OutboundDelegation
from directory.models import Partner, Unit
from tests.bench.lists import clock
from tests.factories import people
from tests.factories.records import make

pytestmark = pytest.mark.django_db(transaction=True)
SHARES = {
    OutboundDelegation: 90_000,
    InboundDelegation: 60_000,
    Agreement: 25_000,
    Conference: 20_000,
    Partner: 5_000,
}
LIMIT = {"postgresql": 0.05, "sqlite": 0.1}
UNITS = 67
"""Small ones: 2,000 dossiers each."""
LARGE = "Bệnh viện Đa khoa lớn"
QUERIES = {
    "rare word": "xyzkhoahoc",
    "common word": "đoàn",
    "two words, common": "bệnh viện",
    "two words, one rare": "đoàn xyzkhoahoc",
    "three words, apart": "w17 w233 w1204",
    "name begins": "đoàn học tập kinh nghiệm",
    "number": "DR-2024-77777",
    "document's number": "77777/QĐ-UBND",
    "typing error": "xyzkhoahcc",
    "typing error of two": "benh vien havardd",
    "short words": "tm ha no",
    "in text, in no name": "w17",
    "no hit": "zzzzqqqq",
    "no hit, many words": "zzzz qqqq đoàn bệnh viện hà nội nhật bản",
}


def fill() -> None:
    """Records by copies of one; their entries as `keeping` would write them."""
    chance = random.Random(1)  # noqa: S311  the same texts every time
    some = [f"w{number}" for number in range(3000)]
    weights = list(accumulate(1 / (rank + 5) for rank in range(len(some))))
    units = [people.unit(f"Bệnh viện số {number}") for number in range(UNITS)]
    large = people.unit(LARGE)
    for model, many in SHARES.items():
        template = make(model)
        copies(model, template, many, units[0].pk, large.pk)
        keys = list(
            model._base_manager.filter(pk__gt=template.pk).order_by("pk").values_list("pk", flat=True)
        )
        entries = [
            entry(model, key, number, unit_of(number, units, large).name, chance, some, weights)
            for number, key in enumerate(keys)
        ]
        SearchEntry.objects.bulk_create(entries, batch_size=2000)
    words = {*some, *fold("đoàn học tập kinh nghiệm bệnh viện hà nội nhật bản harvard xyzkhoahoc").split()}
    words |= {f"{chance.choice('bcdghklmnpqrstvx')}{chance.randrange(10**7):x}a" for _number in range(40_000)}
    SearchWord.objects.bulk_create(
        [SearchWord(word=word, length=len(word)) for word in sorted(words)], ignore_conflicts=True
    )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def unit_of(number: int, units: list[Unit], large: Unit) -> Unit:
    return units[(number + 1) % UNITS] if (number + 1) % 3 else large


def copies(model, template, many: int, first_unit: int, large_unit: int) -> None:
    """Rows by one statement: what `visible_to` asks of them is real, their texts are the template's."""
    quote = connection.ops.quote_name
    columns = [item.column for item in model._meta.concrete_fields if not item.primary_key]
    told = {
        "number": f"'{getattr(model, 'PREFIX', '')}-2024-' || n",
        "unit_id": f"CASE WHEN n %% 3 = 0 THEN {large_unit} ELSE {first_unit} + n %% {UNITS} END",
        "name_key": "'partner ' || n",
    }
    values = [told[name] if name in told else f"t.{quote(name)}" for name in columns]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(map(quote, columns))}) "  # noqa: S608  our own names
            f"WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < {many}) "
            f"SELECT {', '.join(values)} FROM c, {quote(model._meta.db_table)} t WHERE t.id = %s",
            [template.pk],
        )


def entry(model, key: int, number: int, unit: str, chance, some, weights) -> SearchEntry:
    label, day = model._meta.label_lower, date(2010, 1, 1) + timedelta(days=number % 5000)
    name = f"Đoàn học tập kinh nghiệm số {number}"
    if model is Partner:
        name = f"Đại học Harvard {number}"
    record_number = f"{getattr(model, 'PREFIX', '')}-2024-{number}" if hasattr(model, "PREFIX") else ""
    parts = [record_number, name, unit, f"{number}/QĐ-UBND", "Hà Nội", "Nhật Bản"]
    parts += chance.choices(some, cum_weights=weights, k=25)
    if number % 30_000 == 7:
        parts.append("xyzkhoahoc")
    return SearchEntry(
        record_type=label,
        record_id=key,
        place=place_of(label, key, day),
        number=padded(record_number) if record_number else "",
        names=names_key([name]),
        text=padded(" ".join(parts)),
        shown={
            "name": name, "number": record_number, "unit": unit, "day": day.isoformat(), "state": {}, "parts": parts[3:],
        },
    )  # fmt: skip


def seconds(client, typed: str) -> tuple[float, int]:
    headers = {"HX-Request": "true", "HX-Target": "search-panel"}
    times = []
    for _number in range(6):
        start = clock()
        response = client.get(reverse("search"), {"q": typed}, headers=headers)
        times.append(clock() - start)
        assert response.status_code == 200
    return min(times[1:]), response.content.decode().count('role="option"')


def test_search_of_many(client):
    fill()
    slow = {}
    of_units = {"large": LARGE, "small": "Bệnh viện số 5"}
    users = [people.user(name, "unit_officer", people.unit(unit)) for name, unit in of_units.items()]
    for who in (people.officer(), *users):
        client.force_login(who)
        for what, typed in QUERIES.items():
            spent, finds = seconds(client, typed)
            told = (
                f"{connection.vendor:12} {who.username:10} {what:22} {spent * 1000:7.1f} ms {finds:3} finds"
            )
            print(told)  # noqa: T201  the result
            if spent > LIMIT[connection.vendor]:
                slow[f"{who.username}, {what}"] = spent
    assert slow == {}
