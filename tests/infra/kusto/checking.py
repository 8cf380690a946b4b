"""Checks queries with Microsoft's own parser and semantic analysis, as the editors of the portal do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
import json
from pathlib import Path
import subprocess

from tests.infra.kusto.tables import TABLES


@dataclass(frozen=True, slots=True)
class Analysed:
    """`faults`: what the parser refuses, in its own words, none where the query would run. `columns`: the result's, with their
    types."""

    faults: Sequence[str]
    columns: Mapping[str, str]


def analysed(queries: Sequence[str]) -> Sequence[Analysed]:
    """What the parser says of each query, in one process, which takes a second."""
    script = Path(__file__).with_name("analyse.mjs")
    request = json.dumps({"tables": TABLES, "queries": list(queries)})
    ran = subprocess.run(["node", script], input=request, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return [Analysed(answer["faults"], dict(answer["columns"])) for answer in json.loads(ran.stdout)]
