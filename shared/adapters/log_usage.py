"""Reads how much a Log Analytics workspace took in and bills, from its own table `Usage`.

No metric of a workspace tells it: `Ingestion Volume` counts records. Sources: Microsoft Learn, "Usage" (tables reference: a row
an hour and table, `Quantity` in MB), "Analyze usage in a Log Analytics workspace", "Azure Monitor Log Analytics API request
format" (through Azure Resource Manager) and "response format"; a billed gigabyte is 10⁹ bytes ("Azure Monitor Logs cost
calculations and options").
"""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from shared.adapters.resource_manager import Ask
from shared.domain.failures import OurFault, Unavailable

API_VERSION = "2020-08-01"
MEGABYTES_PER_GIGABYTE = 1000

LATE = timedelta(hours=24)
"""How long the table may show nothing of a month that has begun: its rows come hours late."""


def usage_query(start: datetime, end: datetime) -> str:
    """The query, in Kusto, whose one row tells how many hours there are, and what is billed of them in MB."""
    return (
        f"Usage | where StartTime >= datetime({start:%Y-%m-%dT%H:%M:%SZ}) and StartTime < datetime({end:%Y-%m-%dT%H:%M:%SZ})"
        " | summarize Hours = count(), Megabytes = sumif(Quantity, IsBillable)"
    )


async def billed_gigabytes(ask: Ask, workspace: str, start: datetime, end: datetime) -> Decimal | None:
    """What the workspace bills of the time between two whole hours, in GB; None where that is short and nothing is known yet.

    Raises `OurFault` where the table shows no hour at all, for then nothing is known: whoever lacks the right to a table is
    answered no rows instead of a refusal. Raises `Unavailable`.
    """
    path, body = f"{workspace.strip('/')}/api/query", {"query": usage_query(start, end)}
    answer = await ask(path, {"api-version": API_VERSION}, body)
    try:
        shown, megabytes = _read(answer)
    except (LookupError, TypeError, ValueError, ArithmeticError) as error:
        raise Unavailable("unavailable", f"an answer that cannot be read: {type(error).__name__}") from None
    if not shown and end - start < LATE:
        return None
    if not shown:
        raise OurFault("unavailable", f"{workspace}: its table Usage shows nothing; give the right to read that table")
    return megabytes / MEGABYTES_PER_GIGABYTE


def _read(answer: Any) -> tuple[int, Decimal]:
    if "error" in answer:
        # Answered with 200: a part of the rows could not be read.
        raise ValueError(answer["error"]["code"])
    (table,) = (table for table in answer["tables"] if table["name"] == "PrimaryResult")
    (row,) = table["rows"]
    columns = dict(zip((column["name"] for column in table["columns"]), row, strict=True))
    return int(columns["Hours"]), Decimal(str(columns["Megabytes"] or 0))
