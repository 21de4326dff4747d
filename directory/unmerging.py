"""A merging taken back: exactly what it moved goes back, while nothing of that was changed since."""

from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core import events
from core.text import match_key
from core.workflow import Refused
from directory.merge_plan import fields_of
from directory.merging import save_anew
from directory.models import Partner, PartnerAlias
from directory.relations import How, Relation, relations_of
from directory.twins import Merging


class InTheWay(Refused):
    """What was changed since; `obstacles` in words, one each."""

    def __init__(self, obstacles: list[str]):
        self.obstacles = list(dict.fromkeys(obstacles))
        super().__init__(_("The merging cannot be undone: %(why)s") % {"why": "; ".join(self.obstacles)})


@transaction.atomic
def unmerge(merging: Merging, *, by) -> None:
    """Put everything back, or raise `InTheWay` and change nothing."""
    merging = Merging.objects.select_for_update().get(pk=merging.pk)
    model = apps.get_model(merging.record_type)
    keys = [merging.kept_id, merging.gone_id]
    rows = model._base_manager.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    found = {row.pk: row for row in rows}
    kept, gone = (found[key] for key in keys)
    back = _Back(merging, kept, gone, by)
    if obstacles := [*back.refusals(), *back.changed_fields(), *back.changed_rows()]:
        raise InTheWay(obstacles)
    try:
        with transaction.atomic():
            back.put()
    except (IntegrityError, ValidationError) as error:
        told = (
            error.messages if isinstance(error, ValidationError) else [_("another row has taken its place")]
        )
        raise InTheWay(told) from None
    merging.undone_at, merging.undone_by_name = timezone.now(), str(by)
    merging.save()
    events.log(events.Event.Kind.WITHDRAWAL, by=by, record=gone, action="unmerge", comment=back.reason)


class _Back:
    """One merging on its way back."""

    def __init__(self, merging: Merging, kept, gone, by):
        self.merging, self.kept, self.gone, self.by = merging, kept, gone, by
        self.moved: dict[str, Any] = merging.moved
        self.relations = {relation.name: relation for relation in relations_of(type(kept))}
        self.reason = _("Merging undone: “%(gone)s” and “%(kept)s”") % {"gone": gone, "kept": kept}

    # --- what stands in the way ---

    def refusals(self) -> list[str]:
        found = []
        if self.merging.undone_at:
            found.append(_("it was undone already"))
        if self.kept.deleted_at is not None:
            found.append(_("“%(name)s” was withdrawn or merged since") % {"name": self.kept})
        if self.gone.merged_into_id != self.kept.pk or self.gone.deleted_at is None:
            found.append(_("“%(name)s” was changed since") % {"name": self.gone})
        later = Merging.objects.filter(
            record_type=self.merging.record_type, kept_id=self.kept.pk, pk__gt=self.merging.pk, undone_at=None
        )
        found += [
            _("“%(name)s” was merged into it later; undo that first") % {"name": row.gone_name}
            for row in later
        ]
        if isinstance(self.gone, Partner) and self._name_is_taken():
            found.append(_("there is a partner “%(name)s” again") % {"name": self.gone.name})
        return found

    def _name_is_taken(self) -> bool:
        same = Partner.objects.filter(name_key=match_key(self.gone.name)).exclude(pk=self.gone.pk)
        return same.exclude(pk=self.kept.pk).exists()

    def changed_fields(self) -> list[str]:
        after = self._as_at(self.moved["after"])
        return [
            _("“%(field)s” was changed since") % {"field": capfirst(str(item.verbose_name))}
            for item in self._fields()
            if after is None or getattr(self.kept, item.attname) != getattr(after, item.attname)
        ]

    def changed_rows(self) -> list[str]:
        found = [
            _("“%(record)s” no longer refers to it as it did") % {"record": self._told(relation, key)}
            for name, key in (*self.moved["links"], *self.moved["rows"])
            if self._row(relation := self.relations[name], key) is None
        ]
        for name, _key, owner in self.moved["doubles"]:
            relation = self.relations[name]
            rows = relation.model._base_manager.filter(
                **{relation.field.name: self.kept, relation.owner_name: owner}
            )
            if not rows.exists():
                model = relation.model._meta.get_field(relation.owner_name).related_model
                record = model._base_manager.filter(pk=owner).first()
                found.append(_("“%(record)s” no longer refers to it as it did") % {"record": record})
        for key in self.moved["names"]:
            alias = PartnerAlias.objects.filter(pk=key).first()
            made = PartnerAlias.history.filter(id=key, history_type="+").first()
            if alias is not None and made is not None and alias.name != made.name:
                found.append(_("the other name “%(name)s” was changed since") % {"name": alias.name})
        return found

    def _row(self, relation: Relation, key: int):
        """The row, while it refers to the record kept."""
        return relation.model._base_manager.filter(pk=key, **{relation.field.name: self.kept}).first()

    def _told(self, relation: Relation, key: int) -> str:
        row = relation.model._base_manager.filter(pk=key).first()
        return str(relation.owner(row)) if row is not None else str(relation.label)

    def _fields(self) -> list[models.Field]:
        return [item for item in fields_of(type(self.kept)) if item.name in self.moved["fields"]]

    def _as_at(self, version: int):
        return self.kept.history.filter(version=version).first()

    # --- putting it back ---

    def put(self) -> None:
        for key in self.moved["names"]:
            for alias in PartnerAlias.objects.filter(pk=key, partner=self.kept):
                alias.delete(by=self.by, reason=self.reason)
        self._put_fields()
        self.gone.merged_into = self.gone.deleted_at = None
        self.gone.save(by=self.by, reason=self.reason)
        touched = self._put_links()
        owners = save_anew(touched, by=self.by, reason=self.reason) + self._put_rows()
        for owner in (*owners, self.kept, self.gone):
            owner.settle()

    def _put_fields(self) -> None:
        before = self._as_at(self.moved["before"])
        if self.moved["fields"] and before is None:
            raise ValidationError(_("what it held before is no longer known"))
        for item in self._fields():
            setattr(self.kept, item.attname, getattr(before, item.attname))
        self.kept.save(by=self.by, reason=self.reason)

    def _put_links(self) -> list:
        """The records whose links or rows go back."""
        touched = {}
        for name, key in self.moved["links"]:
            row = self._row(self.relations[name], key)
            setattr(row, self.relations[name].field.name, self.gone)
            row.save()
            owner = self.relations[name].owner(row)
            touched[type(owner), owner.pk] = owner
        for name, key, owner_key in self.moved["doubles"]:
            relation = self.relations[name]
            owner_field = relation.model._meta.get_field(relation.owner_name)
            row = relation.model(
                pk=key, **{relation.field.attname: self.gone.pk, owner_field.attname: owner_key}
            )
            row.save(force_insert=True)
            owner = relation.owner(row)
            touched[type(owner), owner.pk] = owner
        for name, key in self.moved["rows"]:
            if self.relations[name].how is How.ROW:
                owner = self.relations[name].owner(self._row(self.relations[name], key))
                touched[type(owner), owner.pk] = owner
        for name, key in self.moved["removed"]:
            owner = self.relations[name].owner(_as_removed(self.relations[name].model, key))
            touched[type(owner), owner.pk] = owner
        return list(touched.values())

    def _put_rows(self) -> list:
        """Child rows; returns the records among them."""
        records = []
        for name, key in self.moved["rows"]:
            relation = self.relations[name]
            row = self._row(relation, key)
            setattr(row, relation.field.name, self.gone)
            row.save(by=self.by, reason=self.reason)
            records += [row] if relation.how is How.RECORD else []
        for name, key in self.moved["removed"]:
            row = _as_removed(self.relations[name].model, key)
            row.validate_constraints()
            row.save(by=self.by, reason=self.reason, force_insert=True)
            records += [row] if self.relations[name].how is How.RECORD else []
        return records


def _as_removed(model, key: int):
    """The row as it was when the merging took it away, from its history: nothing else keeps what it held."""
    entry = model.history.filter(id=key, history_type="-").order_by("-history_date", "-history_id").first()
    if entry is None or model._base_manager.filter(pk=key).exists():
        raise ValidationError(_("a row that was taken away cannot be put back"))
    return model(**{item.attname: getattr(entry, item.attname) for item in model._meta.concrete_fields})


def mergings_of(record) -> list[Merging]:
    """What was merged into this record, the last first."""
    return list(Merging.objects.filter(record_type=record._meta.label_lower, kept_id=record.pk))
