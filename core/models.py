"""The tables of core, gathered for Django; each lives in the module of its mechanism."""

from core.approval import ApprovalStep, ChainStep
from core.attachments import Attachment
from core.deadlines import Deadline, Holiday, Rule
from core.department import Department
from core.events import Event
from core.jobs import Job
from core.links import Link
from core.numbering import NumberCounter

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
    "NumberCounter",
    "Rule",
]
