"""Mistakes that Azure would accept silently, and that would be noticed only when it matters: an alarm that never fires, a log
that stays empty, a name that does not resolve, a value in the wrong place."""

from __future__ import annotations

from tests.infra.mutations import Mistake

_ALERTS, _NETWORK, _SETTINGS = "modules/alerts.bicep", "modules/network.bicep", "modules/app-settings.bicep"
_FUNCTIONS, _ROUTES, _STORAGE = "modules/functions.bicep", "modules/routes.bicep", "modules/storage-account.bicep"
_DATA = "modules/data.bicep"
_QUEUE_LOGS = "  scope: queueService\n  properties: {\n    workspaceId: workspaceId\n    logs: [{ category: 'Storage"

UNSEEN = (
    Mistake("zones crossed", _NETWORK, "blob: zone[0].id", "blob: zone[1].id", "the endpoint of blob has no name"),
    Mistake(
        "zone not linked",
        _NETWORK,
        "'privatelink.azurewebsites.net'",
        "'privatelink.azurewebsite.net'",
        "is not linked",
    ),
    Mistake("everybody let in", _NETWORK, "access: 'Deny'", "access: 'Allow'", "lets in others"),
    Mistake(
        "subnet too small",
        _NETWORK,
        "cidrSubnet(addressPrefix, 26, 0)",
        "cidrSubnet(addressPrefix, 29, 0)",
        "is too small",
    ),
    Mistake(
        "gateway's subnet not delegated",
        _NETWORK,
        "delegation: 'Microsoft.Web/serverFarms'",
        "delegation: ''",
        "subnet gateway must be delegated",
    ),
    Mistake(
        "endpoint to another resource",
        "modules/private-endpoints.bicep",
        "service: 'queue', resourceId: dataId",
        "service: 'queue', resourceId: vaultId",
        "the endpoint of queue leads to another",
    ),
    Mistake(
        "keys of another tenant",
        _SETTINGS,
        "loginEndpoint}${tenant().tenantId}/discovery",
        "loginEndpoint}common/discovery",
        "GATEWAY_JWKS_URL must hold",
    ),
    Mistake(
        "telemetry without its identity",
        _SETTINGS,
        "ClientId=${identity.properties.clientId};Authorization=AAD",
        "Authorization=AAD",
        "AUTHENTICATION_STRING must hold",
    ),
    Mistake(
        "settings crossed",
        _SETTINGS,
        "FASIT_URL: target.url",
        "FASIT_URL: target.tenant",
        "FASIT_URL must be what the operator",
    ),
    Mistake(
        "operation misspelt", _ALERTS, '"PutMessage"', '"PutMesage"', "poison-message: its question does not speak"
    ),
    Mistake(
        "a timer whose silence nobody hears",
        _ALERTS,
        '"run_upkeep", 45',
        '"run_up", 45',
        'timers-silent: its question does not speak of "run_upkeep"',
    ),
    Mistake(
        "asked once a day",
        "modules/log-alert.bicep",
        "Frequency: 'PT5M'",
        "Frequency: 'P1D'",
        "be asked each five minutes",
    ),
    Mistake(
        "nobody looks from outside",
        _ALERTS,
        "    Enabled: true",
        "    Enabled: false",
        "availability test must be enabled",
    ),
    Mistake(
        "more places than there are",
        _ALERTS,
        "failedLocationCount: 2",
        "failedLocationCount: 4",
        "not one alone: 4 of 3",
    ),
    Mistake(
        "outage at leisure",
        _ALERTS,
        "severity: 0\n    enabled: true",
        "severity: 3\n    enabled: true",
        "unavailable must be enabled",
    ),
    Mistake("budget told too late", _ALERTS, "threshold: 80", "threshold: 800", "tells when it is too late"),
    Mistake("events of another resource", _ALERTS, "source: vault.id", "source: insightsId", "events of certificates"),
    Mistake(
        "somebody else is woken",
        "modules/monitoring.bicep",
        "emailAddress: alarms.email",
        "emailAddress: 'x@a.example'",
        "write to the address",
    ),
    Mistake("queue says nothing", _DATA, f"{_QUEUE_LOGS}Write", f"{_QUEUE_LOGS}Delete", "StorageQueueLogs stays empty"),
    Mistake(
        "gateway's log in the old table",
        "modules/gateway.bicep",
        "    logAnalyticsDestinationType: 'Dedicated'\n",
        "",
        "must tell its own table",
    ),
    Mistake(
        "traces elsewhere",
        "modules/monitoring.bicep",
        "IngestionMode: 'LogAnalytics'",
        "IngestionMode: 'ApplicationInsights'",
        "AppTraces stays empty",
    ),
    Mistake("category misspelt", _FUNCTIONS, "'FunctionAppLogs'", "'FunctionAppLog'", "FunctionAppLog is off"),
    Mistake("who called", "modules/gateway.bicep", "logClientIp: false", "logClientIp: true", "nobody's address"),
    Mistake(
        "queries told",
        "modules/gateway.bicep",
        "{ value: '*', mode: 'Hide' }",
        "{ value: 'code', mode: 'Hide' }",
        "must hide the query",
    ),
    Mistake("a call in five", "modules/gateway.bicep", "percentage: 100", "percentage: 20", "must tell every call"),
    Mistake(
        "anchors for a day", "prod.bicepparam", "anchorRetentionDays: 1825", "anchorRetentionDays: 1", "for 1825 days"
    ),
    Mistake("one building", "prod.bicepparam", "'Standard_ZRS'", "'Standard_LRS'", "more than one zone"),
    Mistake(
        "nothing undeleted",
        _STORAGE,
        "    deleteRetentionPolicy: { enabled: true, days: 14 }",
        "    deleteRetentionPolicy: { enabled: false }",
        "deleteRetentionPolicy must",
    ),
    Mistake(
        "door left ajar", _STORAGE, "ipRules: []", "ipRules: [{ value: '192.0.2.1' }]", "storageAccounts: networkAcls"
    ),
    Mistake(
        "site without a gate",
        "modules/static-site.bicep",
        "name: 'Standard', tier",
        "name: 'Free', tier",
        "must be Standard",
    ),
    Mistake("nothing can be sent", _ROUTES, "'PUT', ", "", "PUT does not come through"),
    Mistake(
        "functions without their prefix",
        _ROUTES,
        "'functions-url': 'https://${functionsHost}/api'",
        "'functions-url': 'https://${functionsHost}'",
        "named value functions-url",
    ),
    Mistake(
        "half a key",
        _ROUTES,
        "'session-key-n': currentKey.n",
        "'session-key-n': currentKey.e",
        "named value session-key-n",
    ),
    Mistake(
        "gateway outside the network",
        "modules/gateway.bicep",
        "? 'None' : 'External'",
        "? 'External' : 'None'",
        "must be External",
    ),
    Mistake(
        "package in the wrong place",
        _FUNCTIONS,
        "/${packagesContainer}'",
        "/attachments-${packagesContainer}'",
        "packages must lie in their own container",
    ),
    Mistake(
        "open while somebody deploys",
        _FUNCTIONS,
        "      ipSecurityRestrictionsDefaultAction: reach.private ? 'Deny' : 'Allow'",
        "      ipSecurityRestrictionsDefaultAction: 'Allow'",
        "siteConfig: ipSecurity",
    ),
    Mistake(
        "of another plan",
        _FUNCTIONS,
        "http20Enabled: true",
        "http20Enabled: true\n      linuxFxVersion: 'Python|3.13'",
        "linuxFxVersion",
    ),
    Mistake(
        "health check that nobody does",
        _FUNCTIONS,
        "scmMinTlsVersion: '1.2'",
        "scmMinTlsVersion: '1.2'\n      healthCheckPath: '/api/health/live'",
        "healthCheckPath",
    ),
)
"""These compile, and our own rules must report them, as those of `mutations.py`."""
