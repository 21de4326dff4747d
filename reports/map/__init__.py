"""The shapes of the world map, as scripts/map.mjs drew them once.

Hoàng Sa and Trường Sa are points of Việt Nam: they take its colour, its name and its link. A shape that belongs to no
country of the directory is drawn without colour and without link.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

SHAPES = Path(__file__).parent / "world.json"


@cache
def world() -> dict[str, Any]:
    """{width, height, countries: {ISO code: {path, point}}, neutral: [path], islands: [{label, country, points, text}], sea}.

    A country has a path, a point where it is too small for one, or both.
    """
    return json.loads(SHAPES.read_text(encoding="utf-8"))
