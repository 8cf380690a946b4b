"""Rules for network access to the resources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.infra.predicted import Predicted

PUBLIC_BY_DESIGN = {
    "Microsoft.ApiManagement/service": "is the one public host",
    "Microsoft.Web/staticSites": "holds the app's files, the same for everybody, and refuses what comes past the gateway",
}

_ENDPOINTS = ("blob", "queue", "table", "host-blob", "host-table", "vault", "sites")
"""The names of the private endpoints. The host's own storage has one for each of the two services that the host uses."""


def encrypted_on_the_way(predicted: Predicted) -> Iterator[str]:
    site = predicted.the_one("Microsoft.Web/sites")["properties"]
    if site.get("httpsOnly") is not True:
        yield "the function app must be httpsOnly"
    for name in ("minTlsVersion", "scmMinTlsVersion"):
        if site["siteConfig"].get(name) not in {"1.2", "1.3"}:
            yield f"the function app: {name} must be 1.2 or above"
    for api in predicted.of("Microsoft.ApiManagement/service/apis"):
        if api["properties"]["protocols"] != ["https"]:
            yield f"{api['name']} must be https only"


def nothing_public_when_private(predicted: Predicted) -> Iterator[str]:
    if not predicted.private:
        if predicted.stage == "prod":
            yield "prod must have a private network"
        return
    yield from _doors(predicted)
    yield from _endpoints(predicted)


_SHUT: dict[str, Any] = {"defaultAction": "Deny", "ipRules": [], "virtualNetworkRules": []}


def _doors(predicted: Predicted) -> Iterator[str]:
    for resource in predicted.resources:
        access = resource.get("properties", {}).get("publicNetworkAccess")
        if access is not None and access != "Disabled" and resource["type"] not in PUBLIC_BY_DESIGN:
            yield f"{resource['name']} ({resource['type']}) is reached from the internet"
    for kind in ("Microsoft.Storage/storageAccounts", "Microsoft.KeyVault/vaults", "Microsoft.Web/sites"):
        for item in predicted.of(kind):
            if item["properties"].get("publicNetworkAccess") != "Disabled":
                yield f"{kind}: publicNetworkAccess must be Disabled"
            shut = _SHUT | {"bypass": _bypass(predicted, kind)}
            if kind != "Microsoft.Web/sites" and item["properties"]["networkAcls"] != shut:
                yield f"{kind}: networkAcls must deny everything else"


def _bypass(predicted: Predicted, kind: str) -> str:
    """The expected `bypass` of a firewall: none, except for a gateway that fetches its own domain's certificate from the
    vault."""
    custom_domain = predicted.the_one("Microsoft.ApiManagement/service")["properties"]["hostnameConfigurations"]
    return "AzureServices" if custom_domain and kind == "Microsoft.KeyVault/vaults" else "None"


def _endpoints(predicted: Predicted) -> Iterator[str]:
    existing = (endpoint["name"] for endpoint in predicted.of("Microsoft.Network/privateEndpoints"))
    groups = sorted(name.removeprefix("pep-").partition("-feltskema-")[0] for name in existing)
    if groups != sorted(_ENDPOINTS):
        yield f"private endpoints must be {', '.join(sorted(_ENDPOINTS))}; there are {', '.join(groups)}"
    subnets = predicted.the_one("Microsoft.Network/virtualNetworks")["properties"]["subnets"]
    for subnet in subnets:
        if "networkSecurityGroup" not in subnet["properties"]:
            yield f"subnet {subnet['name']} has no network security group"
    delegated = {
        subnet["name"]: [item["properties"]["serviceName"] for item in subnet["properties"]["delegations"]]
        for subnet in subnets
    }
    if delegated.get("functions") != ["Microsoft.App/environments"]:
        yield "subnet functions must be delegated to Microsoft.App/environments"
    for kind, name in (("Microsoft.Web/sites", "functions"), ("Microsoft.ApiManagement/service", "gateway")):
        if f"/subnets/{name}" not in str(predicted.the_one(kind)["properties"]):
            yield f"{kind} must go out through the subnet {name}"
