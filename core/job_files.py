"""Files of long work are kept for some days: a list taken out, a workbook brought in, is personal data in one more place."""

import datetime
import shutil
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from core import events
from core.jobs import Job


def clear_old() -> int:
    """Destroy what has had its time, and what no job knows. Nightly; doing it twice destroys nothing more."""
    limit = timezone.now() - datetime.timedelta(days=settings.JOB_FILES_DAYS)
    place = Path(settings.VAR_DIR) / "jobs"
    folders = {int(folder.name): folder for folder in place.glob("*") if folder.name.isdigit()}
    jobs = Job.objects.in_bulk(folders)
    count = 0
    for key, folder in folders.items():
        job = jobs.get(key)
        if job is None or (job.finished_at or job.created_at) < limit:
            count += sum(path.is_file() for path in folder.rglob("*"))
            shutil.rmtree(folder)
            _tell(job)
    if count:
        events.log(events.Event.Kind.RETENTION, by=None, action="job_files", comment=str(count))
    return count


def _tell(job: Job | None) -> None:
    """Its page offers no file that is gone, and says why."""
    if job is None or not job.result.get("files"):
        return
    job.result = job.result | {"files": {}}
    job.message = _("The files were kept for %(days)s days and are gone now.") % {
        "days": settings.JOB_FILES_DAYS
    }
    job.save(update_fields=["result", "message"])
