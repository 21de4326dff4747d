"""A list too long to wait for: written by the worker, kept for the person who asked."""

from django.http import QueryDict
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from core.access import EXPORT
from core.exports.listed import ListExport
from core.jobs import Job
from core.screens import screen_of
from core.work import Work, begin, register
from core.workflow import Refused

LIST = "export_list"


def begin_export(wanted: ListExport) -> str:
    """Have the worker write it; the address where the person sees how far it is."""
    job = begin(
        LIST,
        title=_("File of the list: %(list)s") % {"list": wanted.screen.title},
        by=wanted.user,
        payload={
            "list": wanted.screen.model.slug,
            "address": wanted.parameters.urlencode(),
            "format": wanted.kind,
            "every": wanted.every,
        },
    )
    return reverse("job_detail", args=[job.pk])


def write_file(job: Job) -> None:
    """The list as it is now, of what its owner may see now."""
    if not job.owner.may(EXPORT):
        raise Refused(_("Your role no longer takes lists out as files."))
    asked = job.payload
    wanted = ListExport(
        screen_of(asked["list"]),
        job.owner,
        QueryDict(asked["address"]),
        asked["format"],
        asked["every"],
        job=job.pk,
        heard=job.report,
    )
    wanted.check()
    wanted.log()
    stored = f"list.{wanted.kind}"
    partial = job.folder() / f"{stored}.part"
    wanted.write(partial)
    partial.rename(job.folder() / stored)  # a killed worker never leaves half a file under the final name
    job.finish(
        result={"files": {stored: wanted.name}},
        message=_("Rows: %(count)s") % {"count": number_format(len(wanted.rows), force_grouping=True)},
    )


register(Work(LIST, write_file, may=lambda user: user.may(EXPORT)))
