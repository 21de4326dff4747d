"""What a file says of itself: which list, who took it, when, which filters, how many rows. Always Vietnamese."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.parse import format_decimal_vi
from core.text import fold

LONGEST = 1_000
"""Signs of a line that are kept."""
FILTERS_IN_NAME = 60


@dataclass(frozen=True)
class About:
    title: str
    who: str
    login: str
    at: datetime.datetime
    filters: tuple[str, ...]
    count: int

    @property
    def lines(self) -> tuple[str, ...]:
        """Under the title, one fact to a line."""
        with override("vi"):
            told = (
                _("Taken out by: %(who)s") % {"who": self.who},
                _("Data as of: %(moment)s") % {"moment": f"{self.at:%H:%M %d/%m/%Y}"},
                _("Filters: %(filters)s") % {"filters": "; ".join(self.filters) or _("none, the whole list")},
                _("Rows: %(count)s") % {"count": format_decimal_vi(self.count)},
            )
        return tuple(line if len(line) <= LONGEST else f"{line[:LONGEST]}…" for line in told)

    def file_name(self, kind: str) -> str:
        """`doan-ra-20260305-1405-chuyenvien-trang-thai-nhap.csv`: it stays with the file, whatever it holds."""
        told = [slugify(fold(self.title))[:40], f"{self.at:%Y%m%d-%H%M}", slugify(fold(self.login))]
        filters = slugify(fold(" ".join(self.filters)))[:FILTERS_IN_NAME].strip("-")
        return f"{'-'.join(filter(None, [*told, filters]))}.{kind}"


def about(title: Any, *, by, filters: Sequence[str], count: int) -> About:
    with override("vi"):
        unit = getattr(by, "unit", None)
        who = f"{by} ({unit})" if unit else str(by)
        return About(str(title), who, by.get_username(), timezone.localtime(), tuple(filters), count)
