"""Which rows of a sheet tell of one record: the first says what it is, the others only add people or payments."""

from collections.abc import Iterable, Mapping

from core.parse import is_empty
from core.tables import Table
from exchange.intake.headings import Heading
from exchange.intake.targets import Target


def group(
    table: Table, heading: Heading, mapping: Mapping[int, str], targets: Iterable[Target]
) -> list[list[int]]:
    """The data rows, those of one record together.

    A row goes on with the record above where it says something of a child row, and each column of the record
    itself is empty or merged with the row above.
    """
    by_key = {target.key: target for target in targets}
    own = [column for column, key in mapping.items() if key in by_key and not by_key[key].is_child]
    children = [column for column, key in mapping.items() if key in by_key and by_key[key].is_child]
    areas = table.areas()
    groups: list[list[int]] = []
    for row in heading.data_rows:
        above = groups[-1][-1] if groups else None
        goes_on = (
            above is not None
            and own
            and any(not is_empty(table.cell(row, column)) for column in children)
            and all(
                is_empty(table.cell(row, column))
                or ((row, column) in areas and areas[row, column] is areas.get((above, column)))
                for column in own
            )
        )
        if goes_on:
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups
