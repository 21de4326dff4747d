"""Which role sees which parts of the overview, in which order. One declaration for each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from core.access import APPROVE_LEADER, APPROVE_OFFICE, ISSUE, PROCESS, VIEW_ALL
from reports.pages.boards.ahead import ahead
from reports.pages.boards.charts import by_month, by_unit, divided
from reports.pages.boards.deadlines import next_due, overdue
from reports.pages.boards.desk import Desk
from reports.pages.boards.difficulties import difficulties
from reports.pages.boards.expiring import expiring
from reports.pages.boards.own import own_dossiers, own_report
from reports.pages.boards.tiles import tiles
from reports.pages.boards.trends import trends
from reports.pages.boards.waiting import waiting
from reports.pages.boards.world import world_map

Piece = Callable[[Desk], dict[str, Any]]
"""A part of the page: its context, with the template that shows it."""


@dataclass(frozen=True)
class Band:
    """Parts that stand side by side: the wide ones left, the narrow ones right."""

    wide: tuple[Piece, ...]
    narrow: tuple[Piece, ...] = ()


Board = tuple[Band, ...]

LEADER: Board = (
    Band((tiles,)),
    Band((world_map, by_month, by_unit, divided, trends), (waiting, ahead, overdue, expiring, difficulties)),
)
OFFICER: Board = (
    # Work first. Units that have not reported stand beside what falls due.
    Band((waiting, overdue), (next_due,)),
    Band((tiles,)),
    Band((world_map, by_month, by_unit, divided, trends), (ahead, difficulties, expiring)),
)
UNIT: Board = (
    Band((waiting, own_dossiers), (overdue,)),
    Band((tiles,)),
    Band((world_map, by_month, divided, trends), (own_report, next_due, ahead, expiring, difficulties)),
)


def board_of(user) -> Board:
    """Who decides sees the leader's, who works on dossiers of the department the officer's, a unit its own."""
    if not user.may(VIEW_ALL):
        return UNIT
    if user.may(APPROVE_LEADER) or not any(user.may(each) for each in (PROCESS, APPROVE_OFFICE, ISSUE)):
        return LEADER
    return OFFICER
