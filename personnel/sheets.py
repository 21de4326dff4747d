"""The workbook's sheets of focal points and training."""

from core.text import match_key, person_key
from core.workbook.sheet import Sheet
from directory.people import People, set_person
from personnel import columns
from personnel.models import FocalPoint, TrainingCourse


class OwnedSheet(Sheet):
    """Rows without a number that belong to a unit."""

    def export(self, unit=None, user=None):
        queryset = super().export(unit, user)
        return queryset.filter(unit=unit) if unit else queryset


class FocalPointSheet(OwnedSheet):
    title = "Đầu mối"
    also = ("cán bộ đầu mối", "cán bộ làm công tác đối ngoại", "cán bộ chuyên trách đối ngoại")
    model = FocalPoint
    columns = columns.FOCAL_POINT

    def key(self, row):
        values = {column.path: value for column, value in row.values.items()}
        name, unit, start = values.get("person.full_name"), values.get("unit"), values.get("start_date")
        return (person_key(name), unit.pk or id(unit), start) if name and unit and start else None

    def key_of(self, instance):
        return (instance.person.name_key, instance.unit_id, instance.start_date)

    def stored(self, rows, load):
        name = self.column("person.full_name")
        People.of(load).look_up(row.values[name] for row in rows if name in row.values)
        return FocalPoint.objects.live().select_related("person")

    def fetch(self, queryset):
        return super().fetch(queryset).select_related("person", "unit")

    def prepare(self, row, load):
        name, unit = row.values.get(self.column("person.full_name")), row.values.get(self.column("unit"))
        if name and row.is_new:
            set_person(
                row, People.of(load).meet(name, None, unit), position=row.values.get(self.column("position"))
            )


class TrainingSheet(OwnedSheet):
    title = "Tập huấn"
    also = ("lớp tập huấn", "bồi dưỡng", "đào tạo đối ngoại")
    model = TrainingCourse
    columns = columns.TRAINING_COURSE

    def key(self, row):
        title, start = row.values.get(self.column("title")), row.values.get(self.column("start_date"))
        return (match_key(title), start) if title and start else None

    def key_of(self, instance):
        return (match_key(instance.title), instance.start_date)
