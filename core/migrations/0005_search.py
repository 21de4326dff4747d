"""The tables of the search. On SQLite, trigram tables that follow them; on PostgreSQL, trigram indexes."""

from django.db import migrations, models

from core.operations import PostgresSQL, SqliteSQL

ENTRY = "core_searchentry"


def follow(name: str, column: str) -> list[SqliteSQL]:
    """An FTS5 table over one column of the entries, its rows in the order of `place`, and the triggers that keep it."""
    new = f"INSERT INTO {name}(rowid, {column}) VALUES (new.place, new.{column});"  # noqa: S608  our own names
    old = f"INSERT INTO {name}({name}, rowid, {column}) VALUES ('delete', old.place, old.{column});"  # noqa: S608
    changed = f"old.place <> new.place OR old.{column} <> new.{column}"
    statements = {
        f"CREATE VIRTUAL TABLE {name} USING fts5({column}, content='{ENTRY}', content_rowid='place', "
        "tokenize='trigram')": f"DROP TABLE {name}",
        f"CREATE TRIGGER {name}_new AFTER INSERT ON {ENTRY} BEGIN {new} END": f"DROP TRIGGER {name}_new",
        f"CREATE TRIGGER {name}_gone AFTER DELETE ON {ENTRY} BEGIN {old} END": f"DROP TRIGGER {name}_gone",
        f"CREATE TRIGGER {name}_changed AFTER UPDATE ON {ENTRY} WHEN {changed} BEGIN {old} {new} END": (
            f"DROP TRIGGER {name}_changed"
        ),
    }
    # lists of statements are run as they are: a trigger is full of semicolons
    return [SqliteSQL([forwards], [backwards]) for forwards, backwards in statements.items()]


def trigrams(column: str) -> PostgresSQL:
    return PostgresSQL(
        f"CREATE INDEX {ENTRY}_{column}_trigrams ON {ENTRY} USING gin ({column} gin_trgm_ops)",
        f"DROP INDEX IF EXISTS {ENTRY}_{column}_trigrams",
    )


class Migration(migrations.Migration):
    dependencies = [("core", "0004_saved_views")]
    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("record_type", models.CharField(max_length=60)),
                ("record_id", models.BigIntegerField()),
                ("place", models.BigIntegerField(unique=True)),
                ("number", models.CharField(db_index=True, max_length=60)),
                ("names", models.TextField()),
                ("text", models.TextField()),
                ("shown", models.JSONField(default=dict)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("record_type", "record_id"), name="entry_of_record")
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("word", models.CharField(max_length=60, unique=True)),
                ("length", models.PositiveSmallIntegerField()),
            ],
            options={"indexes": [models.Index(fields=["length", "word"], name="search_word_length")]},
        ),
        *follow("core_search_names", "names"),
        *follow("core_search_text", "text"),
        trigrams("names"),
        trigrams("text"),
    ]
