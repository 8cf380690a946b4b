"""An index of documents that answers structured queries as Elasticsearch 6 does.

Like the real one: a field inside a list of objects is searched as if it stood in the document itself (`include_in_parent`); a
field that no document has matches nothing and is no error; a `term` is compared without being analysed; a number field takes
numbers only. Queries that are not in `_KINDS` are refused, `query_string` included.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import islice
import math
from typing import Any

from local.cvr.analysis import words
from local.cvr.field import Field, Hit

Scores = dict[int, float]


class UnknownQuery(Exception):
    """A query that this index does not answer: HTTP 400."""


class Engine:
    """Searches the documents. A field is indexed when it is first searched, so that starting takes no time."""

    def __init__(self, documents: Sequence[Hit]) -> None:
        self.documents = documents
        self._fields: dict[str, Field] = {}

    def field(self, path: str) -> Field:
        """The index of the field at `path`, made at its first use."""
        if path not in self._fields:
            self._fields[path] = Field(self.documents, path)
        return self._fields[path]

    def search(self, query: Mapping[str, Any]) -> Scores:
        """The score of each matching document, by its place in `documents`. Raises `UnknownQuery`."""
        if len(query) != 1:
            raise UnknownQuery(f"[{'], ['.join(query)}]: a query is one clause")
        [(kind, body)] = query.items()
        if kind not in _KINDS:
            raise UnknownQuery(f"no [query] registered for [{kind}]")
        return _KINDS[kind](self, body)


def _match_all(engine: Engine, body: Mapping[str, Any]) -> Scores:
    return dict.fromkeys(range(len(engine.documents)), 1.0)


def _one_field(body: Mapping[str, Any], key: str) -> tuple[str, Any, Mapping[str, Any]]:
    """Path, value and options of `{path: value}` or `{path: {key: value, …}}`."""
    if len(body) != 1:
        raise UnknownQuery("doesn't support multiple fields")
    [(path, argument)] = body.items()
    options = argument if isinstance(argument, dict) else {key: argument}
    if key not in options:
        raise UnknownQuery(f"[{path}] names no {key}")
    return path, options[key], options


def _weight(engine: Engine, documents: int) -> float:
    """The weight of a word that `documents` documents hold: rare words weigh more (inverse document frequency)."""
    return math.log(1 + (len(engine.documents) + 0.5) / (documents + 0.5))


def _number(value: object) -> int:
    try:
        return int(str(value))
    except ValueError:
        raise UnknownQuery(f'failed to create query: For input string: "{value}"') from None


def _exact(engine: Engine, path: str, value: object, boost: float) -> Scores:
    field = engine.field(path)
    if field.numbers:
        matching: Sequence[int] = sorted(field.numbers.get(_number(value), ()))
    else:
        matching = sorted(field.places[str(value)]) if str(value) in field.places else ()
    return dict.fromkeys(matching, boost * _weight(engine, len(matching)))


def _term(engine: Engine, body: Mapping[str, Any]) -> Scores:
    path, value, options = _one_field(body, "value")
    return _exact(engine, path, value, float(options.get("boost", 1)))


def _terms(engine: Engine, body: Mapping[str, Any]) -> Scores:
    path, values, _ = _one_field({name: {"values": value} for name, value in body.items()}, "values")
    return dict.fromkeys((number for value in values for number in _exact(engine, path, value, 1.0)), 1.0)


def _prefix(engine: Engine, body: Mapping[str, Any]) -> Scores:
    path, start, options = _one_field(body, "value")
    field = engine.field(path)
    matching = {number for word in field.beginning(str(start)) for number in field.places[word]}
    return dict.fromkeys(matching, float(options.get("boost", 1)))


def _match(engine: Engine, body: Mapping[str, Any]) -> Scores:
    path, text, options = _one_field(body, "query")
    boost = float(options.get("boost", 1))
    if engine.field(path).numbers:
        return _exact(engine, path, text, boost)
    scores_by_word = [_exact(engine, path, word, boost) for word in words(str(text))]
    return _all(scores_by_word) if str(options.get("operator", "or")).lower() == "and" else _any(scores_by_word)


def _match_phrase_prefix(engine: Engine, body: Mapping[str, Any]) -> Scores:
    path, text, options = _one_field(body, "query")
    field, phrase = engine.field(path), words(str(text))
    if field.numbers:
        raise UnknownQuery("Can only use phrase prefix queries on text fields")
    if not phrase:
        return {}
    ends: dict[int, set[int]] = defaultdict(set)
    for word in islice(field.beginning(phrase[-1]), int(options.get("max_expansions", 50))):
        for number, places in field.places[word].items():
            ends[number] |= set(places)
    for distance, word in enumerate(reversed(phrase[:-1]), 1):
        start_places = field.places.get(word, {})
        ends = {
            number: places & {place + distance for place in start_places.get(number, ())}
            for number, places in ends.items()
        }
    matching = [number for number, places in ends.items() if places]
    return dict.fromkeys(matching, float(options.get("boost", 1)) * _weight(engine, len(matching)) * len(phrase))


def _multi_match(engine: Engine, body: Mapping[str, Any]) -> Scores:
    options = {key: value for key, value in body.items() if key not in ("fields", "type")}
    query = {"phrase_prefix": _match_phrase_prefix, "best_fields": _match}.get(body.get("type", "best_fields"))
    if query is None:
        raise UnknownQuery(f"[multi_match] has no type {body['type']}")
    best: Scores = {}
    for field in body["fields"]:
        path, _, boost = field.partition("^")
        for number, score in query(engine, {path: options}).items():
            best[number] = max(best.get(number, 0), score * float(boost or 1))
    return best


def _range(engine: Engine, body: Mapping[str, Any]) -> Scores:
    [(path, limits)] = body.items()
    low, high = limits.get("gte", -math.inf), limits.get("lt", math.inf)
    if unknown := limits.keys() - {"gte", "lt"}:
        raise UnknownQuery(f"[range] query does not support {sorted(unknown)}")
    fitting = (numbers for number, numbers in engine.field(path).numbers.items() if low <= number < high)
    return dict.fromkeys(set().union(*fitting), 1.0)


def _exists(engine: Engine, body: Mapping[str, Any]) -> Scores:
    return dict.fromkeys(engine.field(body["field"]).holders, 1.0)


def _constant_score(engine: Engine, body: Mapping[str, Any]) -> Scores:
    return dict.fromkeys(engine.search(body["filter"]), float(body.get("boost", 1)))


def _bool(engine: Engine, body: Mapping[str, Any]) -> Scores:
    if unknown := body.keys() - {"must", "filter", "should", "must_not", "minimum_should_match", "boost"}:
        raise UnknownQuery(f"[bool] query does not support {sorted(unknown)}")
    must, filters, should, never = (
        [engine.search(clause) for clause in _listed(body.get(key))] for key in ("must", "filter", "should", "must_not")
    )
    some: Scores = _any(should)
    needed = int(body.get("minimum_should_match", 0 if must or filters else min(1, len(should))))
    scores = _all(must) if must else dict.fromkeys(_match_all(engine, {}), 0.0)
    if needed > 1:
        raise UnknownQuery("[bool] minimum_should_match is 0 or 1 here")
    matching = (
        number for number in scores if all(number in matches for matches in filters) and (not needed or number in some)
    )
    numbers = [number for number in matching if not any(number in matches for matches in never)]
    return {number: (scores[number] + some.get(number, 0)) * float(body.get("boost", 1)) for number in numbers}


def _listed(clauses: Any) -> Sequence[Mapping[str, Any]]:
    return clauses if isinstance(clauses, list) else [clauses] if clauses else []


def _any(all_scores: Sequence[Scores]) -> Scores:
    total: Scores = defaultdict(float)
    for scores in all_scores:
        for number, score in scores.items():
            total[number] += score
    return dict(total)


def _all(all_scores: Sequence[Scores]) -> Scores:
    if not all_scores:
        return {}
    both = set(all_scores[0]).intersection(*all_scores[1:])
    return {number: sum(scores[number] for scores in all_scores) for number in both}


_KINDS: dict[str, Callable[[Engine, Any], Scores]] = {
    "match_all": _match_all,
    "term": _term,
    "terms": _terms,
    "prefix": _prefix,
    "match": _match,
    "match_phrase_prefix": _match_phrase_prefix,
    "multi_match": _multi_match,
    "range": _range,
    "exists": _exists,
    "constant_score": _constant_score,
    "bool": _bool,
}
