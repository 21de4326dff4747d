"""What a view takes and answers, declared once: it is the description served (OpenAPI) and what the view insists on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Schema = dict[str, Any]
ANSWER = "application/json"
FAULTS = {"$ref": "#/components/schemas/Problem"}

TEXT: Schema = {"type": "string"}
WHOLE: Schema = {"type": "integer"}
YES_NO: Schema = {"type": "boolean"}
DAY: Schema = {"type": "string", "format": "date"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
NUMBER: Schema = {"type": "string", "pattern": r"^-?[0-9]{1,30}(\.[0-9]{1,20})?$"}
"""A number with decimals is text: no program's floats touch it."""
KEY: Schema = {"type": "integer", "minimum": 1, "maximum": 2**63 - 1}


def or_null(schema: Schema) -> Schema:
    return (
        schema
        | {"type": [schema["type"], "null"]}
        | ({"enum": [*schema["enum"], None]} if "enum" in schema else {})
    )


def list_of(schema: Schema, **more) -> Schema:
    return {"type": "array", "items": schema, **more}


def thing(properties: Mapping[str, Schema], *, optional: tuple[str, ...] = (), **more) -> Schema:
    """An object of an answer: all of it is there but what is optional."""
    required = [name for name in properties if name not in optional]
    return {
        "type": "object",
        "properties": dict(properties),
        "additionalProperties": False,
        **({"required": required} if required else {}),
        **more,
    }


def reference(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


@dataclass(frozen=True)
class Parameter:
    """One parameter of the address's query."""

    name: str
    schema: Schema
    description: Any = ""

    def described(self) -> Schema:
        return {
            "name": self.name,
            "in": "query",
            "schema": self.schema,
            **({"description": str(self.description)} if self.description else {}),
        }


@dataclass(frozen=True)
class Operation:
    """One method of one address."""

    id: str
    """Stable: generated clients call it so."""
    summary: Any
    tag: str
    answer: Schema | None
    status: int = 200
    parameters: tuple[Parameter, ...] = ()
    body: Schema | None = None
    components: Mapping[str, Callable[[], Schema]] = field(default_factory=dict)
    """Schemas it refers to, by name."""
    refusals: tuple[int, ...] = ()
    """Beyond 401, 403, 429."""
    headers: tuple[str, ...] = ()
    """Headers it reads."""
    file: bool = False
    """It answers with a file."""
    description: Any = ""
    choices: Mapping[str, list[str]] = field(default_factory=dict)
    """Of the parts of the address."""
