"""The text as blocks of a paper."""

from collections.abc import Iterable

from core.papers.tree import Block, Heading, Paragraph
from core.papers.words import BLANK
from reports.summary import Summary
from reports.text.sources import Sources
from reports.text.told import Chapter, tell


def draft(summary: Summary) -> tuple[Block, ...]:
    """The report as the data alone tell it."""
    return narrative(tell(summary, Sources(summary.selection)))


def narrative(chapters: Iterable[Chapter]) -> tuple[Block, ...]:
    """Headings and paragraphs. A heading below the first level with nothing under it is left out; a part of the first
    level stays, with a place to fill in: nobody said that there was nothing."""
    chapters, blocks = list(chapters), []
    for place, chapter in enumerate(chapters):
        below = _below(chapters, place)
        said = chapter.lines or any(each.lines for each in below)
        if not said and chapter.part.level > 1:
            continue
        blocks.append(Heading(chapter.heading, level=chapter.part.level))
        blocks += [Paragraph(line) for _told, line in chapter.lines]
        if not said:
            blocks.append(Paragraph(BLANK))
    return tuple(blocks)


def _below(chapters: list[Chapter], place: int) -> list[Chapter]:
    """The chapters under a heading, down to the next of its own level."""
    level, found = chapters[place].part.level, []
    for chapter in chapters[place + 1 :]:
        if chapter.part.level <= level:
            break
        found.append(chapter)
    return found
