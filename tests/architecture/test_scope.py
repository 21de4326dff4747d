"""Whose records a person answers for is asked of `user.units`, which knows of mergers; never of the account's own unit."""

import ast

from tests.architecture.test_writes import sources

PEOPLE = {"user", "self.user", "by", "request.user", "self.request.user", "desk.user", "keeper", "person"}
TELLS = (
    "accounts/models.py",  # what `units` is made of
    "api/directory.py",  # what the account itself says
    "directory/forms.py",  # a person of the directory, who is no account
)
TRUTH = (ast.BoolOp, ast.IfExp, ast.UnaryOp, ast.If)


def test_nothing_is_narrowed_by_the_account_s_own_unit():
    """`user.unit_id` may say whether somebody belongs to a unit at all; what belongs to whom follows `user.units`."""
    found = []
    for name, tree in sources():
        parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
        for node in ast.walk(tree):
            if not (
                isinstance(node, ast.Attribute)
                and node.attr == "unit_id"
                and ast.unparse(node.value) in PEOPLE
            ):
                continue
            above = parents[node]
            if not isinstance(above, TRUTH) or (isinstance(above, ast.IfExp) and above.test is not node):
                found.append(f"{name}:{node.lineno} {ast.unparse(parents[node])}")
    assert [line for line in found if not line.startswith(TELLS)] == []
