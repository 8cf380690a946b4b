"""Answers queries of a Log Analytics workspace through Azure Resource Manager, as far as its table `Usage` is asked for what is
billed ("Azure Monitor Log Analytics API request format", "response format" and "errors" of Microsoft Learn)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
import re
from typing import Any

from local.host.monitor import Answer, Series

API_VERSIONS = ("2017-10-01", "2020-08-01")

_QUERY = re.compile(
    r"Usage \| where StartTime >= datetime\((?P<start>[^)]+)\) and StartTime < datetime\((?P<end>[^)]+)\)"
    r" \| summarize Hours = count\(\), Megabytes = sumif\(Quantity, IsBillable\)"
)
_PATH = re.compile(r"(?P<workspace>.+)/api/query", re.IGNORECASE)


def answer(path: str, query: Mapping[str, str], body: Any, workspaces: Mapping[str, Series]) -> Answer:
    """What is answered to a query. `workspaces`: by the workspace's id how many bytes were taken in and are billed, by hour.

    Only the query that the product asks is understood; any other is refused like one that is not in order.
    """
    if "api-version" not in query:
        return _refused(
            400, "MissingApiVersionParameter", "The api-version query parameter (?api-version=) is required."
        )
    if query["api-version"] not in API_VERSIONS:
        return _refused(400, "InvalidApiVersionParameter", f"The api-version '{query['api-version']}' is invalid.")
    address = _PATH.fullmatch(path)
    by_id = {id.lower(): hours for id, hours in workspaces.items()}
    if address is None or address["workspace"].lower() not in by_id:
        return _refused(404, "ResourceNotFound", f"The Resource '{path}' was not found.")
    text = body.get("query") if isinstance(body, dict) else None
    if not isinstance(text, str):
        return _refused(400, "BadArgumentError", "The request had some invalid properties")
    understood = _QUERY.fullmatch(text)
    if understood is None:
        return _refused(400, "BadArgumentError", "The request had some invalid properties: SyntaxError")
    start, end = (datetime.fromisoformat(understood[name].replace("Z", "+00:00")) for name in ("start", "end"))
    hours = {at: size for at, size in by_id[address["workspace"].lower()].items() if start <= at.astimezone(UTC) < end}
    columns = [{"name": "Hours", "type": "long"}, {"name": "Megabytes", "type": "real"}]
    row = [len(hours), sum(hours.values()) / 1e6]
    return Answer(200, {"tables": [{"name": "PrimaryResult", "columns": columns, "rows": [row]}]})


def _refused(status: int, code: str, message: str) -> Answer:
    return Answer(status, {"error": {"code": code, "message": message}})
