"""Sign-ins are written to the events."""

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from core import events


@receiver(user_logged_in, dispatch_uid="accounts.sign_in")
def log_sign_in(sender, request, user, **kwargs) -> None:
    events.log(events.Event.Kind.SIGN_IN, by=user, action="sign_in")
