"""A search's body in, its answer out: as Elasticsearch 6 does it, limits and faults included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from local.cvr.engine import Engine, UnknownQuery
from local.cvr.field import Hit, values

WINDOW = 3000
"""The index's `max_result_window`."""
KNOWN = frozenset({"query", "size", "from", "sort", "search_after", "_source"})
Answer = tuple[int, dict[str, Any]]


def answer(engine: Engine, index: str, asked: Mapping[str, Any]) -> Answer:
    """HTTP status and body."""
    try:
        return _answer(engine, index, asked)
    except (UnknownQuery, KeyError, TypeError, ValueError, AttributeError) as error:
        return 400, fault(400, "parsing_exception", f"{type(error).__name__}: {error}")


def fault(status: int, kind: str, reason: str) -> dict[str, Any]:
    cause = {"type": kind, "reason": reason}
    return {"error": {"root_cause": [cause], **cause}, "status": status}


def _answer(engine: Engine, index: str, asked: Mapping[str, Any]) -> Answer:
    if unknown := asked.keys() - KNOWN:
        raise UnknownQuery(f"Unknown key {sorted(unknown)}")
    size, start = int(asked.get("size", 10)), int(asked.get("from", 0))
    if start + size > WINDOW:
        reason = f"Result window is too large, from + size must be less than or equal to: [{WINDOW}] but was [{start + size}]"
        return 500, fault(500, "search_phase_execution_exception", reason)
    scores = engine.search(asked.get("query", {"match_all": {}}))
    order = _sort(engine, asked.get("sort"))
    places = {number: [_place(engine.documents[number], key) for key in order] for number in scores} if order else {}
    numbers = sorted(scores, key=places.__getitem__) if order else sorted(scores, key=lambda number: -scores[number])
    if "search_after" in asked:
        if start or not order or len(asked["search_after"]) != len(order):
            raise UnknownQuery("search_after needs as many sort values, and no from")
        numbers = [number for number in numbers if places[number] > list(asked["search_after"])]
    shown = [
        {
            "_index": index,
            "_type": "_doc",
            "_id": str(number),
            "_score": None if order else scores[number],
            **source(engine.documents[number], asked.get("_source", True)),
            **({"sort": places[number]} if order else {}),
        }
        for number in numbers[start : start + size]
    ]
    return 200, {
        "took": 1,
        "timed_out": False,
        "_shards": {"total": 6, "successful": 6, "skipped": 0, "failed": 0},
        "hits": {"total": len(scores), "max_score": None, "hits": shown},
    }


def _sort(engine: Engine, given: Any) -> list[str]:
    """The fields to sort by, upwards; the only way asked for here."""
    wanted = [next(iter(pair.items())) for pair in given or ()]
    for path, direction in wanted:
        field = engine.field(path)
        if field.places:
            raise UnknownQuery(f"Fielddata is disabled on text fields by default: [{path}]")
        if not field.holders:
            raise UnknownQuery(f"No mapping found for [{path}] in order to sort on")
        if direction not in ("asc", {"order": "asc"}):
            raise UnknownQuery(f"[{path}] is sorted upwards only here")
    return [path for path, _ in wanted]


def _place(document: Hit, path: str) -> Any:
    return next(values(document, path.split(".")))


def source(document: Hit, wanted: Any) -> dict[str, Hit]:
    """The document, or as much of it as is asked for."""
    if wanted is False:
        return {}
    if wanted is True:
        return {"_source": document}
    paths: Sequence[str] = wanted["includes"] if isinstance(wanted, dict) else wanted
    tree: dict[str, Any] = {}
    for path in paths:
        branch = tree
        for key in path.split("."):
            branch = branch.setdefault(key, {})
    return {"_source": _pruned(document, tree) or {}}


def _pruned(node: Any, tree: Mapping[str, Any]) -> Any:
    """What is below the branches of the tree; a branch without twigs is taken whole."""
    if not tree:
        return node
    if isinstance(node, list):
        return [kept for item in node if (kept := _pruned(item, tree))]
    if not isinstance(node, dict):
        return None
    pruned = {key: _pruned(node[key], below) for key, below in tree.items() if key in node}
    # An object or list of which nothing was asked is left out; a null that was asked for is told.
    return {
        key: value for key, value in pruned.items() if value not in ({}, []) and (value is not None or not tree[key])
    }
