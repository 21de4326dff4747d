"""The work of the directory that takes longer than a page waits."""

from django.apps import apps
from django.urls import reverse
from django.utils.translation import gettext as _

from core.access import EDIT_ALL, EDIT_DIRECTORY
from core.jobs import Job
from core.work import Work, register
from directory.duplicates import refresh

FIND = "find_duplicates"


def _find(job: Job) -> None:
    model = apps.get_model(job.payload["type"])
    count = refresh(model)
    job.finish(
        result={"type": model.slug}, message=_("%(count)s pairs that may be the same.") % {"count": count}
    )


def _page(job: Job) -> str:
    return reverse(f"{job.result['type']}_duplicates") if job.result else ""


register(Work(FIND, _find, may=lambda user: user.may(EDIT_DIRECTORY) or user.may(EDIT_ALL), page=_page))
