"""Named people: owner and colleague in one unit, a stranger in another, the department's officer, leader, administrator."""

from accounts.models import HeldRole, User
from directory.models import Country, Partner, Unit

PASSWORD = "mật khẩu của người thử"


def unit(name: str = "Bệnh viện Tim Hà Nội", code: str = "") -> Unit:
    return Unit.objects.filter(name=name).first() or Unit.objects.create(
        by=None, code=code or f"U{Unit.objects.count() + 1:03d}", name=name, kind="BVCK"
    )


def country(code: str = "JP") -> Country:
    return Country.objects.get(code=code)


def partner(name: str = "JICA", code: str = "JP", kind: str = "CQCP") -> Partner:
    return Partner.objects.filter(name=name).first() or Partner.objects.create(
        by=None, name=name, kind=kind, country=country(code)
    )


def user(username: str, role: str = "", of: Unit | None = None) -> User:
    found = User.objects.filter(username=username).first()
    if found is None:
        found = User.objects.create_user(username, password=PASSWORD, unit=of)
        if role:
            HeldRole.objects.create(user=found, role=role)
    return found


def owner() -> User:
    return user("owner", "unit_officer", unit())


def colleague() -> User:
    return user("colleague", "unit_officer", unit())


def unit_head() -> User:
    return user("unit_head", "unit_head", unit())


def stranger() -> User:
    return user("stranger", "unit_officer", unit("Bệnh viện Phụ sản Hà Nội"))


def officer() -> User:
    return user("officer", "department_officer")


def head() -> User:
    return user("head", "office_head")


def clerk() -> User:
    return user("clerk", "clerk")


def leader() -> User:
    return user("leader", "department_leader")


def administrator() -> User:
    return user("administrator", "administrator")


def nobody() -> User:
    return user("nobody")
