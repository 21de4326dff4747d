"""The page of roles: what each may do, who holds it and until when."""

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import HeldRole, User
from accounts.roles import ROLES, UNIT_ROLES, Role
from accounts.views import KEEPERS, Administered
from core.access import MANAGE_USERS


class RoleList(Administered):
    """The administrator sees all roles; the head of a unit those of the unit."""

    permissions = KEEPERS
    template_name = "accounts/role_list.html"

    def get_context_data(self, **kwargs):
        keeper = self.request.user
        shown = [role for role in ROLES if keeper.may(MANAGE_USERS) or role.code in UNIT_ROLES]
        people = User.objects.kept_by(keeper).filter(is_active=True)
        held = HeldRole.objects.not_ended().filter(user__in=people).select_related("user__unit")
        return super().get_context_data(**kwargs) | {
            "title": _("Roles"),
            "roles": [
                {
                    "label": role.label,
                    "description": role.description,
                    "allows": role.allows(),
                    "table": _holders(role, [each for each in held if each.role == role.code]),
                }
                for role in shown
            ],
        }


def _holders(role: Role, held: list[HeldRole]) -> dict:
    return {
        "title": _("Who holds it: %(role)s") % {"role": role.label},
        "columns": [_("Full name"), _("Unit"), _("Held"), _("Note")],
        "rows": [
            [
                {"text": text, "kind": "text"}
                for text in (each.user, each.user.unit or "", each.period or _("always"), _remark(each))
            ]
            for each in sorted(held, key=lambda each: str(each.user))
        ],
    }


def _remark(held: HeldRole) -> str:
    words = [_("stand-in")] if held.is_stand_in else []
    if not held.holds_on(timezone.localdate()):
        words.append(_("not begun yet"))
    return ", ".join(words)
