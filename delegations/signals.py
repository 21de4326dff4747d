"""What delegations keep of a person follows the person."""

from django.db.models.signals import post_save
from django.dispatch import receiver

from core import bulk
from delegations.models import Member
from directory.models import Person


@receiver(post_save, sender=Person)
def keep_keys_of_members(instance: Person, created: bool, **kwargs) -> None:
    """A corrected name or birth date changes whom the figures take for the same person (DR03)."""
    if not created:
        bulk.rederive(Member.objects.filter(person=instance).select_related("person"), "person_key")
