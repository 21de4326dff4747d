"""The work of an act on many rows of a list, registered here because nothing of core registers itself."""

from core.bulk_actions import WORK
from core.work import register

register(WORK)
