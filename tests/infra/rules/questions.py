"""What the alarms ask, of which logs, and how urgent an answer is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from shared.adapters.queue import NAME
from shared.domain.timers import TIMERS
from tests.infra.predicted import Predicted, Resource

WORKSPACE = "Microsoft.OperationalInsights/workspaces"


@dataclass(frozen=True)
class Asked:
    """`speaks_of` stand in the question; `windows` are those in which an answer means something."""

    speaks_of: tuple[str, ...]
    severity: int
    windows: tuple[str, ...]
    operator: str = "GreaterThan"
    threshold: int = 0


LINES = 'AppTraces | where Message startswith "{" | extend line = parse_json(Message)'
"""The app's own lines, each an event as JSON."""

QUESTIONS = {
    "poison-message": Asked(
        ('StorageQueueLogs | where OperationName == "PutMessage"', f"/{NAME}-poison/"), 0, ("PT30M", "PT1H")
    ),
    "oldest-waiting": Asked(
        (LINES, 'line.event == "outbox"', "| where tolong(line.oldest_seconds) > "), 1, ("PT10M", "PT15M")
    ),
    "our-fault": Asked((LINES, 'line.status == "blocked"', "tolong(line.waiting) > 0"), 1, ("PT10M",)),
    "uncertain-old": Asked((LINES, 'line.status == "uncertain"', "tolong(line.oldest_seconds) > 86400"), 2, ("PT10M",)),
    "target-held": Asked((LINES, 'line.event == "held"', "tolong(line.seconds) > 86400"), 2, ("PT10M",)),
    "timers-silent": Asked(
        (LINES, 'line.event == "timer"', "isnull(newest)", *(f'"{name}", ' for name in TIMERS)), 0, ("PT1H",)
    ),
    "refused-share": Asked(
        (
            LINES,
            'line.event == "delivery"',
            'status in ("delivered", "refused")',
            "| where refused * 100 > total * ",
        ),
        1,
        ("PT1H",),
    ),
    "server-errors": Asked(("ApiManagementGatewayLogs | where ResponseCode >= 500",), 1, ("PT10M",), threshold=5),
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


def _faults(name: str, rule: Resource, asked: Asked) -> Iterator[str]:
    (criterion,) = rule["criteria"]["allOf"]
    for words in asked.speaks_of:
        if words not in criterion["query"]:
            yield f"{name}: its question does not speak of {words}"
    if (criterion["operator"], criterion["threshold"]) != (asked.operator, asked.threshold):
        yield f"{name}: must ring when there is {asked.operator} {asked.threshold}"
    if criterion["timeAggregation"] != "Count" or rule["windowSize"] not in asked.windows:
        yield f"{name}: must count what comes in {' or '.join(asked.windows)}"
    if rule["severity"] != asked.severity:
        yield f"{name}: severity must be {asked.severity}, as its runbook says"
    if rule["evaluationFrequency"] != "PT5M" or rule["skipQueryValidation"] is not True:
        yield f"{name}: must be asked each five minutes, and be made before the first row of its table"


_OF_STORAGE = "Microsoft.Storage/storageAccounts"
TABLES = {
    "StorageQueueLogs": (f"{_OF_STORAGE}/queueServices", "StorageWrite"),
    "ApiManagementGatewayLogs": ("Microsoft.ApiManagement/service", "GatewayLogs"),
}
"""Table that a question asks to the resource and the category that fill it."""


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
