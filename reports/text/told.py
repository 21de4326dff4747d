"""The outline filled in: each slot as the data tell it now, or as somebody changed it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import override

from reports.models import EditedParagraph
from reports.summary import Summary
from reports.text.material import Material, voice_of
from reports.text.outline import OUTLINE, Part, Slot
from reports.text.sources import Sources


@dataclass(frozen=True)
class Told:
    """A slot with its text."""

    slot: Slot
    generated: str
    """As the data tell it now, lines parted by line breaks."""
    figures: Mapping[str, str]
    """Code → value of what the generated text looked at."""
    edited: EditedParagraph | None = None

    @property
    def text(self) -> str:
        return self.generated if self.edited is None else self.edited.text

    @property
    def lines(self) -> list[str]:
        return [line for line in self.text.splitlines() if line.strip()]

    @property
    def moved(self) -> list[tuple[str, str, str]]:
        """(code, then, now) of the figures that moved since somebody changed the text."""
        if self.edited is None:
            return []
        before = self.edited.figures
        return [
            (code, before.get(code, ""), self.figures.get(code, ""))
            for code in dict.fromkeys((*before, *self.figures))
            if before.get(code, "") != self.figures.get(code, "")
        ]

    @property
    def outdated(self) -> bool:
        """The product would write something else now than when the text was changed."""
        return self.edited is not None and (self.edited.generated != self.generated or bool(self.moved))

    @property
    def wanting(self) -> bool:
        """Nothing stands where something should."""
        return bool(self.slot.hint) and not self.text.strip()


@dataclass(frozen=True)
class Chapter:
    """A heading with what is told under it."""

    part: Part
    heading: str
    told: tuple[Told, ...]

    @property
    def lines(self) -> list[tuple[Told, str]]:
        return [(each, line) for each in self.told for line in each.lines]


def tell(summary: Summary, sources: Sources) -> tuple[Chapter, ...]:
    """The whole text of the report, in Vietnamese."""
    edited = {row.slot: row for row in _edits(sources)}
    material = Material(
        summary.selection.period,
        summary.figures,
        summary.lists,
        voice_of(summary.department, summary.unit),
        sources,
    )
    with override("vi"):
        return tuple(
            Chapter(
                part,
                part.heading(material.period),
                tuple(_told(slot, material, edited.get(slot.key)) for slot in part.slots),
            )
            for part in OUTLINE
        )


def _edits(sources: Sources):
    if sources.row is None:
        return ()
    return sources.row.paragraphs.filter(deleted_at=None).select_related("updated_by")


def _told(slot: Slot, material: Material, edited: EditedParagraph | None) -> Told:
    own = replace(material, used={})
    made = slot.make(own)
    lines = [made] if isinstance(made, str) else made
    return Told(slot, "\n".join(line for line in lines if line), own.used, edited)
