"""The text as blocks of a paper."""

from collections.abc import Iterable, Iterator

from core.papers.tree import Block, Heading, Paragraph
from core.papers.words import BLANK
from reports.summary import Summary
from reports.text.sources import Sources
from reports.text.told import Chapter, tell


def draft(summary: Summary) -> tuple[Block, ...]:
    """The report as the data alone tell it."""
    return narrative(tell(summary, Sources(summary.selection)))


def narrative(chapters: Iterable[Chapter]) -> tuple[Block, ...]:
    """Headings and paragraphs; a place to fill in where a part of the first level says nothing: nobody said that there
    was nothing."""
    blocks: list[Block] = []
    for chapter, said in printed(chapters):
        blocks.append(Heading(chapter.heading, level=chapter.part.level))
        blocks += [Paragraph(line) for _told, line in chapter.lines]
        if not said:
            blocks.append(Paragraph(BLANK))
    return tuple(blocks)


def printed(chapters: Iterable[Chapter]) -> Iterator[tuple[Chapter, bool]]:
    """The chapters that stand on paper, and whether anything is said in them or below. Beneath the first level a heading
    with nothing under it is left out."""
    chapters = list(chapters)
    for place, chapter in enumerate(chapters):
        said = bool(chapter.lines) or any(each.lines for each in _below(chapters, place))
        if said or chapter.part.level == 1:
            yield chapter, said


def _below(chapters: list[Chapter], place: int) -> list[Chapter]:
    """The chapters under a heading, down to the next of its own level."""
    level, found = chapters[place].part.level, []
    for chapter in chapters[place + 1 :]:
        if chapter.part.level <= level:
            break
        found.append(chapter)
    return found
