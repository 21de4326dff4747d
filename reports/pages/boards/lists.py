"""What all short lists of an overview look like: a few lines, how many there are in all, where they all stand."""

from collections.abc import Sequence
from typing import Any

LONGEST = 6


def short_list(
    name: str, title: str, items: Sequence[dict[str, Any]], *, empty: str, url: str = "", count: str = ""
) -> dict[str, Any]:
    """`items`: {text, url, note, state}; `count` is of all of them, which `url` opens."""
    return {
        "template": "reports/boards/list.html",
        "id": name,
        "title": title,
        "items": list(items)[:LONGEST],
        "empty": empty,
        "more_url": url,
        "count": count,
    }
