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

_OWN_DOMAIN = ("the gateway as a trusted service", "Key Vault Secrets User", "Microsoft.KeyVault/vaults/secrets")


def exactly_these(predicted: Predicted) -> Iterator[str]:
    """The gateway reads one secret of the vault, where it has a domain of its own whose certificate that is."""
    gateway = predicted.one("Microsoft.ApiManagement/service")
    wanted = EXPECTED | ({_OWN_DOMAIN} if gateway["properties"]["hostnameConfigurations"] else set())
    given = [_read(assignment) for assignment in predicted.of("Microsoft.Authorization/roleAssignments")]
    yield from (f"missing: {who} as {role} on {where}" for who, role, where in sorted(wanted - set(given)))
    yield from (f"not agreed: {who} as {role} on {where}" for who, role, where in sorted(set(given) - wanted))
    if len(given) != len(set(given)):
        yield "an assignment stands twice"


def _read(assignment: Resource) -> tuple[str, str, str]:
    properties = assignment["properties"]
    role = properties["roleDefinitionId"].rpartition("/")[2]
    known = properties["principalType"] == "ServicePrincipal" and _principal(properties["principalId"])
    return known or properties["principalId"], ROLES.get(role, role), _scope(assignment["id"])


def _principal(expression: str) -> str:
    ours = re.search(r"/userAssignedIdentities/id-(\w+)-[^']+'.*\.principalId", expression)
    trusted = re.search(r"/Microsoft\.ApiManagement/service/[^/']+'.*\.identity\.principalId", expression)
    return ours[1] if ours else "the gateway as a trusted service" if trusted else ""


def _scope(assignment: str) -> str:
    """The type of what an assignment is made on, from its id."""
    on = re.search(r"/providers/([\w.]+)/([^']+?)/providers/Microsoft\.Authorization", assignment)
    return "/".join([on[1], *on[2].split("/")[::2]]) if on else "more than one resource"
