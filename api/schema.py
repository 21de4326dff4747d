"""The description of the API (OpenAPI 3.1): what every view says of itself, put together by drf-spectacular."""

import re

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent

from api import described
from api.described import ANSWER, FAULTS, Operation, Schema, list_of, thing
from api.endpoint import Endpoint

PROBLEM = thing(
    {
        "code": described.TEXT,
        "message": described.TEXT,
        "errors": list_of(thing({"at": described.TEXT, "code": described.TEXT, "message": described.TEXT})),
        "version": described.WHOLE,
        "changes": list_of(
            thing(
                {
                    "field": described.TEXT,
                    "label": described.TEXT,
                    "was": described.TEXT,
                    "theirs": described.TEXT,
                }
            )
        ),
    },
    optional=("version", "changes"),
)
ALWAYS = (401, 403, 429)
"""Answers any address may give."""
HEADERS = {
    "Idempotency-Key": {"type": "string", "pattern": "^[!-~]{1,100}$"},
    "If-Match": {"type": "string", "pattern": '^"?[0-9]{1,9}"?$'},
}


class Described(AutoSchema):
    """A view's own words instead of guesses about serializers."""

    def get_operation(self, path, path_regex, path_prefix, method, registry) -> Schema | None:
        if not isinstance(self.view, Endpoint):
            return None  # the description itself and its page
        operation: Operation = self.view.operation(method)
        for name, made in {"Problem": lambda: PROBLEM, **operation.components}.items():
            component = ResolvedComponent(name=name, type=ResolvedComponent.SCHEMA, object=name, schema=None)
            if component not in registry:
                component.schema = made()
                registry.register(component)
        found = {
            "operationId": operation.id,
            "summary": str(operation.summary),
            "tags": [str(operation.tag)],
            "parameters": self._parameters(path, operation),
            "responses": self._responses(operation),
            "security": [{"key": []}],
        }
        if operation.description:
            found["description"] = str(operation.description)
        if operation.body is not None:
            found["requestBody"] = {"required": True, "content": {ANSWER: {"schema": operation.body}}}
        return found

    def _parameters(self, path: str, operation: Operation) -> list[Schema]:
        in_path = [
            {"name": name, "in": "path", "required": True, "schema": self._part(name, operation)}
            for name in re.findall(r"{(\w+)}", path)
        ]
        headers = [{"name": name, "in": "header", "schema": HEADERS[name]} for name in operation.headers]
        return [*in_path, *(each.described() for each in operation.parameters), *headers]

    def _part(self, name: str, operation: Operation) -> Schema:
        if name in operation.choices:
            return {"type": "string", "enum": operation.choices[name]}
        return described.KEY if name in ("id", "version") else described.TEXT

    def _responses(self, operation: Operation) -> Schema:
        if operation.file:
            good = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
        else:
            good = {ANSWER: {"schema": operation.answer}}
        statuses = sorted({*ALWAYS, *operation.refusals})
        refused = {
            str(status): {"description": "", "content": {ANSWER: {"schema": FAULTS}}}
            for status in statuses
            if status >= 400
        }
        replayed = {str(status): {"description": "", "content": good} for status in statuses if status < 400}
        return {str(operation.status): {"description": "", "content": good}, **replayed, **refused}
