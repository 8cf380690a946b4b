"""Rules for the order of a deployment. They use the compiled template, since predicted resources have no order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations
import re
from typing import Any

Template = Mapping[str, Any]
Resources = Mapping[str, Mapping[str, Any]]

DEPLOYMENT = "Microsoft.Resources/deployments"
API = "Microsoft.ApiManagement/service/apis"
ACCOUNT = "Microsoft.Storage/storageAccounts"


def templates(template: Template, path: str = "main") -> Iterator[tuple[str, Resources]]:
    """Every nested template, by the path of modules that leads to it, with its resources."""
    resources = template["resources"]
    if isinstance(resources, list):
        # A file without symbolic names is compiled to a list, in which `dependsOn` holds ids.
        resources = {f"{index}": resource for index, resource in enumerate(resources)}
    yield path, {name: resource for name, resource in resources.items() if not resource.get("existing")}
    for name, resource in resources.items():
        if resource["type"] == DEPLOYMENT:
            yield from templates(resource["properties"]["template"], f"{path}/{name}")


def before(resources: Resources, name: str) -> set[str]:
    """The names of all resources that are created before a resource, directly or through others."""
    result: set[str] = set()
    ahead = [name]
    while ahead:
        for resource in resources.get(ahead.pop(), {}).get("dependsOn", []):
            # An element of a loop: `[format('table[{0}]', copyIndex())]`.
            several = re.fullmatch(r"\[format\('(\w+)\[\{0\}\]', .*\]", resource)
            other = several[1] if several else resource
            if other not in result:
                result.add(other)
                ahead.append(other)
    return result


def one_write_of_an_api_at_a_time(template: Template) -> Iterator[str]:
    """All writes to API Management must be in sequence: it answers 409, PessimisticConcurrencyConflict, to a write while another
    is in progress (apiops 379, devops-resource-kit 340), and it is not documented which writes lock more than one API."""
    for path, resources in templates(template):
        writes = {name: resource for name, resource in resources.items() if resource["type"].startswith(API)}
        for name, item in writes.items():
            if item.get("copy") and (item["copy"].get("mode") != "serial" or item["copy"].get("batchSize") != 1):
                yield f"{path}/{name}: its copies are written side by side"
        for first, second in combinations(writes, 2):
            if first not in before(resources, second) and second not in before(resources, first):
                yield f"{path}: {first} and {second} are written side by side"
        for name, item in writes.items():
            if item["type"] == f"{API}/policies":
                yield from _after_its_operations(path, resources, name)


def _after_its_operations(path: str, resources: Resources, policy: str) -> Iterator[str]:
    earlier = before(resources, policy)
    for name, resource in resources.items():
        if (
            resource["type"] == f"{API}/operations"
            and _api(resource) == _api(resources[policy])
            and name not in earlier
        ):
            yield f"{path}/{policy}: the policy comes before the operations {name}"


def _api(resource: Mapping[str, Any]) -> str:
    """The API's name, from a resource's name such as `[format('{0}/{1}/{2}', parameters('named').gateway, 'feltskema', …)]`."""
    match = re.search(r"parameters\('named'\)\.gateway, '([^']+)'", resource["name"])
    if match is None:
        raise ValueError(f"{resource['name']}: an API's part is named by the gateway, the API and itself")
    return match[1]


def nothing_before_its_account(template: Template) -> Iterator[str]:
    """A resource in a storage account of another module, or a role on it, depends on that module; the compiler does not add this
    dependency."""
    for path, resources in templates(template):
        makes = [
            name
            for name, resource in resources.items()
            if resource["type"] == DEPLOYMENT and _makes_an_account(resource)
        ]
        if not makes:
            continue
        for name, resource in resources.items():
            inside = resource["type"].startswith(f"{ACCOUNT}/") or resource["type"].endswith("/roleAssignments")
            if inside and not set(makes) & before(resources, name):
                yield f"{path}/{name} does not wait for its storage account"


def _makes_an_account(deployment: Mapping[str, Any]) -> bool:
    _, resources = next(templates(deployment["properties"]["template"]))
    return any(resource["type"] == ACCOUNT for resource in resources.values())


def every_name_tells_its_stage(template: Template) -> Iterator[str]:
    """The names of deployments contain the stage. Otherwise two stages in one subscription or group would have deployments of the
    same name, and the second would be refused, or read in place of the first."""
    for path, resources in templates(template):
        for name, resource in resources.items():
            if resource["type"] == DEPLOYMENT and not re.search(
                r"parameters\('(environmentName|suffix|named)'\)", resource["name"]
            ):
                yield f"{path}/{name}: its deployment is called the same in every stage"


ORDER: tuple[Callable[[Template], Iterator[str]], ...] = (
    one_write_of_an_api_at_a_time,
    nothing_before_its_account,
    every_name_tells_its_stage,
)


def disorder(template: Template) -> list[str]:
    """Every fault of every rule of this module."""
    return [f"{rule.__name__}: {fault}" for rule in ORDER for fault in rule(template)]
