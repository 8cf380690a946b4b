"""Mistakes that the compiler accepts, but Azure refuses or understands differently: settings that Flex Consumption refuses,
scaling, network access, the wrong storage account, and two simultaneous writes of one API."""

from __future__ import annotations

from tests.infra.mutations import Mistake

_DATA, _HOST = "modules/data.bicep", "modules/host-storage.bicep"
_FUNCTIONS, _NETWORK, _SETTINGS = "modules/functions.bicep", "modules/network.bicep", "modules/app-settings.bicep"
_ENDPOINTS, _ROUTES = "modules/private-endpoints.bicep", "modules/routes.bicep"
_SITE = "      http20Enabled: true\n"


def _of_other_plans(member: str, value: str) -> Mistake:
    more = f"{_SITE}      {member}: {value}\n"
    return Mistake(f"{member} on Flex", _FUNCTIONS, _SITE, more, f"siteConfig: {member} ")


def _setting(name: str, value: str) -> Mistake:
    before = "    PUBLIC_URL: publicUrl\n"
    return Mistake(f"{name} on Flex", _SETTINGS, before, f"    {name}: '{value}'\n{before}", f"{name} has no place")


REFUSED_BY_FLEX = (
    _of_other_plans("ftpsState", "'Disabled'"),
    _of_other_plans("netFrameworkVersion", "'v8.0'"),
    _of_other_plans("use32BitWorkerProcess", "false"),
    _of_other_plans("functionsRuntimeScaleMonitoringEnabled", "true"),
    _of_other_plans("remoteDebuggingEnabled", "false"),
    _of_other_plans("alwaysOn", "true"),
    _of_other_plans("defaultDocuments", "[]"),
    Mistake(
        "memory by its old name",
        _FUNCTIONS,
        "    httpsOnly: true\n",
        "    httpsOnly: true\n    containerSize: 2048\n",
        "properties: containerSize",
    ),
    _setting("FUNCTIONS_EXTENSION_VERSION", "~4"),
    _setting("SCM_DO_BUILD_DURING_DEPLOYMENT", "true"),
    _setting("ENABLE_ORYX_BUILD", "true"),
    _setting("FUNCTIONS_MAX_HTTP_CONCURRENCY", "16"),
    _setting("WEBSITE_VNET_ROUTE_ALL", "1"),
    _setting("WEBSITE_TIME_ZONE", "Europe/Copenhagen"),
)

OTHERWISE_THAN_MEANT = (
    Mistake(
        "one call at a time",
        _FUNCTIONS,
        "        triggers: { http: { perInstanceConcurrency: size.httpConcurrency } }\n",
        "",
        "perInstanceConcurrency is 1",
    ),
    Mistake(
        "fewer than the platform takes",
        _FUNCTIONS,
        "maximumInstanceCount: size.maximumInstanceCount",
        "maximumInstanceCount: 20 + 0 * size.maximumInstanceCount",
        "maximumInstanceCount must be 40",
    ),
    Mistake("one zone", "prod.bicepparam", "zoneRedundant: true", "zoneRedundant: false", "prod must be zoneRedundant"),
    Mistake(
        "host's storage in one zone",
        "modules/stores.bicep",
        ": 'Standard_ZRS'\n",
        ": 'Standard_LRS'\n",
        "needs the host's storage in zones",
    ),
    Mistake(
        "no address that stays",
        "prod.bicepparam",
        "stableOutboundAddress: true",
        "stableOutboundAddress: false",
        "must have a NAT gateway",
    ),
    Mistake(
        "nobody goes through the NAT",
        _NETWORK,
        "stableOutboundAddress && !empty(subnet.value.delegation) ?",
        "stableOutboundAddress && empty(subnet.value.delegation) ?",
        "subnet functions leaves the network by another way",
    ),
    Mistake(
        "packages among the data",
        _FUNCTIONS,
        "value: 'https://${named.hostStorage}.blob",
        "value: 'https://${named.storage}.blob",
        "packages must lie in the host's own storage",
    ),
    Mistake(
        "packages by whom",
        _FUNCTIONS,
        "authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identity.id }",
        "authentication: { type: 'SystemAssignedIdentity' }",
        "packages must be read by",
    ),
    Mistake(
        "owner of the data",
        _DATA,
        "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
        "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
        "not agreed: functions as Storage Blob Data Owner on data: blobServices/containers attachments",
    ),
    Mistake(
        "all the queues",
        _DATA,
        "scope: queue[i]",
        "scope: queueService",
        "not agreed: functions as Storage Queue Data Contributor on data: queueServices default",
    ),
    Mistake(
        "anchors within reach",
        _DATA,
        "scope: attachments\n",
        "scope: anchors\n",
        "not agreed: functions as Storage Blob Data Contributor on data: blobServices/containers audit-anchors",
    ),
    Mistake(
        "host without its role",
        _HOST,
        "[blobDataOwner, tableDataContributor]",
        "[tableDataContributor, ...take([blobDataOwner], 0)]",
        "missing: functions as Storage Blob Data Owner on host",
    ),
    Mistake(
        "queue in the host's account",
        _SETTINGS,
        "DataStorage__queueServiceUri: 'https://${named.storage}",
        "DataStorage__queueServiceUri: 'https://${named.hostStorage}",
        "DataStorage__queueServiceUri must be",
    ),
    Mistake(
        "locks among the data",
        _SETTINGS,
        "AzureWebJobsStorage__blobServiceUri: 'https://${named.hostStorage}",
        "AzureWebJobsStorage__blobServiceUri: 'https://${named.storage}",
        "AzureWebJobsStorage__blobServiceUri must be",
    ),
    Mistake(
        "an empty connection",
        _SETTINGS,
        "    DataStorage__credential:",
        "    DataStorage: ''\n    DataStorage__credential:",
        "DataStorage itself must not be set",
    ),
    Mistake(
        "trigger without a connection",
        _SETTINGS,
        "    DataStorage__credential: 'managedidentity'\n",
        "",
        "DataStorage is a trigger's connection",
    ),
    Mistake(
        "host's door forgotten",
        _ENDPOINTS,
        "  { name: 'host-blob', service: 'blob', resourceId: hostStorageId, zoneId: zoneIds.blob }\n",
        "",
        "private endpoints must be",
    ),
    Mistake(
        "doors crossed",
        _ENDPOINTS,
        "name: 'host-table', service: 'table', resourceId: hostStorageId",
        "name: 'host-table', service: 'table', resourceId: dataId",
        "pep-host-table-feltskema",
    ),
    Mistake(
        "address that moves",
        _NETWORK,
        "publicIPAllocationMethod: 'Static'",
        "publicIPAllocationMethod: 'Dynamic'",
        "address must be Static",
    ),
    Mistake(
        "the logs of a resource for whoever reads its meters",
        "modules/monitoring.bicep",
        "enableLogAccessUsingOnlyResourcePermissions: false",
        "enableLogAccessUsingOnlyResourcePermissions: true",
        "enableLogAccessUsingOnlyResourcePermissions",
    ),
)
"""Reported by the rules on the predicted resources, several at a time, as those of `mutations.py`."""

OUT_OF_ORDER = (
    Mistake(
        "operations side by side",
        _ROUTES,
        "@batchSize(1)\nresource apiOperations",
        "resource apiOperations",
        "routes/apiOperations: its copies",
    ),
    Mistake(
        "two at a time",
        _ROUTES,
        "@batchSize(1)\nresource siteOperations",
        "@batchSize(2)\nresource siteOperations",
        "routes/siteOperations: its copies",
    ),
    Mistake(
        "policy before its operations",
        _ROUTES,
        "dependsOn: [siteOperations, everywhere]",
        "dependsOn: [everywhere]",
        "sitePolicy: the policy comes before",
    ),
    Mistake(
        "two APIs at a time", _ROUTES, "  dependsOn: [apiPolicy]\n", "", "apiPolicy and site are written side by side"
    ),
    Mistake(
        "container before its account",
        _HOST,
        "  properties: { publicAccess: 'None' }\n  dependsOn: [base]\n",
        "  properties: { publicAccess: 'None' }\n",
        "hostStorage/packages does not wait",
    ),
    Mistake(
        "role before its account", _HOST, "    dependsOn: [base]\n  }\n]", "  }\n]", "hostStorage/roles does not wait"
    ),
    Mistake(
        "one name for all stages",
        "main.bicep",
        "name: 'edge-${environmentName}'",
        "name: 'edge'",
        "main/edge: its deployment is called the same",
    ),
    Mistake(
        "one name for all doors",
        _ENDPOINTS,
        "name: 'private-${item.name}-${suffix}'",
        "name: 'private-${item.name}'",
        "endpoints/endpoint: its deployment",
    ),
)
"""Reported by the rules on the compiled template, all at once."""
