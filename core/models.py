"""The tables of core, gathered for Django; each lives in the module of its mechanism."""

from core.approval import ApprovalStep, ChainStep
from core.attachments import Attachment
from core.deadlines import Deadline, Holiday, Rule
from core.department import Department
from core.digest import MailChoice
from core.events import Event
from core.jobs import Job
from core.links import Link
from core.nightly import NightlyRun
from core.notifications import Notification
from core.numbering import NumberCounter
from core.reminders import Reminder
from core.retention import Retention
from core.saved_views import SavedView
from core.search.entries import SearchEntry, SearchWord

__all__ = [
    "ApprovalStep",
    "Attachment",
    "ChainStep",
    "Deadline",
    "Department",
    "Event",
    "Holiday",
    "Job",
    "Link",
    "MailChoice",
    "NightlyRun",
    "Notification",
    "NumberCounter",
    "Reminder",
    "Retention",
    "Rule",
    "SavedView",
    "SearchEntry",
    "SearchWord",
]
