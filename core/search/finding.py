"""The question to the database: which records within the person's scope hold the words, the best first.

One statement. Its inner part gathers candidates by the entries' indexes; the outer part keeps those `visible_to` the
person, whatever the inner part thought. The order among candidates is made here (`words.rank`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from hashlib import sha256

from django.core.cache import cache as shared_cache
from django.core.exceptions import EmptyResultSet
from django.db import connection

from core.screens import Screen
from core.search.entries import KEY_BITS, KIND_BITS, SearchEntry, kind_number
from core.search.spelling import Meant, other_words
from core.search.words import BETWEEN_NAMES, Question, Rank, rank

CANDIDATES = 60
"""Of each rank, the newest: more are never shown, and a word that stands everywhere costs no more than a rare one."""
CANDIDATES_OF_A_UNIT = 180
"""The best, of whatever rank, where each entry is looked at; else so many of each rank, and none of those is lost."""
RARE = 300
"""Words in so few entries are looked up before it is asked whose these are."""
MANY = 12_000
"""Whose unit has more records meets them soon enough among the newest of everybody; fewer are quicker looked at."""
FEW = 4
"""With fewer finds the words may be mistyped."""


@dataclass(frozen=True)
class Found:
    entry: SearchEntry
    rank: Rank
    terms: tuple[str, ...]
    """What to mark."""
    errors: int = 0

    @property
    def order(self) -> tuple:
        return (self.rank, self.errors, -self.entry.place)


def find(question: Question, screens: Iterable[Screen], user) -> list[Found]:
    """What the person finds: at most three statements, and one as long as the words are spelt as in the records."""
    sight = Sight.of(screens, user)
    if not question or not sight.kinds:
        return []
    found = _literal(question, sight)
    if len(found) < FEW:
        known = {one.entry.place for one in found}
        found += [one for one in _misspelt(question, sight) if one.entry.place not in known]
    return sorted(found, key=lambda one: one.order)


def _literal(question: Question, sight: "Sight") -> list[Found]:
    terms = tuple(question.terms)
    ranked = [
        (entry, rank(question, number=entry.number, names=entry.names, text=entry.text))
        for entry in _ask(question, [[part] for part in terms], sight)
    ]
    return [Found(entry, place, terms) for entry, place in ranked if place is not None]


def _misspelt(question: Question, sight: "Sight") -> list[Found]:
    meant = other_words(question.words)
    if not any(meant.values()):
        return []
    choices = [[one.term for one in (Meant(word), *meant[word])] for word in question.words]
    found = []
    for entry in _ask(question, choices, sight):
        taken = [_best(word, meant[word], entry.text) for word in question.words]
        if None not in taken:
            errors = sum(one.errors for one in taken)
            found.append(Found(entry, Rank.SPELLING, tuple(one.term for one in taken), errors))
    return found


def _best(word: str, others: Sequence[Meant], text: str) -> Meant | None:
    return next((one for one in (Meant(word), *others) if one.term in text), None)


# --- what the person sees -----------------------------------------------------------------------


@dataclass(frozen=True)
class Kind:
    """A type of record before a person: whose rows they see, and whether these are all there are."""

    label: str
    keys: tuple[str, tuple]
    """SQL of the keys of the rows they see, with its parameters."""
    own: list[tuple[str, tuple]]
    """The same, if these are not all: of those they answer for, and of others they may read."""

    @property
    def whole(self) -> bool:
        return not self.own


@dataclass(frozen=True)
class Sight:
    kinds: list[Kind] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        return all(kind.whole for kind in self.kinds)

    @cached_property
    def many(self) -> bool:
        """Whether they may see very many, not all. Counted once an hour: it decides how to look, not who sees what."""
        keys = [share for kind in self.kinds for share in kind.own]
        asked = Statement("SELECT COUNT(*) FROM (")
        for number, (text, parameters) in enumerate(keys):
            asked += (f"{' UNION ALL ' if number else ''}{text}", list(parameters))
        asked += (f" LIMIT {MANY + 1}) k", [])
        key = f"search.many.{sha256(repr(asked).encode()).hexdigest()}"
        return shared_cache.get_or_set(key, asked.number, 3600) > MANY

    @classmethod
    def of(cls, screens: Iterable[Screen], user) -> "Sight":
        kinds = []
        for screen in screens:
            model = screen.model
            if (keys := _sql(_keys(model.objects.visible_to(user)))) is None:
                continue
            own = [] if keys == _every_key(model) else _own(model, keys, user)
            kinds.append(Kind(model._meta.label_lower, keys, own))
        return cls(kinds)


def _own(model, keys: tuple[str, tuple], user) -> list[tuple[str, tuple]]:
    """`keys` of what the person sees; where they see more than what they answer for, the two apart."""
    beyond = _sql(_keys(model.objects.also_seen_by(user)))
    if beyond is None:
        return [keys]
    owned = _sql(_keys(model.objects.owned_by(user)))
    return [share for share in (owned, beyond) if share is not None]


@cache
def _every_key(model) -> tuple[str, tuple]:
    return _sql(_keys(model.objects.live()))


def _keys(rows):
    return rows.order_by().values("pk")


def _sql(queryset) -> tuple[str, tuple] | None:
    """None: nothing can be in it."""
    try:
        statement, parameters = queryset.query.get_compiler(connection.alias).as_sql()
    except EmptyResultSet:
        return None
    return statement, tuple(parameters)


# --- the statement ------------------------------------------------------------------------------


@dataclass
class Statement:
    """SQL put together with its parameters; only words in our own text."""

    text: str = ""
    parameters: list = field(default_factory=list)

    def __iadd__(self, more):
        text, parameters = more if isinstance(more, tuple) else (more.text, more.parameters)
        self.text += text
        self.parameters += parameters
        return self

    def number(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute(self.text, self.parameters)
            return cursor.fetchone()[0]


def _ask(question: Question, choices: list[list[str]], sight: Sight) -> list[SearchEntry]:
    """Entries the person sees that hold, of every word, one of its choices."""
    asked = Statement("SELECT e.* FROM (")
    if sight.whole or sight.many:
        asked += _by_words(question, choices, sight)
    else:
        asked += _by_scope(question, choices, sight)
    asked += (") p JOIN core_searchentry e ON e.place = p.place WHERE ", [])
    asked += _visible(sight)
    return list(SearchEntry.objects.raw(asked.text, asked.parameters))


def _visible(sight: Sight) -> tuple[str, list]:
    """Whether the person sees the entry `e`. OFFSET: asked of each, else PostgreSQL first gathers every key they see."""
    return _any(
        (
            f"(e.record_type = %s AND EXISTS(SELECT 1 FROM ({kind.keys[0]}) k WHERE k.pk = e.record_id LIMIT 1 OFFSET 0))",  # noqa: S608
            [kind.label, *kind.keys[1]],
        )
        for kind in sight.kinds
    )


def _any(conditions: Iterable[tuple[str, list]]) -> tuple[str, list]:
    conditions = list(conditions)
    text = " OR ".join(condition for condition, _parameters in conditions)
    return f"({text})", [value for _condition, parameters in conditions for value in parameters]


def _every(conditions: Iterable[tuple[str, list]]) -> tuple[str, list]:
    conditions = list(conditions)
    text = " AND ".join(condition for condition, _parameters in conditions)
    return text, [value for _condition, parameters in conditions for value in parameters]


def _by_words(question: Question, choices: list[list[str]], sight: Sight) -> Statement:
    """For those who see every record, or many: the newest of each rank, by the trigrams."""
    arms = [("SELECT place FROM core_searchentry WHERE number = %s", [question.phrase])]
    newest = CANDIDATES if sight.whole else CANDIDATES_OF_A_UNIT
    if connection.vendor == "sqlite":
        for name, wanted in (
            ("core_search_names", _fts_beginning(question)),
            ("core_search_names", _fts(choices)),
            ("core_search_text", _fts(choices)),
        ):
            seen, parameters = _seen_place(name, sight)
            text = f"SELECT rowid AS place FROM {name} WHERE {name} MATCH %s AND {seen} ORDER BY rowid DESC"  # noqa: S608
            arms.append((f"{text} LIMIT {newest}", [wanted, *parameters]))
    else:
        seen = _in("record_type", [kind.label for kind in sight.kinds]) if sight.whole else _visible(sight)
        # the trigrams of the words alone: those of spaces and bars are everywhere
        named = _holds("names", choices, _like)
        for wanted in ([_beginning(question), named], [named], [_holds("text", choices, _like)]):
            condition, parameters = _every([*wanted, seen])
            text = f"SELECT place FROM core_searchentry e WHERE {condition} ORDER BY place DESC"  # noqa: S608
            arms.append((f"{text} LIMIT {newest}", parameters))
    asked = Statement()
    for number, (text, parameters) in enumerate(arms):
        asked += (f"{' UNION ' if number else ''}SELECT place FROM ({text}) a{number}", parameters)  # noqa: S608
    return asked


def _seen_place(name: str, sight: Sight) -> tuple[str, list]:
    """Whether the person sees the entry of a row of this table of trigrams."""
    if sight.whole:
        condition, numbers = _in("(rowid >> %s) & %s", [kind_number(kind.label) for kind in sight.kinds])
        return condition, [KEY_BITS, (1 << KIND_BITS) - 1, *numbers]
    visible, parameters = _visible(sight)
    return f"EXISTS(SELECT 1 FROM core_searchentry e WHERE e.place = {name}.rowid AND {visible})", parameters  # noqa: S608


def _by_scope(question: Question, choices: list[list[str]], sight: Sight) -> Statement:
    """For those who see their unit's records: rare words by the trigrams; of words that stand in many entries, whoever's,
    each entry within the scope is looked at, the best first."""
    asked = Statement("WITH hits AS MATERIALIZED (")
    asked += _hits(choices)
    asked += (f") SELECT place FROM hits WHERE (SELECT COUNT(*) FROM hits) <= {RARE}", [])  # noqa: S608
    place, place_parameters = _place(question, choices)
    asked += (f" UNION SELECT place FROM (SELECT e.place, {place} AS rank FROM (", place_parameters)  # noqa: S608
    for number, (condition, parameters) in enumerate(_shares(sight)):
        text = f"SELECT e.place, e.number, e.names, e.text FROM core_searchentry e WHERE {condition}"  # noqa: S608
        asked += (f"{' UNION ALL ' if number else ''}{text}", parameters)
    holds, parameters = _holds("text", choices)
    asked += (f") e WHERE (SELECT COUNT(*) FROM hits) > {RARE} AND {holds}", parameters)  # noqa: S608
    asked += (f" ORDER BY rank, place DESC LIMIT {CANDIDATES_OF_A_UNIT}) own", [])
    return asked


def _hits(choices: list[list[str]]) -> tuple[str, list]:
    """Entries of anybody that hold the words, as they come: all of them, or more than `RARE`."""
    if connection.vendor == "sqlite":
        found = (
            "SELECT rowid AS place FROM core_search_text WHERE core_search_text MATCH %s",
            [_fts(choices)],
        )
    else:
        condition, parameters = _holds("text", choices, _like)
        found = (f"SELECT place FROM core_searchentry e WHERE {condition}", parameters)  # noqa: S608
    return (f"{found[0]} LIMIT {RARE + 1}", found[1])


def _shares(sight: Sight) -> Iterable[tuple[str, list]]:
    """Conditions on the entries of every kind, for each by which the person sees rows of it: each has its own index."""
    for kind in sight.kinds:
        if kind.whole:
            yield "e.record_type = %s", [kind.label]
        for keys, parameters in kind.own:
            yield f"e.record_type = %s AND e.record_id IN ({keys})", [kind.label, *parameters]


def _place(question: Question, choices: list[list[str]]) -> tuple[str, list]:
    beginning, holds = _beginning(question), _holds("names", choices)
    return (
        f"CASE WHEN e.number = %s THEN 0 WHEN {beginning[0]} THEN 1 WHEN {holds[0]} THEN 2 ELSE 3 END",
        [question.phrase, *beginning[1], *holds[1]],
    )


def _in(what: str, values: list) -> tuple[str, list]:
    return f"{what} IN ({', '.join(['%s'] * len(values))})", values


def _contains(column: str, part: str) -> tuple[str, list]:
    """By looking: faster row by row than a pattern, and planned in no time."""
    return f"{'instr' if connection.vendor == 'sqlite' else 'strpos'}({column}, %s) > 0", [part]


def _like(column: str, part: str) -> tuple[str, list]:
    """By the trigrams. Parts are letters, digits, spaces and our own bar: no sign of a pattern."""
    return f"{column} LIKE %s", [f"%{part}%"]


def _holds(column: str, choices: list[list[str]], how=_contains) -> tuple[str, list]:
    return _every(_any(how(f"e.{column}", part) for part in parts) for parts in choices)


def _beginning(question: Question) -> tuple[str, list]:
    """One of the names begins with the question."""
    return _contains(f"'{BETWEEN_NAMES}' || e.names", f"{BETWEEN_NAMES}{question.beginning}")


def _fts(choices: list[list[str]]) -> str:
    return " AND ".join(f"({' OR '.join(map(_quoted, parts))})" for parts in choices)


def _fts_beginning(question: Question) -> str:
    beginning = question.beginning if len(question.beginning) > 2 else question.phrase
    return f"^{_quoted(beginning)} OR {_quoted(BETWEEN_NAMES + beginning)}"


def _quoted(part: str) -> str:
    return f'"{part}"'
