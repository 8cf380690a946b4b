"""Rules for the alarms' log queries: which logs they read, and how urgent a hit is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from shared.adapters.queue import NAME
from shared.domain.timers import TIMERS
from tests.infra.predicted import Predicted, Resource

WORKSPACE = "Microsoft.OperationalInsights/workspaces"


@dataclass(frozen=True)
class Question:
    """The expected query of an alarm. `speaks_of`: texts that the query must contain; `windows`: the allowed window sizes."""

    speaks_of: tuple[str, ...]
    severity: int
    windows: tuple[str, ...]
    operator: str = "GreaterThan"
    threshold: int = 0


LINES = 'AppTraces | where Message startswith "{" | extend line = parse_json(Message)'
"""The beginning of a query of the app's own log lines, each of which is an event in JSON."""

QUESTIONS = {
    "poison-message": Question(
        ('StorageQueueLogs | where OperationName == "PutMessage"', f"/{NAME}-poison/"), 0, ("PT30M", "PT1H")
    ),
    "oldest-waiting": Question(
        (LINES, 'line.event == "outbox"', "| where tolong(line.oldest_seconds) > "), 1, ("PT10M", "PT15M")
    ),
    "our-fault": Question((LINES, 'line.status == "blocked"', "tolong(line.waiting) > 0"), 1, ("PT10M",)),
    "uncertain-old": Question(
        (LINES, 'line.status == "uncertain"', "tolong(line.workday_seconds) > 86400"), 2, ("PT10M",)
    ),
    "target-held": Question((LINES, 'line.event == "held"', "tolong(line.seconds) > 86400"), 2, ("PT10M",)),
    "target-differs": Question(
        (LINES, 'line.event == "doubled" or (line.event == "reconciliation" and tolong(line.differing) > 0)'),
        1,
        ("PT30M",),
    ),
    "timers-silent": Question(
        (LINES, 'line.event == "timer"', "isnull(newest)", *(f'"{name}", ' for name in TIMERS)), 0, ("PT1H",)
    ),
    "refused-share": Question(
        (
            LINES,
            'line.event == "delivery"',
            'status in ("delivered", "refused")',
            "| where refused * 100 > total * ",
        ),
        1,
        ("PT1H",),
    ),
    "refused-after-deployment": Question(
        (
            LINES,
            'line.event in ("delivery", "timer")',
            'sumif(ItemCount, line.status == "refused")',
            "since > ago(23h) and refused > 0",
        ),
        1,
        ("P1D",),
    ),
    "server-errors": Question(("ApiManagementGatewayLogs | where ResponseCode >= 500",), 1, ("PT10M",), threshold=5),
}


def every_question_is_asked_as_it_was_meant(predicted: Predicted) -> Iterator[str]:
    rules = {
        rule["name"].partition("-feltskema-")[0]: rule["properties"]
        for rule in predicted.of("Microsoft.Insights/scheduledQueryRules")
    }
    workspace = predicted.the_one(WORKSPACE)["id"]
    yield from (f"{name}: no such alarm" for name in sorted(set(QUESTIONS) - set(rules)))
    yield from (f"{name}: say in QUESTIONS what it asks" for name in sorted(set(rules) - set(QUESTIONS)))
    for name in sorted(set(QUESTIONS) & set(rules)):
        yield from _faults(name, rules[name], QUESTIONS[name])
        if rules[name]["scopes"] != [workspace]:
            yield f"{name}: must ask the workspace"


def _faults(name: str, rule: Resource, question: Question) -> Iterator[str]:
    (criterion,) = rule["criteria"]["allOf"]
    for words in question.speaks_of:
        if words not in criterion["query"]:
            yield f"{name}: its question does not speak of {words}"
    if (criterion["operator"], criterion["threshold"]) != (question.operator, question.threshold):
        yield f"{name}: must ring when there is {question.operator} {question.threshold}"
    if criterion["timeAggregation"] != "Count" or rule["windowSize"] not in question.windows:
        yield f"{name}: must count what comes in {' or '.join(question.windows)}"
    if rule["severity"] != question.severity:
        yield f"{name}: severity must be {question.severity}, as its runbook says"
    if rule["evaluationFrequency"] != "PT5M" or rule["skipQueryValidation"] is not True:
        yield f"{name}: must be asked each five minutes, and be made before the first row of its table"


_OF_STORAGE = "Microsoft.Storage/storageAccounts"
TABLES = {
    "StorageQueueLogs": (f"{_OF_STORAGE}/queueServices", "StorageWrite"),
    "ApiManagementGatewayLogs": ("Microsoft.ApiManagement/service", "GatewayLogs"),
}
"""The resource and log category that fill a table, by table."""


def every_table_that_is_asked_is_filled(predicted: Predicted) -> Iterator[str]:
    reported = {
        setting["id"].partition("/providers/Microsoft.Insights/diagnosticSettings/")[0]: setting["properties"]
        for setting in predicted.of("Microsoft.Insights/diagnosticSettings")
    }
    for table, (kind, category) in TABLES.items():
        properties = reported.get(predicted.the_one(kind)["id"], {})
        if {"category": category, "enabled": True} not in properties.get("logs", []):
            yield f"{table} stays empty: {kind} must tell {category}"
    if (
        reported.get(predicted.the_one(TABLES["ApiManagementGatewayLogs"][0])["id"], {}).get(
            "logAnalyticsDestinationType"
        )
        != "Dedicated"
    ):
        yield "ApiManagementGatewayLogs stays empty: the gateway must tell its own table"
    insights = predicted.the_one("Microsoft.Insights/components")["properties"]
    if (insights["WorkspaceResourceId"], insights["IngestionMode"]) != (
        predicted.the_one(WORKSPACE)["id"],
        "LogAnalytics",
    ):
        yield "AppTraces stays empty: Application Insights must write into the workspace"
