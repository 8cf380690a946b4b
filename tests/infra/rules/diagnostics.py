"""Every resource with diagnostic settings sends them to the one workspace."""

from __future__ import annotations

from collections.abc import Iterator

from tests.infra.predicted import Predicted, Resource

TELLS = (
    "Microsoft.ApiManagement/service",
    "Microsoft.EventGrid/systemTopics",
    "Microsoft.KeyVault/vaults",
    "Microsoft.Network/networkSecurityGroups",
    "Microsoft.Network/publicIPAddresses",
    "Microsoft.Network/virtualNetworks",
    "Microsoft.OperationalInsights/workspaces",
    "Microsoft.Storage/storageAccounts",
    "Microsoft.Storage/storageAccounts/blobServices",
    "Microsoft.Storage/storageAccounts/queueServices",
    "Microsoft.Storage/storageAccounts/tableServices",
    "Microsoft.Web/serverfarms",
    "Microsoft.Web/sites",
)

_OF_STORAGE = {"StorageRead", "StorageWrite", "StorageDelete", "Transaction"}
CATEGORIES = {
    "Microsoft.ApiManagement/service": {"GatewayLogs", "AllMetrics"},
    "Microsoft.EventGrid/systemTopics": {"DeliveryFailures", "AllMetrics"},
    "Microsoft.Storage/storageAccounts": {"Transaction"},
    **{f"Microsoft.Storage/storageAccounts/{service}Services": _OF_STORAGE for service in ("blob", "queue", "table")},
    "Microsoft.Web/serverfarms": {"AllMetrics"},
    "Microsoft.Web/sites": {"FunctionAppLogs", "AllMetrics"},
}
"""The log categories by resource type. Azure refuses a category that a type does not have; the compiler does not know them."""

SILENT = {
    "Microsoft.Insights/components": "is the telemetry",
    "Microsoft.Insights/actionGroups": "its actions are in the activity log",
    "Microsoft.Insights/metricAlerts": "its history is in Azure Monitor",
    "Microsoft.Insights/scheduledQueryRules": "its history is in Azure Monitor",
    "Microsoft.Insights/webtests": "its results are in Application Insights",
    "Microsoft.ManagedIdentity/userAssignedIdentities": "its sign-ins are Entra's",
    "Microsoft.Network/natGateways": "has no categories; its address has",
    "Microsoft.Network/privateDnsZones": "has no categories",
    "Microsoft.Network/privateEndpoints": "has no categories",
    "Microsoft.Consumption/budgets": "has no categories",
    "Microsoft.Resources/resourceGroups": "has no categories",
    "Microsoft.Web/staticSites": "has no categories; what it answers is in the gateway's log",
}
"""Top-level resource types without diagnostic settings, and why."""

_UNTAGGED = ("Microsoft.Authorization/", "Microsoft.Insights/diagnosticSettings", "Microsoft.Consumption/budgets")


def everything_tells_the_workspace(predicted: Predicted) -> Iterator[str]:
    settings = {
        resource["id"].partition("/providers/Microsoft.Insights/diagnosticSettings/")[0]: resource["properties"]
        for resource in predicted.of("Microsoft.Insights/diagnosticSettings")
    }
    workspace = predicted.the_one("Microsoft.OperationalInsights/workspaces")["id"]
    for resource in predicted.resources:
        kind = resource["type"]
        if kind not in TELLS:
            if kind.count("/") == 1 and kind not in SILENT and not kind.startswith(_UNTAGGED[:2]):
                yield f"{kind}: give it diagnostic settings, or list it as silent with a reason"
            continue
        reported = settings.get(resource["id"])
        if reported is None:
            yield f"{resource['name']} ({kind}) has no diagnostic settings"
        elif reported["workspaceId"] != workspace or not (reported.get("logs") or reported.get("metrics")):
            yield f"{resource['name']} ({kind}) tells nothing to the workspace"
        else:
            yield from _categories(resource, reported)


def _categories(resource: Resource, reported: Resource) -> Iterator[str]:
    kind = resource["type"]
    for entry in [*reported.get("logs", []), *reported.get("metrics", [])]:
        name = entry.get("category") or entry.get("categoryGroup")
        if not entry["enabled"] or name not in CATEGORIES.get(kind, {"AllMetrics", "audit", "allLogs"}):
            yield f"{resource['name']} ({kind}): {name} is off, or no category that it has"


def everything_is_tagged(predicted: Predicted) -> Iterator[str]:
    for resource in predicted.resources:
        if resource["type"].count("/") > 1 or resource["type"].startswith(_UNTAGGED):
            continue
        tags = resource.get("tags", {})
        if tags.get("product") != "feltskema" or tags.get("environment") != predicted.stage:
            yield f"{resource['name']} ({resource['type']}) lacks the tags product and environment"
