"""Runs queries over rows that a test makes, in DuckDB; how that differs from a workspace stands in `docs/fidelity.md`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
import re
from typing import Any

from duckdb import DuckDBPyConnection
import duckdb_kql

from tests.infra.kusto.tables import TABLES
from tests.infra.predicted import Resource, committed

_TYPES = {
    **{"string": "VARCHAR", "datetime": "TIMESTAMP", "int": "INTEGER", "long": "BIGINT", "real": "DOUBLE"},
    **{"bool": "BOOLEAN", "dynamic": "JSON"},
}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, so long after it was written."""

    table: str
    columns: Mapping[str, Any]
    age: timedelta = field(default=timedelta(minutes=1))


def trace(message: str, age: timedelta = timedelta(minutes=1)) -> Row:
    """What Application Insights makes of a line of the log."""
    return Row("AppTraces", {"Message": message, "ItemCount": 1, "SeverityLevel": 1}, age)


def run_query(query: str, rows: Iterable[Row], window: timedelta = timedelta(days=1)) -> Sequence[Mapping[str, Any]]:
    """The result of a query over those rows that are no older than `window`, as an alarm asks it."""
    database, now = _database(), datetime.now(UTC).replace(tzinfo=None)
    database.begin()
    try:
        for row in rows:
            if row.age <= window:
                values = {**row.columns, "TimeGenerated": now - row.age}
                names = ", ".join(f'"{name}"' for name in values)
                places = ", ".join("?" * len(values))
                into = f'INSERT INTO "{row.table}" ({names}) VALUES ({places})'  # noqa: S608 names of the schema
                database.execute(into, list(values.values()))
        result = duckdb_kql.query(database, query)
        return [dict(zip(result.columns, row, strict=True)) for row in result.fetchall()]
    finally:
        database.rollback()


@cache
def _database() -> DuckDBPyConnection:
    """A database with the workspace's tables, empty: each query's rows are rolled back. Made once, which takes longer than a
    query."""
    database = duckdb_kql.connect(config={"threads": 1})
    for name, columns in TABLES.items():
        typed = ", ".join(f'"{column}" {_TYPES[kind]}' for column, kind in columns.items())
        database.execute(f'CREATE TABLE "{name}" ({typed})')
    return database


def rule(alarm: str) -> Resource:
    """The scheduled query of an alarm, as it would be deployed to `prod`."""
    for rule in committed("prod").of("Microsoft.Insights/scheduledQueryRules"):
        if rule["name"].startswith(f"{alarm}-feltskema-"):
            properties: Resource = rule["properties"]
            return properties
    raise AssertionError(f"no alarm {alarm}")


def question(alarm: str) -> str:
    return str(rule(alarm)["criteria"]["allOf"][0]["query"])


def hits(alarm: str, rows: Iterable[Row]) -> Sequence[Mapping[str, Any]]:
    """The rows that the alarm's question finds in its window."""
    return run_query(question(alarm), rows, _duration(rule(alarm)["windowSize"]))


def rings(alarm: str, rows: Iterable[Row]) -> bool:
    """Whether the alarm would fire on these rows."""
    (criterion,) = rule(alarm)["criteria"]["allOf"]
    assert (criterion["timeAggregation"], criterion["operator"]) == ("Count", "GreaterThan")
    return len(hits(alarm, rows)) > int(criterion["threshold"])


def _duration(iso: str) -> timedelta:
    match = re.fullmatch(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?", iso)
    assert match is not None, iso
    days, hours, minutes = (int(part or 0) for part in match.groups())
    return timedelta(days=days, hours=hours, minutes=minutes)
