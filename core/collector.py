"""Python's search for cycles of garbage rests while very many objects are made that all stay."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_rests() -> Iterator[None]:
    """For work on thousands of rows: what is garbage there goes by itself, and looking through what is none
    again and again takes a quarter of the time (`tests/bench/intake.py`)."""
    was_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_at_work:
            gc.enable()
