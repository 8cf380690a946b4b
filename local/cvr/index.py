"""The indices behind one door: which path leads to which documents, and the faults on demand.

{"status": 503}             answers it without a search
{"seconds": 2}              waits first
{"partial": "timed_out"}    a part of the index has not answered: no hits of it, and `timed_out`
{"partial": "failed"}       the same, told by `_shards.failed`
{"empty": true}             200 and no hits, as a path that leads to nothing
{"strangers": true}         hits of another kind of document, as a path that leads elsewhere
{"texts": true}             every number as a text
{"index": "virksomhed"}     only of this index
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from local.cvr.answers import Answer, answer
from local.cvr.documents import Given, documents
from local.cvr.engine import Engine

Fault = Mapping[str, Any]


class Indices:
    def __init__(self, given: list[Given]) -> None:
        self._engines = {name: Engine(of_kind) for name, of_kind in documents(given).items()}
        self._nothing = Engine([])

    def search(self, index: str, asked: Mapping[str, Any], fault: Fault) -> Answer:
        """HTTP status and body. An index that is not there answers 200 and finds nothing."""
        if fault.get("index", index) != index:
            fault = {}
        engine = self._nothing if fault.get("empty") else self._engines.get(index, self._nothing)
        status, body = answer(engine, f"cvr-permanent-{index}", asked)
        if status == 200:
            _spoilt(body, fault)
        return status, _as_texts(body) if fault.get("texts") else body


def _spoilt(body: dict[str, Any], fault: Fault) -> None:
    if fault.get("strangers"):
        body["hits"]["hits"] = [
            {**hit, "_source": {"Vrdeltagerperson": {"enhedsNummer": 1}}} for hit in body["hits"]["hits"]
        ]
    if "partial" in fault:
        body["hits"] = {"total": 0, "max_score": None, "hits": []}
        body["timed_out"] = fault["partial"] == "timed_out"
        if fault["partial"] == "failed":
            body["_shards"] = {"total": 6, "successful": 4, "skipped": 0, "failed": 2}


def _as_texts(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _as_texts(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_as_texts(item) for item in node]
    return str(node) if isinstance(node, int) and not isinstance(node, bool) else node
