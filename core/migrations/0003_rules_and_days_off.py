"""Load the rules with their legal basis, and the days off of 2023–2027; the administrator edits both afterwards."""

import csv
from pathlib import Path

from django.db import migrations

DATA = Path(__file__).resolve().parent.parent / "data"


def rows_of(name: str) -> list[dict]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load(apps, schema_editor):
    rule, holiday = apps.get_model("core", "Rule"), apps.get_model("core", "Holiday")
    rule.objects.bulk_create(
        rule(**row | {"valid_from": row["valid_from"] or None, "valid_to": row["valid_to"] or None})
        for row in rows_of("rules.csv")
    )
    holiday.objects.bulk_create(
        holiday(date=row["date"], name=row["name"], works=row["works"] == "1")
        for row in rows_of("days_off.csv")
    )


class Migration(migrations.Migration):
    dependencies = [("core", "0002_life")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
