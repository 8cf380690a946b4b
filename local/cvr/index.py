"""The register's indices by name, and the faults that a test can ask for:

{"status": 503}             answer with this status, without a search
{"seconds": 2}              wait before answering
{"partial": "timed_out"}    no hits, as if a shard had not answered: `timed_out` is true
{"partial": "failed"}       no hits, as if a shard had failed: `_shards.failed` is 2
{"empty": true}             200 and no hits, as an index that does not exist answers
{"strangers": true}         hits of another type of document, as from a wrong path
{"texts": true}             every number as a text
{"index": "virksomhed"}     the fault holds for this index only
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from local.cvr.answers import Answer, answer
from local.cvr.documents import Entry, documents
from local.cvr.engine import Engine

Fault = Mapping[str, Any]


class Indices:
    """Every index of the register over `companies`."""

    def __init__(self, companies: list[Entry]) -> None:
        self._engines = {name: Engine(of_kind) for name, of_kind in documents(companies).items()}
        self._nothing = Engine([])

    def search(self, index: str, query: Mapping[str, Any], fault: Fault) -> Answer:
        """HTTP status and body. An unknown index answers 200 without hits, as the real one does."""
        if fault.get("index", index) != index:
            fault = {}
        engine = self._nothing if fault.get("empty") else self._engines.get(index, self._nothing)
        status, body = answer(engine, f"cvr-permanent-{index}", query)
        if status == 200:
            _spoil(body, fault)
        return status, _as_texts(body) if fault.get("texts") else body


def _spoil(body: dict[str, Any], fault: Fault) -> None:
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
