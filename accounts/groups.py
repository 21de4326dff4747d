"""Roles as Django's groups: one group a role, its members those who hold the role today.

What a person may do is decided by `User.may`, never by a group: groups are for whatever reads them from outside.
"""

from django.contrib.auth.models import Group

from accounts.models import HeldRole, User
from accounts.roles import BY_CODE


def keep_groups(using: str = "default") -> dict[str, Group]:
    """Code of a role → its group, made where it is missing."""
    groups = {group.name: group for group in Group.objects.using(using).filter(name__in=BY_CODE)}
    return {code: groups.get(code) or Group.objects.using(using).create(name=code) for code in BY_CODE}


def mirror(user: User) -> None:
    """Bring the groups of one person up to date."""
    _bring(user, set(HeldRole.objects.today().filter(user=user).values_list("role", flat=True)))


def sync_groups() -> int:
    """The same for everybody, nightly: roles begin and end by their days. Returns how many people changed."""
    held: dict[int, set[str]] = {}
    for user, role in HeldRole.objects.today().values_list("user", "role"):
        held.setdefault(user, set()).add(role)
    people = User.objects.prefetch_related("groups")
    return sum(_bring(person, held.get(person.pk, set())) for person in people)


def _bring(user: User, roles: set[str]) -> bool:
    """Groups that are no roles stay as they are."""
    mine = {group.name: group for group in user.groups.all() if group.name in BY_CODE}
    if roles & set(BY_CODE) == set(mine):
        return False
    groups = keep_groups()
    user.groups.remove(*(group for name, group in mine.items() if name not in roles))
    user.groups.add(*(groups[code] for code in roles if code in groups))
    return True
