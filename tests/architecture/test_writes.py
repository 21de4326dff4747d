"""Nothing escapes author and history: the few places that write past `save(by=…)` are named here."""

import ast
import subprocess
from pathlib import Path

from django.conf import settings

BULK_HOME = "core/bulk.py"
UPDATES = {
    "core/records.py": "the search text, which is not a change of the record",
    "accounts/tokens.py": "when and from where an API key was used last",
    "core/jobs.py": "a job's own bookkeeping",
    "core/digest.py": "when a notification was mailed",
    "core/retention.py": "identifiers erased when their time is over, in the history too; logged with counts",
}


def sources():
    listed = subprocess.run(
        ["git", "ls-files", "*.py"], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    ).stdout.split()
    for name in listed:
        if not name.startswith("tests/") and "/migrations/" not in name:
            yield name, ast.parse(Path(settings.BASE_DIR, name).read_text())


def calls(tree, *names):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in names:
            yield node


def is_queryset(node: ast.AST) -> bool:
    """Does the chain before the call go through a manager or a filter?"""
    text = ast.unparse(node)
    return any(mark in text for mark in (".objects", "_base_manager", ".filter(", ".exclude("))


def test_bulk_writes_stand_in_one_module():
    found = {name for name, tree in sources() for _call in calls(tree, "bulk_create", "bulk_update")}
    assert found == {BULK_HOME}


def test_only_that_module_writes_rows_past_django():
    found = {
        name
        for name, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and "core.writing" in {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
    }
    assert found == {BULK_HOME}


def test_queryset_updates_stand_where_a_reason_is_given():
    found = {
        name for name, tree in sources() for call in calls(tree, "update") if is_queryset(call.func.value)
    }
    assert found == set(UPDATES)


def test_no_queryset_is_deleted():
    found = {
        name for name, tree in sources() for call in calls(tree, "delete") if is_queryset(call.func.value)
    }
    assert found == set()
