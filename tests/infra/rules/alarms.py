"""Alarms: the right person is woken by the right thing."""

from __future__ import annotations

from collections.abc import Iterator
import re

from shared.adapters.queue import NAME
from tests.infra.predicted import Predicted, Resource

QUERIES = {
    "poison-message": f"/{NAME}-poison/",
    "oldest-waiting": '"waiting: "',
    "timers-silent": '"waiting: "',
    "refused-share": ": afvist",
    "server-errors": "ResponseCode >= 500",
}
"""Alarm to what its question must speak of."""


def every_alarm_is_there(predicted: Predicted) -> Iterator[str]:
    rules = {
        rule["name"].partition("-feltskema-")[0]: rule["properties"]["criteria"]["allOf"][0]["query"]
        for rule in predicted.of("Microsoft.Insights/scheduledQueryRules")
    }
    for name, needle in QUERIES.items():
        if needle not in rules.get(name, ""):
            yield f"{name}: no such alarm, or its question does not speak of {needle}"
    test = predicted.one("Microsoft.Insights/webtests")["properties"]
    url, valid = predicted.settings()["PUBLIC_URL"], test["ValidationRules"]
    if test["Kind"] != "standard" or test["Request"]["RequestUrl"] != f"{url}/api/health/ready":
        yield "the availability test must be a standard one on /api/health/ready of the public host"
    if not valid["SSLCheck"] or valid["SSLCertRemainingLifetimeCheck"] < 14:
        yield "the availability test must look at the certificate, two weeks ahead at least"
    events = predicted.one("Microsoft.EventGrid/systemTopics/eventSubscriptions")["properties"]
    if "Microsoft.KeyVault.SecretNearExpiry" not in events["filter"]["includedEventTypes"]:
        yield "nobody is told that the Fasit certificate expires"
    if not re.fullmatch(
        r"\d{4}-\d{2}-01", predicted.one("Microsoft.Consumption/budgets")["properties"]["timePeriod"]["startDate"]
    ):
        yield "the budget must start on the first of a month"


def every_alarm_wakes_somebody(predicted: Predicted) -> Iterator[str]:
    group = predicted.one("Microsoft.Insights/actionGroups")
    if not group["properties"]["enabled"] or not group["properties"]["emailReceivers"]:
        yield "the action group wakes nobody"
    for rule in predicted.of("Microsoft.Insights/scheduledQueryRules"):
        if rule["properties"]["actions"]["actionGroups"] != [group["id"]] or not rule["properties"]["enabled"]:
            yield f"{rule['name']} wakes nobody"
    for rule in predicted.of("Microsoft.Insights/metricAlerts"):
        if [action["actionGroupId"] for action in rule["properties"]["actions"]] != [group["id"]]:
            yield f"{rule['name']} wakes nobody"
    yield from _events_and_budget(predicted, group)


def _events_and_budget(predicted: Predicted, group: Resource) -> Iterator[str]:
    for events in predicted.of("Microsoft.EventGrid/systemTopics/eventSubscriptions"):
        destination = events["properties"]["destination"]
        if destination["endpointType"] != "MonitorAlert" or destination["properties"]["actionGroups"] != [group["id"]]:
            yield f"{events['name']} wakes nobody"
    for budget in predicted.of("Microsoft.Consumption/budgets"):
        for name, told in budget["properties"]["notifications"].items():
            if not told["enabled"] or not told["contactEmails"]:
                yield f"{budget['name']}: {name} tells nobody"
