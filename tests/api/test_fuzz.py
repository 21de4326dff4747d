"""Whatever is sent, every answer is one the description names: no failure of ours, nothing undescribed.

schemathesis makes the requests from the description, valid and spoilt, in this process. `API_FUZZ_EXAMPLES=200
pytest tests/api/test_fuzz.py` goes deeper.
"""

import os

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from api.description import described_in
from core.screens import screens
from tests.api.caller import key_of
from tests.factories import people
from tests.factories.dossiers import ready_outbound
from tests.factories.records import make

pytestmark = [pytest.mark.django_db, pytest.mark.once]
EXAMPLES = int(os.environ.get("API_FUZZ_EXAMPLES", "2"))
"""Of each operation, valid and as many spoilt."""
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    unsupported_method,
]


@pytest.fixture
def schema(settings):
    cache.clear()
    settings.API_REQUESTS_PER_MINUTE = settings.API_WRITES_PER_MINUTE = 10**9
    for screen in screens():
        if screen.model.slug != "deadline":
            make(screen.model)
    ready_outbound()
    for signal in (request_started, request_finished):
        signal.disconnect(
            close_old_connections
        )  # as Django's own test client does: the test's transaction stays
    loaded = schemathesis.openapi.from_dict(described_in("vi"))
    loaded.app = get_wsgi_application()
    yield loaded
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["valid", "spoilt"])
def test_every_answer_is_described(schema, mode):
    keys = {
        f"{who} {rights}": key_of(getattr(people, who)(), rights)
        for who in ("owner", "officer")
        for rights in ("READ", "WRITE")
    }
    weighted = [name for name in keys for _time in range(3 if name.endswith("WRITE") else 1)]
    checks = CHECKS if mode is GenerationMode.POSITIVE else [*CHECKS, negative_data_rejection]
    problems = []
    for found in schema.get_all_operations():
        operation = found.ok()
        pk = st.integers(1, 4) | st.just(2**63 - 1)

        @settings(
            max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(case=operation.as_strategy(generation_mode=mode), who=st.sampled_from(weighted), pk=pk)
        def ask(case, who, pk):
            if mode is GenerationMode.POSITIVE and "id" in (case.path_parameters or {}):
                case.path_parameters["id"] = pk
            case.call_and_validate(headers={"Authorization": f"Bearer {keys[who]}"}, checks=checks)

        try:
            ask()
        except (Exception, BaseExceptionGroup) as problem:  # all of them are told at once
            problems.append(f"{operation.label}: {_words(problem)}")
    assert not problems, "\n".join(problems)


def _words(problem: BaseException) -> str:
    if isinstance(problem, BaseExceptionGroup):
        return " | ".join(_words(each) for each in problem.exceptions)
    return str(problem)[:600]
