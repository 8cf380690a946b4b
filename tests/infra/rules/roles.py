"""Rules for role assignments: exactly the listed ones exist."""

from __future__ import annotations

from collections.abc import Iterator
import re

from infra.roles import ROLES
from shared.adapters.attachments_blobs import CONTAINER
from shared.adapters.bills_blobs import CONTAINER as COSTS
from shared.adapters.public_files_blobs import CONTAINER as STATUS
from shared.adapters.queue import NAME, POISON
from shared.adapters.storage import TABLES
from tests.infra.predicted import Predicted, Resource, whose_account

_TABLES = {("Storage Table Data Contributor", f"data: tableServices/tables {name}") for name in TABLES}
_QUEUES = {("Storage Queue Data Contributor", f"data: queueServices/queues {name}") for name in (NAME, POISON)}

EXPECTED = {
    ("functions", "Storage Blob Data Owner", "host"),
    ("functions", "Storage Table Data Contributor", "host"),
    ("functions", "Storage Blob Data Contributor", f"data: blobServices/containers {CONTAINER}"),
    ("functions", "Storage Blob Data Contributor", f"data: blobServices/containers {STATUS}"),
    ("functions", "Storage Blob Data Reader", f"data: blobServices/containers {COSTS}"),
    ("gateway", "Storage Blob Data Reader", f"data: blobServices/containers {STATUS}"),
    *(("functions", role, where) for role, where in _TABLES | _QUEUES),
    ("functions", "Key Vault Secrets User", "Microsoft.KeyVault/vaults"),
    ("functions", "Monitoring Metrics Publisher", "Microsoft.Insights/components"),
    *(
        ("functions", "Monitoring Reader", where)
        for where in ("Microsoft.Web/sites", "data", "host", "Microsoft.ApiManagement/service")
    ),
    ("functions", "Log Analytics Data Reader", "Microsoft.OperationalInsights/workspaces"),
    ("gateway", "Monitoring Metrics Publisher", "Microsoft.Insights/components"),
}
"""Principal, role and scope of every assignment. The scope of a storage account says whose it is and which part; those of the
host's account are what Microsoft documents for host storage with an identity."""

USAGE_ALONE = (
    "((!(ActionMatches{'Microsoft.OperationalInsights/workspaces/tables/data/read'})) OR "
    "(@Resource[Microsoft.OperationalInsights/workspaces/tables:name] StringEquals 'Usage'))"
)
"""The condition under which rows of a workspace's table `Usage` are read, and of no other (Microsoft Learn, "Granular RBAC in
Azure Monitor")."""

_OWN_DOMAIN = ("the gateway as a trusted service", "Key Vault Secrets User", "Microsoft.KeyVault/vaults/secrets")


def exactly_these(predicted: Predicted) -> Iterator[str]:
    """The role assignments are the expected ones. A gateway with its own domain may also read its certificate's secret in the
    vault."""
    gateway = predicted.the_one("Microsoft.ApiManagement/service")
    expected = EXPECTED | ({_OWN_DOMAIN} if gateway["properties"]["hostnameConfigurations"] else set())
    actual = [_read(assignment) for assignment in predicted.of("Microsoft.Authorization/roleAssignments")]
    yield from (f"missing: {who} as {role} on {where}" for who, role, where in sorted(expected - set(actual)))
    yield from (f"not agreed: {who} as {role} on {where}" for who, role, where in sorted(set(actual) - expected))
    if len(actual) != len(set(actual)):
        yield "an assignment stands twice"


def no_log_is_read(predicted: Predicted) -> Iterator[str]:
    """Who may read rows of the workspace may read those of the table that tells the volume alone: the logs themselves are for
    people."""
    for assignment in predicted.of("Microsoft.Authorization/roleAssignments"):
        _, role, _ = _read(assignment)
        properties = assignment["properties"]
        if role == "Log Analytics Data Reader" and (
            properties.get("condition"),
            properties.get("conditionVersion"),
        ) != (
            USAGE_ALONE,
            "2.0",
        ):
            yield f"{role} without the condition that leaves the table Usage alone"


def _read(assignment: Resource) -> tuple[str, str, str]:
    properties = assignment["properties"]
    role = properties["roleDefinitionId"].rpartition("/")[2]
    expected = properties["principalType"] == "ServicePrincipal" and _principal(properties["principalId"])
    return expected or properties["principalId"], ROLES.get(role, role), _scope(assignment["id"])


def _principal(expression: str) -> str:
    ours = re.search(r"/userAssignedIdentities/id-(\w+)-[^']+'.*\.principalId", expression)
    trusted = re.search(r"/Microsoft\.ApiManagement/service/[^/']+'.*\.identity\.principalId", expression)
    return ours[1] if ours else "the gateway as a trusted service" if trusted else ""


def _scope(assignment: str) -> str:
    """The scope of an assignment, from its id: the resource type, and for a storage account whose it is and which part."""
    on = re.search(r"/providers/([\w.]+)/([^']+?)/providers/Microsoft\.Authorization", assignment)
    if on is None:
        return "more than one resource"
    kinds, names = on[2].split("/")[::2], on[2].split("/")[1::2]
    if on[1] != "Microsoft.Storage":
        return "/".join([on[1], *kinds])
    part = f": {'/'.join(kinds[1:])} {names[-1]}" if kinds[1:] else ""
    return f"{whose_account(names[0])}{part}"
