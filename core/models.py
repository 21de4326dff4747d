"""The tables of core, gathered for Django; each lives in the module of its mechanism."""

from core.department import Department
from core.events import Event
from core.jobs import Job
from core.links import Link
from core.numbering import NumberCounter

__all__ = ["Department", "Event", "Job", "Link", "NumberCounter"]
