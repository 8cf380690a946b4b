"""Rules for the private network: access to it, and the names of its endpoints."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_network

from tests.infra.predicted import Predicted, Resource

NETWORK = "Microsoft.Network"
SMALLEST = 27
"""The longest prefix (smallest subnet) that Flex Consumption and API Management accept."""

DELEGATED = {"functions": ["Microsoft.App/environments"], "gateway": ["Microsoft.Web/serverFarms"], "endpoints": []}

OFFERED = {
    "blob": ("Microsoft.Storage/storageAccounts", "privatelink.blob."),
    "queue": ("Microsoft.Storage/storageAccounts", "privatelink.queue."),
    "table": ("Microsoft.Storage/storageAccounts", "privatelink.table."),
    "vault": ("Microsoft.KeyVault/vaults", "privatelink.vaultcore.azure.net"),
    "sites": ("Microsoft.Web/sites", "privatelink.azurewebsites.net"),
}
"""The resource type and the private DNS zone, by service."""


def subnets_as_the_services_want_them(predicted: Predicted) -> Iterator[str]:
    for network in predicted.of(f"{NETWORK}/virtualNetworks"):
        subnets = {subnet["name"]: subnet["properties"] for subnet in network["properties"]["subnets"]}
        for name, services in DELEGATED.items():
            delegations = [item["properties"]["serviceName"] for item in subnets[name]["delegations"]]
            if delegations != services:
                yield f"subnet {name} must be delegated to {services or 'nobody'}"
            if ip_network(subnets[name]["addressPrefix"]).prefixlen > SMALLEST:
                yield f"subnet {name} is too small"
            if f"/nsg-{name}-" not in subnets[name].get("networkSecurityGroup", {}).get("id", ""):
                yield f"subnet {name} lacks its network security group"


def callers_are_known_by_one_address(predicted: Predicted) -> Iterator[str]:
    """Where there is a NAT gateway, all outgoing traffic goes through it, with one static address. Prod must have one."""
    gateways, addresses = (list(predicted.of(f"{NETWORK}/{kind}")) for kind in ("natGateways", "publicIPAddresses"))
    if not gateways:
        if predicted.stage == "prod":
            yield "prod must have a NAT gateway: Fasit and the broker may list the addresses that call them"
        return
    (nat,), (address,) = gateways, addresses
    if nat["sku"]["name"] != "Standard" or address["sku"]["name"] != "Standard":
        yield "the NAT gateway and its address must be Standard: StandardV2 takes no delegated subnet"
    if address["properties"]["publicIPAllocationMethod"] != "Static":
        yield "the outbound address must be Static"
    if [entry["id"] for entry in nat["properties"]["publicIpAddresses"]] != [address["id"]]:
        yield "the NAT gateway must go out by its address"
    for network in predicted.of(f"{NETWORK}/virtualNetworks"):
        for subnet in network["properties"]["subnets"]:
            through = (subnet["properties"].get("natGateway") or {}).get("id")
            if through != (nat["id"] if subnet["name"] in {"functions", "gateway"} else None):
                yield f"subnet {subnet['name']} leaves the network by another way than it should"


def only_our_own_reach_the_endpoints(predicted: Predicted) -> Iterator[str]:
    for network in predicted.of(f"{NETWORK}/virtualNetworks"):
        subnets = {subnet["name"]: subnet["properties"]["addressPrefix"] for subnet in network["properties"]["subnets"]}
        expected = {
            "endpoints": {
                ("Allow", subnets["functions"], "443"),
                ("Allow", subnets["gateway"], "443"),
                ("Deny", "*", "*"),
            },
            "functions": {("Deny", "Internet", "*")},
            "gateway": {("Deny", "Internet", "*")},
        }
        for name, rules in expected.items():
            group = next(
                entry for entry in predicted.of(f"{NETWORK}/networkSecurityGroups") if f"nsg-{name}-" in entry["name"]
            )
            if {_read(rule) for rule in group["properties"]["securityRules"]} != rules:
                yield f"{group['name']} lets in others than it should"


def _read(rule: Resource) -> tuple[str, str, str]:
    properties = rule["properties"]
    return properties["access"], properties["sourceAddressPrefix"], properties["destinationPortRange"]


def every_endpoint_is_found_by_its_name(predicted: Predicted) -> Iterator[str]:
    if not predicted.private:
        return
    network = predicted.the_one(f"{NETWORK}/virtualNetworks")["id"]
    linked = {
        zone
        for link in predicted.of(f"{NETWORK}/privateDnsZones/virtualNetworkLinks")
        if link["properties"]["virtualNetwork"]["id"] == network
        for _, zone in OFFERED.values()
        if zone in link["name"]
    }
    yield from (f"zone {zone} is not linked to the network" for _, zone in OFFERED.values() if zone not in linked)
    groups = predicted.of(f"{NETWORK}/privateEndpoints/privateDnsZoneGroups")
    zone_names = {group["name"].partition("/")[0]: str(group["properties"]) for group in groups}
    for endpoint in predicted.of(f"{NETWORK}/privateEndpoints"):
        connection = endpoint["properties"]["privateLinkServiceConnections"][0]["properties"]
        (service,) = connection["groupIds"]
        kind, zone = OFFERED[service]
        if f"/providers/{kind}/" not in connection["privateLinkServiceId"]:
            yield f"the endpoint of {service} leads to another resource"
        if kind.endswith("/storageAccounts"):
            whose = "host" if endpoint["name"].startswith("pep-host-") else "data"
            if connection["privateLinkServiceId"] != predicted.account(whose)["id"]:
                yield f"{endpoint['name']} leads to the other storage account"
        if zone not in zone_names.get(endpoint["name"], ""):
            yield f"the endpoint of {service} has no name in {zone}"
        if not endpoint["properties"]["subnet"]["id"].endswith("/subnets/endpoints"):
            yield f"the endpoint of {service} lies in another subnet"
