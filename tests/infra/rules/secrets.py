"""Rules for secrets: they are in the vault and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
import json
import re

from tests.infra.predicted import Predicted

SECRETS = {
    "SESSION_KEY": "session-key",
    "DRAFT_KEYS": "draft-keys",
    "OIDC_CLIENT_SECRET": "broker-secret",
    "FASIT_CLIENT_CERTIFICATE": "fasit-certificate",
    "CVR_PASSWORD": "cvr-password",
}
"""The name of the secret in the vault, by app setting."""

_KEY_FUNCTIONS = ("listKeys", "listAccountSas", "listServiceSas", "AccountKey=", "SharedAccessKey", "PRIVATE KEY-----")


OPTIONAL = {"MOMENTUM_CLIENT_SECRET": "momentum-secret", "MOMENTUM_API_KEY": "momentum-key"}
"""The same for settings of a system that not every municipality has."""


def vault_is_locked_down(predicted: Predicted) -> Iterator[str]:
    properties = predicted.the_one("Microsoft.KeyVault/vaults")["properties"]
    expected = {
        "enableRbacAuthorization": True,
        "enablePurgeProtection": True,
        "enableSoftDelete": True,
        "softDeleteRetentionInDays": 90,
        "enabledForTemplateDeployment": False,
    }
    yield from (f"vault: {name} must be {value}" for name, value in expected.items() if properties.get(name) != value)


def every_secret_is_a_reference(predicted: Predicted) -> Iterator[str]:
    settings = predicted.settings()
    for setting, secret in (SECRETS | OPTIONAL).items():
        value = settings.get(setting, "")
        if setting in OPTIONAL and setting not in settings:
            continue
        if "@Microsoft.KeyVault(SecretUri=" not in value or f"/secrets/{secret})" not in value:
            yield f"{setting} must be a Key Vault reference to {secret}"
    for name in settings:
        if re.search("SECRET|PASSWORD|CERTIFICATE$|DRAFT", name) and name not in SECRETS | OPTIONAL:
            yield f"{name} looks like a secret: put it in the vault"
    site = predicted.the_one("Microsoft.Web/sites")["properties"]
    if "/userAssignedIdentities/id-functions-" not in site.get("keyVaultReferenceIdentity", ""):
        yield "keyVaultReferenceIdentity must name the functions' identity, or the references stay unresolved"
    for resource in predicted.of("Microsoft.KeyVault/vaults/secrets"):
        if not resource["properties"]["value"].startswith("[parameters("):
            yield f"{resource['name']}: its value must come from a secure parameter"
        ends = resource["properties"].get("attributes", {}).get("exp", 0)
        if resource["name"].endswith("/fasit-certificate") and not ends:
            yield f"{resource['name']}: without its last day nobody is told that it expires"


def no_local_authentication(predicted: Predicted) -> Iterator[str]:
    if predicted.the_one("Microsoft.Insights/components")["properties"].get("DisableLocalAuth") is not True:
        yield "Application Insights: DisableLocalAuth must be true"
    workspace = predicted.the_one("Microsoft.OperationalInsights/workspaces")["properties"]
    if workspace["features"].get("disableLocalAuth") is not True:
        yield "Log Analytics: disableLocalAuth must be true"
    text = json.dumps(predicted.resources)
    yield from (f"{word} in the deployment: use an identity" for word in _KEY_FUNCTIONS if word in text)


def logs_by_the_workspaces_roles_alone(predicted: Predicted) -> Iterator[str]:
    """The functions may read their resources' meters by a role that would let them read these resources' logs as well."""
    workspace = predicted.the_one("Microsoft.OperationalInsights/workspaces")["properties"]
    if workspace["features"].get("enableLogAccessUsingOnlyResourcePermissions") is not False:
        yield "Log Analytics: enableLogAccessUsingOnlyResourcePermissions must be false"
