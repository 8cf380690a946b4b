"""Answers the body of a search as Elasticsearch 6 does, with its limits and error messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from local.cvr.engine import Engine, UnknownQuery
from local.cvr.field import Hit, values

MAX_RESULT_WINDOW = 3000
"""The index's `max_result_window`."""
SUPPORTED_KEYS = frozenset({"query", "size", "from", "sort", "search_after", "_source"})
Answer = tuple[int, dict[str, Any]]


def answer(engine: Engine, index: str, request: Mapping[str, Any]) -> Answer:
    """HTTP status and body of the answer to a search `request`."""
    try:
        return _answer(engine, index, request)
    except (UnknownQuery, KeyError, TypeError, ValueError, AttributeError) as error:
        return 400, fault(400, "parsing_exception", f"{type(error).__name__}: {error}")


def fault(status: int, kind: str, reason: str) -> dict[str, Any]:
    """The body of an error as Elasticsearch writes it; `kind` is its type of exception."""
    cause = {"type": kind, "reason": reason}
    return {"error": {"root_cause": [cause], **cause}, "status": status}


def _answer(engine: Engine, index: str, request: Mapping[str, Any]) -> Answer:
    if unknown := request.keys() - SUPPORTED_KEYS:
        raise UnknownQuery(f"Unknown key {sorted(unknown)}")
    size, start = int(request.get("size", 10)), int(request.get("from", 0))
    if start + size > MAX_RESULT_WINDOW:
        reason = (
            "Result window is too large, from + size must be less than or equal to: "
            f"[{MAX_RESULT_WINDOW}] but was [{start + size}]"
        )
        return 500, fault(500, "search_phase_execution_exception", reason)
    scores = engine.search(request.get("query", {"match_all": {}}))
    order = _sort(engine, request.get("sort"))
    places = {number: [_place(engine.documents[number], key) for key in order] for number in scores} if order else {}
    numbers = sorted(scores, key=places.__getitem__) if order else sorted(scores, key=lambda number: -scores[number])
    if "search_after" in request:
        if start or not order or len(request["search_after"]) != len(order):
            raise UnknownQuery("search_after needs as many sort values, and no from")
        numbers = [number for number in numbers if places[number] > list(request["search_after"])]
    hits = [
        {
            "_index": index,
            "_type": "_doc",
            "_id": str(number),
            "_score": None if order else scores[number],
            **source(engine.documents[number], request.get("_source", True)),
            **({"sort": places[number]} if order else {}),
        }
        for number in numbers[start : start + size]
    ]
    return 200, {
        "took": 1,
        "timed_out": False,
        "_shards": {"total": 6, "successful": 6, "skipped": 0, "failed": 0},
        "hits": {"total": len(scores), "max_score": None, "hits": hits},
    }


def _sort(engine: Engine, sort: Any) -> list[str]:
    """The paths of the fields to sort by. Only ascending order is supported."""
    pairs = [next(iter(pair.items())) for pair in sort or ()]
    for path, direction in pairs:
        field = engine.field(path)
        if field.places:
            raise UnknownQuery(f"Fielddata is disabled on text fields by default: [{path}]")
        if not field.holders:
            raise UnknownQuery(f"No mapping found for [{path}] in order to sort on")
        if direction not in ("asc", {"order": "asc"}):
            raise UnknownQuery(f"[{path}] is sorted upwards only here")
    return [path for path, _ in pairs]


def _place(document: Hit, path: str) -> Any:
    return next(values(document, path.split(".")))


def source(document: Hit, selection: Any) -> dict[str, Hit]:
    """The member `_source` of a hit: the document, or the paths of it that `selection` names; nothing for `False`."""
    if selection is False:
        return {}
    if selection is True:
        return {"_source": document}
    paths: Sequence[str] = selection["includes"] if isinstance(selection, dict) else selection
    tree: dict[str, Any] = {}
    for path in paths:
        branch = tree
        for key in path.split("."):
            branch = branch.setdefault(key, {})
    return {"_source": _pruned(document, tree) or {}}


def _pruned(node: Any, tree: Mapping[str, Any]) -> Any:
    """The parts of `node` whose keys are in `tree`; an empty subtree means the whole value."""
    if not tree:
        return node
    if isinstance(node, list):
        return [part for item in node if (part := _pruned(item, tree))]
    if not isinstance(node, dict):
        return None
    pruned = {key: _pruned(node[key], below) for key, below in tree.items() if key in node}
    # Elasticsearch leaves out an object or list of which nothing was selected, but returns a selected null.
    return {
        key: value for key, value in pruned.items() if value not in ({}, []) and (value is not None or not tree[key])
    }
