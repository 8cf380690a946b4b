"""Draws the resources of the production snapshot as a flowchart into `infra/README.md`: `python -m infra.picture`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
import json
from pathlib import Path
import re
import sys
from typing import Any

from infra.compiler import BICEP_FOLDER, ROOT
from infra.roles import ROLES

README = ROOT / "infra/README.md"
BEGIN, END = "<!-- picture: python -m infra.picture -->", "<!-- /picture -->"

_GATEWAY = "Microsoft.ApiManagement/service"
_NODES = {
    _GATEWAY: ("gateway", "API Management"),
    "Microsoft.Web/sites": ("functions", "Function app, Flex Consumption"),
    "Microsoft.Web/staticSites": ("site", "Static Web App"),
    "Microsoft.Storage/storageAccounts": ("data", "Storage account of the data"),
    "Microsoft.KeyVault/vaults": ("vault", "Key Vault"),
    "Microsoft.Insights/components": ("insights", "Application Insights"),
    "Microsoft.OperationalInsights/workspaces": ("workspace", "Log Analytics"),
    "Microsoft.Insights/actionGroups": ("people", "Action group"),
}
"""The id and label of the flowchart's node, by the resource's type."""

_HOST = ("host", "Storage account of the Functions host")


def _node(kind: str, name: str) -> tuple[str, str]:
    """Id and label of a resource's node; the Functions host's storage account has a node of its own."""
    return _HOST if kind.endswith("/storageAccounts") and name.startswith("sthost") else _NODES[kind]


Resource = dict[str, Any]


def flowchart(resources: Sequence[Resource]) -> str:
    """A Mermaid flowchart of the resources."""
    lines = ["flowchart LR", '  browser(["The consultant\'s phone"])']
    private = set(_private_nodes(resources))
    nodes = {node: f'{node}["{label}"]' for node, label in _nodes(resources)}
    lines += [f"  {shape}" for node, shape in nodes.items() if node not in private]
    if private:
        lines += ['  subgraph network["Private network"]']
        lines += [f"    {shape}" for node, shape in nodes.items() if node in private]
        lines += ["  end"]
    return "\n".join([*lines, *_edges(resources)]) + "\n"


def _of(resources: Sequence[Resource], kind: str) -> Iterator[Resource]:
    return (resource for resource in resources if resource["type"] == kind)


def _nodes(resources: Sequence[Resource]) -> Iterator[tuple[str, str]]:
    for resource in resources:
        if resource["type"] in _NODES:
            node, label = _node(resource["type"], resource["name"])
            holds = resource["type"].endswith("/storageAccounts")
            more = _stored(resources, resource["name"]) if holds else _warm(resource) if node == "functions" else ""
            yield node, f"{label}{more}"


def _stored(resources: Sequence[Resource], account: str) -> str:
    kinds = {"tables": "tableServices/tables", "queues": "queueServices/queues", "blobs": "blobServices/containers"}
    parts = []
    for word, kind in kinds.items():
        children = _of(resources, f"Microsoft.Storage/storageAccounts/{kind}")
        names = [
            resource["name"].rpartition("/")[2] for resource in children if resource["name"].startswith(f"{account}/")
        ]
        parts += [f"<br/>{word}: {', '.join(names)}"] if names else []
    return "".join(parts)


def _warm(site: Resource) -> str:
    groups = site["properties"]["functionAppConfig"]["scaleAndConcurrency"]["alwaysReady"]
    counts = (f"{group['instanceCount']} × {group['name'].removeprefix('function:')}" for group in groups)
    return f"<br/>kept warm: {', '.join(counts)}" if groups else ""


def _private_nodes(resources: Sequence[Resource]) -> Iterator[str]:
    for endpoint in _of(resources, "Microsoft.Network/privateEndpoints"):
        for connection in endpoint["properties"]["privateLinkServiceConnections"]:
            _, _, path = connection["properties"]["privateLinkServiceId"].rpartition("/providers/")
            kind, _, name = path.rpartition("/")
            yield _node(kind, name)[0]


def _edges(resources: Sequence[Resource]) -> Iterator[str]:
    yield _edge("browser", ["HTTPS"], "gateway")
    for api in _of(resources, f"{_GATEWAY}/apis"):
        path = api["properties"]["path"]
        label, node = (f"/{path}/*, with its identity", "functions") if path else ("everything else", "site")
        yield _edge("gateway", [label], node)
    roles: dict[tuple[str, str], list[str]] = defaultdict(list)
    for assignment in _of(resources, "Microsoft.Authorization/roleAssignments"):
        name = ROLES[assignment["properties"]["roleDefinitionId"].rpartition("/")[2]]
        names_of_roles = roles[_ends(assignment)]
        names_of_roles += [] if name in names_of_roles else [name]
    for (who, where), names in roles.items():
        yield _edge(who, names, where)
    yield "  insights --> workspace"
    yield _edge("workspace", _alarms(resources, "Microsoft.Insights/scheduledQueryRules"), "people")
    yield _edge("insights", _alarms(resources, "Microsoft.Insights/metricAlerts"), "people")
    for events in _of(resources, "Microsoft.EventGrid/systemTopics/eventSubscriptions"):
        yield _edge("vault", [events["name"].rpartition("/")[2]], "people")


def _edge(start: str, labels: Sequence[str], end: str) -> str:
    label = "<br/>".join(labels)
    return f'  {start} -->|"{label}"| {end}'


def _alarms(resources: Sequence[Resource], kind: str) -> list[str]:
    return [rule["name"].partition("-feltskema-")[0] for rule in _of(resources, kind)]


def _ends(assignment: Resource) -> tuple[str, str]:
    who = re.search(r"/userAssignedIdentities/id-(\w+)-", assignment["properties"]["principalId"])
    where = re.search(
        r"/providers/([\w.]+/\w+)/([^/]+)(?:/[^']+)?/providers/Microsoft\.Authorization", assignment["id"]
    )
    if who is None or where is None:
        raise ValueError(f"{assignment['id']}: a role of somebody unknown, or on something unknown")
    return who[1], _node(where[1], where[2])[0]


def with_picture(readme: str) -> str:
    """The README's text with the current flowchart between its marks. Raises `ValueError` when the marks are missing."""
    before, begin, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"README.md must hold {BEGIN} and {END}")
    content = json.loads((BICEP_FOLDER / "prod.snapshot.json").read_text("utf-8"))
    picture = flowchart(content["predictedResources"])
    return f"{before}{BEGIN}\n```mermaid\n{picture}```\n{END}{after}"


def main(file: Path = README) -> int:
    file.write_text(with_picture(file.read_text("utf-8")), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
