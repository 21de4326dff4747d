"""What aid owes for its donors follows the donors."""

from django.db.models.signals import post_save
from django.dispatch import receiver

from aid_projects.models import AidProject
from core import obligations
from directory.models import Partner


@receiver(post_save, sender=Partner)
def watch_registration(instance: Partner, created: bool, **kwargs) -> None:
    """A renewed registration ends the watch over the old one."""
    if not created:
        keys = AidProject.objects.live().filter(donors=instance).values_list("pk", flat=True)
        obligations.refresh(AidProject, list(keys))
