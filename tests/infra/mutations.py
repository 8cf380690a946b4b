"""Mistakes that somebody could make in the infrastructure, and the words with which a check must report each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Mistake:
    """A mistake: `old` replaced by `new` in `file`. `told`: a part of the message that the check must give; `stage`: the stage
    that is checked."""

    name: str
    file: str
    old: str
    new: str
    reported: str
    stage: str = "prod"


UNWISE = (
    Mistake(
        "wrong role id",
        "modules/data.bicep",
        "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
        "974c5e8b-45b9-4653-ba55-5f855dd0fb89",
        "not agreed: functions as 974c5e8b-45b9-4653-ba55-5f855dd0fb89 on data: queueServices/queues registrations\n",
    ),
    Mistake(
        "role for the wrong identity",
        "modules/vault.bicep",
        "principalId: functions.properties.principalId",
        "principalId: gateway!.identity!.principalId",
        "not agreed: the gateway as a trusted service",
    ),
    Mistake(
        "role on the whole resource group",
        "modules/data.bicep",
        "    scope: table[i]\n    properties: {\n      principalId",
        "    properties: {\n      principalId",
        "on more than one resource",
    ),
    Mistake(
        "a role forgotten",
        "modules/data.bicep",
        "  for (name, i) in tables: {\n    name: guid",
        "  for (name, i) in take(tables, 5): {\n    name: guid",
        "missing: functions as Storage Table Data Contributor on data: tableServices/tables entities",
    ),
    Mistake(
        "every log for the functions",
        "modules/metering.bicep",
        "StringEquals \\'Usage\\'",
        "StringNotEquals \\'Usage\\'",
        "Log Analytics Data Reader without the condition",
    ),
    Mistake(
        "shared keys on",
        "modules/storage-account.bicep",
        "allowSharedKeyAccess: false",
        "allowSharedKeyAccess: true",
        "allowSharedKeyAccess",
    ),
    Mistake(
        "blobs for everybody",
        "modules/storage-account.bicep",
        "allowBlobPublicAccess: false",
        "allowBlobPublicAccess: true",
        "allowBlobPublicAccess",
    ),
    Mistake(
        "container for everybody",
        "modules/data.bicep",
        "publicAccess: 'None'",
        "publicAccess: 'Blob'",
        "publicAccess must be None",
    ),
    Mistake("old TLS", "modules/storage-account.bicep", "'TLS1_2'", "'TLS1_0'", "minimumTlsVersion"),
    Mistake(
        "old TLS of the app",
        "modules/functions.bicep",
        "minTlsVersion: '1.2'",
        "minTlsVersion: '1.0'",
        "minTlsVersion must be 1.2",
    ),
    Mistake(
        "app over plain http", "modules/functions.bicep", "httpsOnly: true", "httpsOnly: false", "must be httpsOnly"
    ),
    Mistake(
        "storage open in prod",
        "modules/storage-account.bicep",
        "private ? 'Disabled' : 'Enabled'",
        "'Enabled'",
        "is reached from the internet",
    ),
    Mistake(
        "vault open to all", "modules/vault.bicep", "private ? 'Deny' : 'Allow'", "'Allow'", "networkAcls must deny"
    ),
    Mistake(
        "table forgotten", "modules/data.bicep", "  'windows'\n", "", "table windows is used by the code and not made"
    ),
    Mistake(
        "container forgotten",
        "modules/data.bicep",
        "name: 'attachments'",
        "name: 'atachments'",
        "container attachments",
    ),
    Mistake("no poison queue", "modules/data.bicep", ", 'registrations-poison'", "", "queue registrations-poison"),
    Mistake("setting forgotten", "modules/app-settings.bicep", "    CVR_USER: cvr.user\n", "", "CVR_USER"),
    Mistake(
        "setting misspelt",
        "modules/app-settings.bicep",
        "FASIT_TENANT:",
        "FASIT_TENNANT:",
        "FASIT_TENNANT is set and read by nobody",
    ),
    Mistake(
        "empty storage setting",
        "modules/app-settings.bicep",
        "    PUBLIC_URL: publicUrl\n",
        "    AzureWebJobsStorage: ''\n    PUBLIC_URL: publicUrl\n",
        "not even empty",
    ),
    Mistake(
        "secret in the open",
        "modules/app-settings.bicep",
        "CVR_PASSWORD: '@Microsoft.KeyVault(SecretUri=${vaultUri}/secrets/cvr-password)'",
        "CVR_PASSWORD: 'hunter2'",
        "CVR_PASSWORD must be a Key Vault reference",
    ),
    Mistake(
        "purge protection off",
        "modules/vault.bicep",
        "enablePurgeProtection: true",
        "enablePurgeProtection: null",
        "enablePurgeProtection",
    ),
    Mistake(
        "updates kill deliveries", "modules/functions.bicep", "'RollingUpdate'", "'Recreate'", "siteUpdateStrategy"
    ),
    Mistake(
        "delivery not kept warm",
        "modules/functions.bicep",
        "'function:deliver_registration'",
        "'function:deliver_registrations'",
        "alwaysReady must hold",
    ),
    Mistake(
        "keys of telemetry",
        "modules/monitoring.bicep",
        "DisableLocalAuth: true",
        "DisableLocalAuth: false",
        "DisableLocalAuth",
    ),
    Mistake(
        "no diagnostics of the vault",
        "modules/vault.bicep",
        "  scope: vault\n  properties: {\n    workspaceId",
        "  scope: functions\n  properties: {\n    workspaceId",
        "has no diagnostic settings",
    ),
    Mistake(
        "untagged",
        "modules/static-site.bicep",
        "tags: union(tags, { 'azd-service-name': 'web' })",
        "tags: { x: string(length(tags)) }",
        "lacks the tags",
    ),
    Mistake(
        "alarm that wakes nobody",
        "modules/log-alert.bicep",
        "actionGroups: [actionGroupId]",
        "actionGroups: empty(actionGroupId) ? [actionGroupId] : []",
        "wakes nobody",
    ),
    Mistake(
        "policy as raw text",
        "modules/routes.bicep",
        "format: 'xml', value: loadTextContent('../policies/static.xml')",
        "format: 'rawxml', value: loadTextContent('../policies/static.xml')",
        "format must be xml",
    ),
)
"""These compile, and our own rules must report them. Several are made at a time, so each has a message of its own."""
