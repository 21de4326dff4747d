"""What was issued cannot be changed past the ORM either: the database itself refuses."""

from django.db import migrations

TABLES = ("reports_reportissue", "reports_frozenlist", "reports_frozenfile")
SAID = "What was issued is never changed: issue a new version."

POSTGRESQL = [
    f"""
    CREATE OR REPLACE FUNCTION reports_refuse_change() RETURNS trigger AS $$
    BEGIN RAISE EXCEPTION '{SAID}' USING ERRCODE = 'integrity_constraint_violation'; END
    $$ LANGUAGE plpgsql
    """,
    *(
        f"CREATE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION reports_refuse_change()"
        for table in TABLES
    ),
]
SQLITE = [
    f"CREATE TRIGGER {table}_{event.lower()} BEFORE {event} ON {table} BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
    for table in TABLES
    for event in ("UPDATE", "DELETE")
]
POSTGRESQL_AWAY = [
    *(f"DROP TRIGGER {table}_frozen ON {table}" for table in TABLES),
    "DROP FUNCTION reports_refuse_change()",
]
SQLITE_AWAY = [f"DROP TRIGGER {table}_{event}" for table in TABLES for event in ("update", "delete")]


def _run(editor, postgresql: list[str], sqlite: list[str]) -> None:
    for statement in postgresql if editor.connection.vendor == "postgresql" else sqlite:
        editor.execute(statement)


def install(apps, editor) -> None:
    _run(editor, POSTGRESQL, SQLITE)


def remove(apps, editor) -> None:
    _run(editor, POSTGRESQL_AWAY, SQLITE_AWAY)


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
