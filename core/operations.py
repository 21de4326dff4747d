"""Migration operations for what only one of the two databases needs; on the other they do nothing."""

from django.db.migrations.operations import RunSQL


class PostgresSQL(RunSQL):
    """RunSQL on PostgreSQL only."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "postgresql":
            super().database_backwards(app_label, schema_editor, from_state, to_state)


def vietnamese_order() -> PostgresSQL:
    """The collation `vi_icu`; SQLite gets a comparison of the same name (core/apps.py)."""
    return PostgresSQL(
        "CREATE COLLATION IF NOT EXISTS vi_icu (provider = icu, locale = 'vi-VN')",
        "DROP COLLATION IF EXISTS vi_icu",
    )


def trigram_extension() -> PostgresSQL:
    return PostgresSQL("CREATE EXTENSION IF NOT EXISTS pg_trgm", PostgresSQL.noop)


def trigram_index(table: str) -> PostgresSQL:
    """Makes `search_text LIKE '%…%'` quick on large tables."""
    return PostgresSQL(
        f"CREATE INDEX {table}_search ON {table} USING gin (search_text gin_trgm_ops)",
        f"DROP INDEX IF EXISTS {table}_search",
    )


class SqliteSQL(RunSQL):
    """RunSQL on SQLite only."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "sqlite":
            super().database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "sqlite":
            super().database_backwards(app_label, schema_editor, from_state, to_state)
