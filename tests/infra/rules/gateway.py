"""API Management: the one public host."""

from __future__ import annotations

from collections.abc import Iterator

from infra.compiler import BICEP_FOLDER
from tests.infra.predicted import Predicted

SERVICE = "Microsoft.ApiManagement/service"

POLICIES = {
    f"{SERVICE}/policies": "global.xml",
    f"{SERVICE}/policyFragments": "fragments/problem.xml",
}


def one_public_host(predicted: Predicted) -> Iterator[str]:
    gateway = predicted.one(SERVICE)
    if gateway["sku"]["name"] not in {"BasicV2", "StandardV2", "PremiumV2"}:
        yield "the tier must be a v2 tier"
    if gateway["properties"].get("developerPortalStatus") != "Disabled":
        yield "the developer portal must be off"
    paths = {api["properties"]["path"]: api["properties"] for api in predicted.of(f"{SERVICE}/apis")}
    if set(paths) != {"api", ""}:
        yield f"there must be an API at api and one at the root; there are {sorted(paths)}"
    for properties in paths.values():
        if properties["subscriptionRequired"] is not False:
            yield f"{properties['displayName']}: a browser has no subscription key"
    kinds = {resource["type"].lower() for resource in predicted.resources}
    if any("staticsites/linkedbackends" in kind or "userprovidedfunctionapps" in kind for kind in kinds):
        yield "the static site must have no linked API: a link re-writes cookies"


def policies_are_the_files(predicted: Predicted, folder: str = "policies") -> Iterator[str]:
    """Every policy in the deployment is one of the files that the checks run, in the format that they are written in."""
    files = {
        str(file.relative_to(BICEP_FOLDER / folder)): file.read_text("utf-8")
        for file in (BICEP_FOLDER / folder).rglob("*.xml")
    }
    found = set()
    for resource in predicted.resources:
        if resource["type"] not in {*POLICIES, f"{SERVICE}/apis/policies"}:
            continue
        if resource["properties"]["format"] != "xml":
            yield f"{resource['name']}: format must be xml"
        name = POLICIES.get(resource["type"]) or ("api.xml" if "/feltskema/" in resource["name"] else "static.xml")
        found.add(name)
        if resource["properties"]["value"] != files.get(name):
            yield f"{resource['name']} is not {name}"
    yield from (f"{name} is deployed nowhere" for name in sorted(set(files) - found))


def no_bodies_in_telemetry(predicted: Predicted) -> Iterator[str]:
    for diagnostic in predicted.of(f"{SERVICE}/diagnostics"):
        properties = diagnostic["properties"]
        for side in ("frontend", "backend"):
            for way in ("request", "response"):
                told = properties[side][way]
                if told.get("body", {}).get("bytes") != 0 or told.get("headers"):
                    yield f"{diagnostic['name']}: {side} {way} must tell neither body nor headers"
    for value in predicted.of(f"{SERVICE}/namedValues"):
        if "PRIVATE" in value["properties"]["value"]:
            yield f"{value['name']}: a private key has no business in the gateway"
