"""Load the countries and territories; names stay editable afterwards."""

import csv
from pathlib import Path

from django.db import migrations

SOURCE = Path(__file__).resolve().parent.parent / "data" / "countries.csv"


def load(apps, schema_editor):
    country = apps.get_model("directory", "Country")
    with SOURCE.open(encoding="utf-8", newline="") as file:
        country.objects.bulk_create(
            country(
                code=row["iso2"],
                code3=row["iso3"],
                name=row["name_vi"],
                english_name=row["name_en"],
                official_name=row["official_vi"],
                region=row["region"],
                asean=row["asean"] == "1",
                aliases=[alias for alias in row["aliases"].split("|") if alias],
            )
            for row in csv.DictReader(file)
        )


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
