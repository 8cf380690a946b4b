"""Rules for alarms: all exist, and each notifies the action group."""

from __future__ import annotations

from collections.abc import Iterator
import re

from infra.compiler import example_values
from tests.infra.predicted import Predicted, Resource


def every_alarm_is_there(predicted: Predicted) -> Iterator[str]:
    test = predicted.the_one("Microsoft.Insights/webtests")["properties"]
    url, valid = predicted.settings()["PUBLIC_URL"], test["ValidationRules"]
    if test["Kind"] != "standard" or test["Request"]["RequestUrl"] != f"{url}/api/health/ready":
        yield "the availability test must be a standard one on /api/health/ready of the public host"
    if not valid["SSLCheck"] or valid["SSLCertRemainingLifetimeCheck"] < 14:
        yield "the availability test must look at the certificate, two weeks ahead at least"
    if not test["Enabled"] or test["Request"]["HttpVerb"] != "GET":
        yield "the availability test must be enabled, and GET"
    yield from _unavailable(predicted, len(test["Locations"]))
    events = predicted.the_one("Microsoft.EventGrid/systemTopics/eventSubscriptions")["properties"]
    if "Microsoft.KeyVault.SecretNearExpiry" not in events["filter"]["includedEventTypes"]:
        yield "nobody is told that the Fasit certificate expires"
    if (
        predicted.the_one("Microsoft.EventGrid/systemTopics")["properties"]["source"]
        != predicted.the_one("Microsoft.KeyVault/vaults")["id"]
    ):
        yield "the events of certificates must be the vault's"
    if not re.fullmatch(
        r"\d{4}-\d{2}-01", predicted.the_one("Microsoft.Consumption/budgets")["properties"]["timePeriod"]["startDate"]
    ):
        yield "the budget must start on the first of a month"


def _unavailable(predicted: Predicted, places: int) -> Iterator[str]:
    rule = predicted.the_one("Microsoft.Insights/metricAlerts")["properties"]
    if rule["severity"] != 0 or not rule["enabled"]:
        yield "unavailable must be enabled, with severity 0"
    failed = rule["criteria"]["failedLocationCount"]
    if not 1 < failed <= places:
        yield f"unavailable must ring when some of the places fail, not one alone: {failed} of {places}"
    if predicted.the_one("Microsoft.Insights/webtests")["id"] not in rule["scopes"]:
        yield "unavailable must be about the availability test"


def every_alarm_wakes_somebody(predicted: Predicted) -> Iterator[str]:
    group = predicted.the_one("Microsoft.Insights/actionGroups")
    if not group["properties"]["enabled"] or not group["properties"]["emailReceivers"]:
        yield "the action group wakes nobody"
    reported = [receiver["emailAddress"] for receiver in group["properties"]["emailReceivers"]]
    if reported != [example_values()["FELTSKEMA_ALARM_EMAIL"]]:
        yield "the action group must write to the address that the operator gave"
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
        for name, reported in budget["properties"]["notifications"].items():
            if not reported["enabled"] or not reported["contactEmails"]:
                yield f"{budget['name']}: {name} tells nobody"
            if reported["threshold"] > 100:
                yield f"{budget['name']}: {name} tells when it is too late"
