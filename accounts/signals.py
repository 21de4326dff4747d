"""Sign-ins, sign-outs and failed sign-ins are written to the events; groups follow the roles."""

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_delete, post_migrate, post_save
from django.dispatch import receiver

from accounts.groups import keep_groups, mirror
from accounts.models import HeldRole, User
from core import events

Kind = events.Event.Kind


@receiver(user_logged_in, dispatch_uid="accounts.sign_in")
def log_sign_in(sender, request, user, **kwargs) -> None:
    events.log(Kind.SIGN_IN, by=user, action="sign_in", address=events.address_of(request))


@receiver(user_logged_out, dispatch_uid="accounts.sign_out")
def log_sign_out(sender, request, user, **kwargs) -> None:
    if user is not None:
        events.log(Kind.SIGN_OUT, by=user, action="sign_out", address=events.address_of(request))


@receiver(user_login_failed, dispatch_uid="accounts.sign_in_failed")
def log_failed_sign_in(sender, credentials, request=None, **kwargs) -> None:
    """Under the account it was tried on. A name nobody has is not kept: it may be a password in the wrong box."""
    account = User.objects.filter(username=credentials.get("username") or "").first()
    events.log(Kind.SIGN_FAILED, by=account, action="sign_in", address=events.address_of(request))


@receiver([post_save, post_delete], sender=HeldRole, dispatch_uid="accounts.groups_of_person")
def follow_roles(instance, **kwargs) -> None:
    mirror(instance.user)


@receiver(post_migrate, dispatch_uid="accounts.groups")
def keep_groups_of_roles(sender, using, **kwargs) -> None:
    """After every app has its tables."""
    if sender.name == "accounts":
        keep_groups(using)
