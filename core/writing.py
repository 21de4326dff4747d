"""Many rows into one table, as fast as each database takes them. Only `core.bulk` writes so.

Django asks every field of every row how it is stored, and sends the answers as one long statement: of ten thousand
rows of fifty columns that is most of the time. Here each column is asked once for each different value, PostgreSQL
reads the rows as a stream (COPY), and SQLite repeats one short statement.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from decimal import Decimal
from functools import cache
from io import BytesIO
from itertools import islice
from operator import attrgetter

from django.db import connection, connections, models, transaction

from core.fields import EncryptedTextField

PART = 1_000
"""Rows sent at once: their text is in memory beside them."""


def batches(things: Iterable, size: int) -> Iterator[list]:
    things = iter(things)
    while part := list(islice(things, size)):
        yield part


def give_keys(rows: list[models.Model]) -> None:
    """Keys for new rows of one model before they are stored, so that what belongs to them can name them."""
    rows = [row for row in rows if row.pk is None]
    if rows:
        for row, key in zip(rows, _next_keys(type(rows[0])._meta, len(rows)), strict=True):
            row.pk = key


def _next_keys(meta, count: int) -> Iterable[int]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval((SELECT pg_get_serial_sequence(%s, %s)::regclass)) FROM generate_series(1, %s)",
                [connection.ops.quote_name(meta.db_table), meta.pk.column, count],
            )
            return [key for (key,) in cursor.fetchall()]
        # no one else writes: a transaction of ours begins with the lock
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [meta.db_table])
        if (found := cursor.fetchone()) is None:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, 0)", [meta.db_table])
        cursor.execute(
            "UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s", [count, meta.db_table]
        )  # given once, whether they are stored or not
        last = found[0] if found else 0
        return range(last + 1, last + 1 + count)


def insert(rows: list[models.Model]) -> None:
    """Store new rows of one model. Those without keys get the next ones, and are not told which."""
    if not rows:
        return
    meta = type(rows[0])._meta
    fields = [field for field in meta.concrete_fields if not field.primary_key or rows[0].pk is not None]
    set_themselves = [field for field in fields if _sets_itself(field)]
    values = attrgetter(*(field.attname for field in fields))
    with transaction.atomic(savepoint=False):
        for part in batches(rows, PART):
            for field in set_themselves:
                for row in part:
                    field.pre_save(row, True)
            columns = zip(*map(values, part), strict=True)
            _send(meta, fields, columns)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def _sets_itself(field: models.Field) -> bool:
    """Is its value another when it is saved?"""
    if hasattr(field, "auto_now"):  # days and moments: else as it is
        return field.auto_now or field.auto_now_add
    return type(field).pre_save is not models.Field.pre_save


def insert_pairs(model: type[models.Model], names: tuple[str, str], pairs: Iterable[tuple]) -> None:
    """Rows of a table of links: the values of the two fields `names`."""
    fields = [model._meta.get_field(name) for name in names]
    with transaction.atomic(savepoint=False):
        for part in batches(pairs, PART):
            _send(model._meta, fields, zip(*part, strict=True))


def change(model: type[models.Model], names: tuple[str, ...], values: Iterable[tuple]) -> None:
    """Fields of stored rows, by key: (key, value of each field, …)."""
    meta, quote = model._meta, connection.ops.quote_name
    fields = [meta.get_field(name) for name in names]
    table, key = quote(meta.db_table), quote(meta.pk.column)
    with connection.cursor() as cursor:
        for part in batches(values, PART):
            keys, *told = zip(*part, strict=True)
            columns = [_stored(field, column) for field, column in zip(fields, told, strict=True)]
            if connection.vendor == "postgresql":
                places = ", ".join(f"{quote(field.column)} = told.{quote(field.column)}" for field in fields)
                arrays = ", ".join(f"%s::{_type(field)}[]" for field in fields)
                cursor.execute(
                    f"UPDATE {table} SET {places} FROM unnest(%s::bigint[], {arrays}) "  # noqa: S608  names of our own tables
                    f"AS told(key, {', '.join(quote(field.column) for field in fields)}) WHERE {table}.{key} = told.key",
                    [list(keys), *columns],
                )
            else:
                places = ", ".join(f"{quote(field.column)} = %s" for field in fields)
                cursor.executemany(
                    f"UPDATE {table} SET {places} WHERE {key} = %s",  # noqa: S608
                    zip(*columns, keys, strict=True),
                )


def delete(model: type[models.Model], keys: list[int]) -> None:
    """Rows nothing refers to, by key."""
    table, key = map(connection.ops.quote_name, (model._meta.db_table, model._meta.pk.column))
    run(f"DELETE FROM {table} WHERE {key} IN ({', '.join(['%s'] * len(keys))})", keys)  # noqa: S608


def _type(field: models.Field) -> str:
    """Of text without its length: a cast cuts what is too long, storing it refuses it."""
    return "text" if isinstance(field, models.CharField | models.TextField) else field.db_type(connection)


def _stored(field: models.Field, values: Iterable, form: Callable = lambda value: value) -> list:
    """The values of a column as the database takes them, each different one asked for once."""
    database = connections[connection.alias]  # itself: the proxy costs more than most values

    def stored(value):
        return form(field.get_db_prep_save(value, database))

    if isinstance(field, EncryptedTextField | models.JSONField):
        # what is secret is encrypted each time anew; and true is 1 in Python, but not in JSON
        return [stored(value) for value in values]
    plain = _plain(field)
    try:
        told = {value: form(value) if type(value) is plain else stored(value) for value in set(values)}
    except TypeError:  # lists
        return [stored(value) for value in values]
    return [told[value] for value in values]


@cache
def _plain(field: models.Field) -> type | None:
    """The type whose values this field stores as they are."""
    if isinstance(field, models.IntegerField | models.ForeignKey):
        return int
    own = type(field).get_prep_value in (models.CharField.get_prep_value, models.TextField.get_prep_value)
    return str if own and type(field).get_db_prep_value is models.Field.get_db_prep_value else None


def _send(meta, fields: list[models.Field], columns: Iterable[tuple]) -> None:
    quote = connection.ops.quote_name
    table, names = quote(meta.db_table), ", ".join(quote(field.column) for field in fields)
    if connection.vendor == "postgresql":
        columns = [_stored(field, values, _copied) for field, values in zip(fields, columns, strict=True)]
        text = "\n".join(map("\t".join, zip(*columns, strict=True))).encode()
        command = f"COPY {table} ({names}) FROM STDIN"
        _do(lambda cursor: cursor.copy_expert(command, BytesIO(text), size=len(text)))
    else:
        columns = [_stored(field, values) for field, values in zip(fields, columns, strict=True)]
        marks = ", ".join(["%s"] * len(fields))
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {table} ({names}) VALUES ({marks})",  # noqa: S608
                zip(*columns, strict=True),
            )


def _copied(value) -> str:
    """A value as COPY reads it."""
    if value is None:
        return r"\N"
    if isinstance(value, str):
        return value.replace("\\", r"\\").replace("\t", r"\t").replace("\n", r"\n").replace("\r", r"\r")
    if isinstance(value, bool | int | Decimal | date):
        return str(value)
    return _copied(value.dumps(value.adapted))  # JSON


# --- beside the caller --------------------------------------------------------------------------

AHEAD = 16
"""Parts that may wait to be stored while the next is made ready: each is held in memory."""
_line: ContextVar["_Line | None"] = ContextVar("line", default=None)


class _Line:
    """Statements on their way to PostgreSQL, one after the other."""

    def __init__(self, thread: ThreadPoolExecutor):
        self.thread, self.waiting = thread, deque()

    def add(self, work: Callable) -> None:
        self.waiting.append(self.thread.submit(_done, connection.connection, work))
        self.wait(AHEAD)

    def wait(self, most: int = 0) -> None:
        """Until no more than so many are left; a fault of one is raised here."""
        while len(self.waiting) > most:
            with connection.wrap_database_errors:
                self.waiting.popleft().result()

    def first(self, execute, *asked):
        """Whatever else is asked of the database comes after them."""
        self.wait()
        return execute(*asked)


@contextmanager
def beside() -> Iterator[None]:
    """Rows written inside are stored beside the caller: PostgreSQL takes one part in while Python makes the next ready.

    Everything happens in the order it was asked for, within the caller's transaction. SQLite is no process of its own.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with ThreadPoolExecutor(1) as thread:
        line = _Line(thread)
        token = _line.set(line)
        try:
            # what rows refer to is looked up as they are stored, not all at the end when Python has nothing to do
            run("SET CONSTRAINTS ALL IMMEDIATE", [])
            with connection.execute_wrapper(line.first):
                yield
            run("SET CONSTRAINTS ALL DEFERRED", [])
            line.wait()
        finally:
            _line.reset(token)
            thread.shutdown(cancel_futures=True)  # before the caller undoes what was done


def run(sql: str, parameters: list) -> None:
    """A statement that gives nothing back."""
    if connection.vendor == "postgresql":
        _do(lambda cursor: cursor.execute(sql, parameters))
    else:
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)


def _do(work: Callable) -> None:
    if line := _line.get():
        line.add(work)
    else:
        with connection.wrap_database_errors:
            connection.ensure_connection()
            _done(connection.connection, work)


def _done(database, work: Callable) -> None:
    """By psycopg2 itself: a connection of it may be used by two threads, one of Django's may not."""
    with database.cursor() as cursor:
        work(cursor)
