"""Values that name nothing known: what each means is said once, for all rows and for the next file."""

from dataclasses import dataclass, field

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from core.columns.choices import label_of
from core.text import fold, match_key
from directory.models import Partner, PartnerKind
from exchange.catalogue import sheet_called
from exchange.intake.checking import summary_of_unknown
from exchange.intake.remembered import kind_of, remember_value
from exchange.intake.targets import children_of
from exchange.models import ImportBatch

MOST = 60
"""Values asked about on one page; the rest follows when these are answered."""
CANDIDATES, ALIKE = 5, 60
NEW = "new:"
LONGEST = 500


@dataclass
class Learned:
    learned: int = 0
    faults: list[str] = field(default_factory=list)


def options_of(batch: ImportBatch, kind: str) -> list[tuple[str, str]]:
    """What a value of this kind may mean: (key, name)."""
    app, name, *path = kind.split(".", 2)
    model = apps.get_model(app, name)
    if not path:
        things = model.objects.live() if hasattr(model.objects.all(), "live") else model.objects.all()
        return [(str(pk), name) for pk, name in things.order_by("name").values_list("pk", "name")]
    sheet = sheet_called(batch.sheet)
    for each in (sheet, *children_of(sheet)):
        for column in each.columns:
            if kind_of(column, each.model) == kind:
                options = column.options(each.model)
                return [(code, label_of(options, code)) for code, _label in options]
    return []


def _label_of_kind(batch: ImportBatch, kind: str) -> str:
    """What the values of a kind are, in words."""
    app, name, *path = kind.split(".", 2)
    model = apps.get_model(app, name)
    if not path:
        return str(model._meta.verbose_name).capitalize()
    sheet = sheet_called(batch.sheet)
    for each in (sheet, *children_of(sheet)):
        for column in each.columns:
            if kind_of(column, each.model) == kind:
                return str(column.label_for(each.model))
    return ""


def context(batch: ImportBatch) -> dict:
    """The values of one page, the most frequent first, each with what it may mean."""
    counted = summary_of_unknown(batch.rows.counted())
    asked = list(counted.items())[:MOST]
    options = {
        kind: options_of(batch, kind) for kind in dict.fromkeys(kind for (kind, _text), _rows in asked)
    }
    return {
        "values": [
            {
                "number": number,
                "kind": kind,
                "label": _label_of_kind(batch, kind),
                "text": text,
                "rows": rows,
                "options": _close(text, options[kind]),
                "more": kind if _is_long(kind) else "",
                "new": _new_kinds(batch.owner) if kind == Partner._meta.label_lower else [],
            }
            for number, ((kind, text), rows) in enumerate(asked)
        ],
        "left": len(counted) - len(asked),
        "all": {kind: found for kind, found in options.items() if _is_long(kind)},
    }


def _is_long(kind: str) -> bool:
    return kind.count(".") == 1


def _close(text: str, options: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those much like the text first; of a short list all."""
    names = {key: fold(name) for key, name in options}
    found = process.extract(fold(text), names, scorer=fuzz.WRatio, limit=CANDIDATES, score_cutoff=ALIKE)
    close = [key for _name, _score, key in found]
    label = dict(options)
    if len(options) <= 30:
        close += [key for key, _name in options if key not in close]
    return [(key, label[key]) for key in close]


def _new_kinds(user) -> list[tuple[str, str]]:
    if not Partner.objects.creatable_by(user):
        return []
    return [(f"{NEW}{code}", str(label)) for code, label in PartnerKind.choices]


# --- what was said ------------------------------------------------------------------------------


def learn(batch: ImportBatch, typed: QueryDict) -> Learned:
    """Remember what was said of each value; a new partner is entered as by hand."""
    found = Learned()
    asked = set(summary_of_unknown(batch.rows.counted()))
    with transaction.atomic():
        for number in range(MOST):
            meaning = typed.get(f"meaning-{number}", "")
            value = (typed.get(f"kind-{number}", ""), typed.get(f"text-{number}", ""))
            if not meaning or value not in asked:
                continue
            if _learn(batch, *value, meaning, found):
                found.learned += 1
    return found


def _learn(batch: ImportBatch, kind: str, text: str, meaning: str, found: Learned) -> bool:
    if meaning.startswith(NEW):
        return _enter(batch, kind, text, meaning.removeprefix(NEW), found)
    if meaning not in dict(options_of(batch, kind)):
        found.faults.append(_("“%(text)s”: choose from the list.") % {"text": text})
        return False
    remember_value(batch.owner, kind, text[:LONGEST], meaning)
    return True


def _enter(batch: ImportBatch, kind: str, text: str, code: str, found: Learned) -> bool:
    """A partner nobody has entered yet."""
    allowed = kind == Partner._meta.label_lower and Partner.objects.creatable_by(batch.owner)
    if not allowed or code not in PartnerKind.values:
        return False
    partner = Partner(name=" ".join(text.split()), kind=code, source=batch.name[:500])
    try:
        partner.name_key = match_key(partner.name)
        partner.full_clean()
    except ValidationError as fault:
        found.faults.append(f"{text}: {' '.join(fault.messages)}")
        return False
    partner.save(by=batch.owner)
    partner.settle()
    return True
