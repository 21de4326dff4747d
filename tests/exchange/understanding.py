"""What the whole chain of the import wizard makes of a table."""

import datetime
from dataclasses import dataclass, field

from core.names import Names
from core.tables import Table, read_tables
from directory.models import Country, Partner
from exchange.catalogue import sheets
from exchange.intake import cells, grouping, headings, mapping, targets
from exchange.intake.context import context_of

D = datetime.date
MEMBERS, GUESTS = "Thành viên đoàn ra", "Khách đoàn vào"


@dataclass
class Thing:
    name: str
    pk: int = field(default_factory=iter(range(1, 10_000)).__next__)

    def __str__(self):
        return self.name


def known(**names: list[str]) -> dict:
    found = {}
    for model, listed in ((Country, names.get("countries", [])), (Partner, names.get("partners", []))):
        found[model] = Names()
        for name in listed:
            found[model].add(Thing(name), name)
    return found


NAMES = known(
    countries=["Pháp", "Đức", "Bỉ", "Nhật Bản", "Hàn Quốc", "Singapore", "Hoa Kỳ", "Bosna và Hercegovina", "Thái Lan"],
    partners=["AP-HP", "JICA", "Brigham & Women, Đại học Y Harvard"],
)  # fmt: skip


@dataclass
class Understood:
    """What the whole chain makes of a file."""

    sheet: str
    heading: headings.Heading
    mapping: dict[int, str]
    records: list[cells.Spread]

    @property
    def left_out(self):
        return {left.text: left.reason for left in self.heading.left_out}

    @property
    def values(self):
        return [record.values for record in self.records]


def understand(table_or_path, names=NAMES, file_name=""):
    tables = [table_or_path] if isinstance(table_or_path, Table) else read_tables(table_or_path)
    table, sheet = mapping.guess_sheet(tables, sheets())
    heading = headings.find(table, targets.vocabulary(sheets()))
    if sheet is None:
        return Understood("", heading, {}, [])
    means = targets.targets_of(sheet)
    chosen = mapping.suggest(heading.titles, mapping.samples_of(table, heading), means)
    context = context_of(
        [*heading.above, table.name, file_name],
        names=names,
        headings={key: heading.titles[column] for column, key in chosen.items()},
    )
    before, records = None, []
    for rows in grouping.group(table, heading, chosen, means):
        spreads = []
        for number, row in enumerate(rows):
            one = {key: table.cell(row, column) for column, key in chosen.items()}
            spreads.append(cells.spread(one, means, before, context, continues=number > 0))
            before = spreads[-1].cells
        records.append(cells.joined(spreads))
    return Understood(sheet.title, heading, chosen, records)


def find(rows):
    return headings.find(Table("t", rows), targets.vocabulary(sheets()))
