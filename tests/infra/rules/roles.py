"""Who may do what: exactly these, no more."""

from __future__ import annotations

from collections.abc import Iterator
import re

from infra.roles import ROLES
from tests.infra.predicted import Predicted, Resource

EXPECTED = {
    ("functions", "Storage Blob Data Owner", "Microsoft.Storage/storageAccounts"),
    ("functions", "Storage Queue Data Contributor", "Microsoft.Storage/storageAccounts"),
    ("functions", "Storage Table Data Contributor", "Microsoft.Storage/storageAccounts"),
    ("functions", "Key Vault Secrets User", "Microsoft.KeyVault/vaults"),
    ("functions", "Monitoring Metrics Publisher", "Microsoft.Insights/components"),
    ("gateway", "Monitoring Metrics Publisher", "Microsoft.Insights/components"),
}
"""Principal, role, and what it is given on."""

_OWN_DOMAIN = ("gateway", "Key Vault Secrets User", "Microsoft.KeyVault/vaults")


def exactly_these(predicted: Predicted) -> Iterator[str]:
    """The gateway reads the vault only where it has a domain of its own, whose certificate lies there."""
    gateway = predicted.one("Microsoft.ApiManagement/service")
    wanted = EXPECTED | ({_OWN_DOMAIN} if gateway["properties"]["hostnameConfigurations"] else set())
    given = [_read(assignment) for assignment in predicted.of("Microsoft.Authorization/roleAssignments")]
    yield from (f"missing: {who} as {role} on {where}" for who, role, where in sorted(wanted - set(given)))
    yield from (f"not agreed: {who} as {role} on {where}" for who, role, where in sorted(set(given) - wanted))
    if len(given) != len(set(given)):
        yield "an assignment stands twice"


def _read(assignment: Resource) -> tuple[str, str, str]:
    properties = assignment["properties"]
    principal = re.search(r"/userAssignedIdentities/id-(\w+)-[^']+'.*\.principalId", properties["principalId"])
    scope = re.search(r"/providers/([\w.]+/\w+)/[^/]+/providers/Microsoft\.Authorization", assignment["id"])
    role = properties["roleDefinitionId"].rpartition("/")[2]
    return (
        principal[1] if principal and properties["principalType"] == "ServicePrincipal" else properties["principalId"],
        ROLES.get(role, role),
        scope[1] if scope else "more than one resource",
    )
