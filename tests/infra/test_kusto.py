"""Every query that the product ships or tells people to ask would be taken by Azure Monitor, and asks for what the code logs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
import re
import runpy

import pytest

from infra.compiler import ROOT
from shared.domain.delivery_status import Status
from shared.domain.timers import TIMERS
from tests.infra.kusto.checking import analysed
from tests.infra.kusto.collected import Query, queries
from tests.infra.kusto.logged import OF_ALL, events, is_logged

pytestmark = pytest.mark.starts

QUERIES = list(queries())
REFUSED = {
    'AppTraces | where Massage == "x"': "'Massage' does not refer to any known column",
    "traces | take 1": "'traces' does not refer to any known table",
    "AppTraces | wher 1": "Query operator expected",
    "AppTraces | where tolog(Message) > 1": "'tolog' does not refer to any known function",
    "AppRequests | where ResultCode >= 500": "not defined for the operand types string and long",
    "AppTraces | summarize sumif(ItemCount, Message)": "A value of type bool expected",
}


@cache
def values() -> Mapping[str, set[str]]:
    """What a line's member can be, where that is known."""
    return {"status": {status.value for status in Status}, "timer": set(TIMERS), "event": set(events())}


@cache
def functions() -> set[str]:
    app = runpy.run_path(str(ROOT / "function_app.py"))["app"]
    return {function.get_function_name() for function in app.get_functions()}


@cache
def refusals() -> Mapping[str, Sequence[str]]:
    """What Microsoft's parser refuses of each query, by its text: all asked in one process."""
    texts = list(dict.fromkeys((*(query.text for query in QUERIES), *REFUSED)))
    return {text: answer.faults for text, answer in zip(texts, analysed(texts), strict=True)}


def not_logged(query: Query) -> list[str]:
    """What a query asks for that no line says."""
    faults = list[str]()
    named = set(re.findall(r'line\.event (?:==|in) \(?((?:"\w+"(?:, )?)+)', query.text))
    named_events = {event for group in named for event in re.findall(r'"(\w+)"', group)}
    fields = frozenset[str]().union(*(events().get(event, frozenset()) for event in named_events)) or OF_ALL
    for member in sorted(set(re.findall(r"\bline\.(\w+)", query.text)) - fields):
        faults.append(f"{query.place}: no line of {', '.join(sorted(named_events)) or 'every event'} has {member}")
    for member, allowed in values().items():
        compared = re.findall(rf'\bline\.{member} (?:==|in|!=) \(?((?:"[\w-]+"(?:, )?)+)', query.text)
        for value in {item for group in compared for item in re.findall(r'"([\w-]+)"', group)} - allowed:
            faults.append(f"{query.place}: {member} is never {value}")
    for operator, text in re.findall(r'\bMessage (startswith|endswith|contains|has|==) "([^"]+)"', query.text):
        if text != "{" and not is_logged(operator, text):
            faults.append(f'{query.place}: nobody logs a line that {operator} "{text}"')
    for name in set(re.findall(r'\bOperationName == "([a-z_]+)"', query.text)) - functions():
        faults.append(f"{query.place}: there is no function {name}")
    return faults


def test_queries_are_found_wherever_they_stand() -> None:
    places = {query.place.split(":")[0] for query in QUERIES}
    assert {"prod", "test", "dev", "docs/operations.md", "docs/fidelity.md"} <= places
    assert len([query for query in QUERIES if query.place.startswith("docs/operations.md")]) >= 8


def test_microsofts_own_parser_takes_every_query() -> None:
    assert QUERIES
    assert [f"{query.place}: {fault}" for query in QUERIES for fault in refusals()[query.text]] == []


@pytest.mark.parametrize(("text", "fault"), REFUSED.items())
def test_what_the_workspace_would_refuse_is_refused(text: str, fault: str) -> None:
    assert any(fault in refusal for refusal in refusals()[text])


def test_every_query_asks_for_what_the_code_logs() -> None:
    assert [fault for query in QUERIES for fault in not_logged(query)] == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('AppTraces | where Message startswith "event=poison"', 'nobody logs a line that startswith "event=poison"'),
        ('AppTraces | where Message endswith ": afvist"', 'nobody logs a line that endswith ": afvist"'),
        ('AppTraces | where line.event == "outbox" and line.app == "x"', "no line of outbox has app"),
        ('AppTraces | where line.event == "dispatch"', "event is never dispatch"),
        ('AppTraces | where line.event in ("delivery", "attention") and line.status == "lost"', "status is never lost"),
        ('AppExceptions | where OperationName == "deliver_visit"', "there is no function deliver_visit"),
    ],
)
def test_a_query_of_what_nobody_logs_is_found(text: str, fault: str) -> None:
    assert f"a test: {fault}" in not_logged(Query("a test", text))
