"""How often something is asked for: counted in the cache, in spans of so many seconds by the clock."""

import time

from django.core.cache import cache


def hits(name: str, span: int) -> int:
    """How often this was counted in the present span, now included."""
    key = f"hits:{name}:{int(time.time() // span)}"
    if cache.add(key, 1, 2 * span):
        return 1
    try:
        return cache.incr(key)
    except ValueError:  # the cache let it go in between
        return 1


def until_next(span: int) -> float:
    """Seconds until counting begins anew."""
    return span - time.time() % span
