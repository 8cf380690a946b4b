"""Every query of the product: of alarms, of the operators' workbook, of the meters, and those that the documents tell people to
ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
import json
import re

from infra.compiler import ROOT
from shared.adapters.log_usage import usage_query
from shared.domain.evaluation.periods import month_of
from tests.infra.predicted import committed

STAGES = ("dev", "test", "prod")

OPERATORS = (
    *("where", "extend", "summarize", "project", "order", "sort", "take", "top", "join", "union", "distinct", "count"),
    *("mv-expand", "parse", "render"),
)
_QUERY = re.compile(rf"(?<!`)`(\w+\s*\|\s*(?:{'|'.join(OPERATORS)})\b[^`]*)`(?!`)")


@dataclass(frozen=True, slots=True)
class Query:
    """A query, and where it stands, for whoever must mend it."""

    place: str
    text: str


def queries() -> Iterator[Query]:
    yield from _of_alarms()
    yield from _of_workbooks()
    yield from _of_documents()
    month = month_of(2026, 11)
    yield Query("shared/adapters/log_usage.py", usage_query(month.start, month.end))


def _of_alarms() -> Iterator[Query]:
    for stage in STAGES:
        for rule in committed(stage).of("Microsoft.Insights/scheduledQueryRules"):
            (criterion,) = rule["properties"]["criteria"]["allOf"]
            yield Query(f"{stage}: alarm {rule['name']}", criterion["query"])


def _of_workbooks() -> Iterator[Query]:
    for stage in STAGES:
        for workbook in committed(stage).of("Microsoft.Insights/workbooks"):
            for item in json.loads(workbook["properties"]["serializedData"])["items"]:
                if item["type"] == 3:
                    yield Query(f"{stage}: workbook, {item['content']['title']}", item["content"]["query"])


def _of_documents() -> Iterator[Query]:
    """Code in a line that begins with a table and a pipe, and whole blocks marked as `kusto`. A line may break within it, and a
    table of Markdown writes its pipes as `\\|`."""
    for file in sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "infra").glob("*.md")]):
        text = file.read_text("utf-8").replace("\\|", "|")
        for code in (*_QUERY.findall(text), *re.findall(r"```kusto\n(.*?)```", text, re.S)):
            yield Query(f"{file.relative_to(ROOT)}: {code[:60]}", re.sub(r"\s+", " ", code).strip())
