"""Rules for API Management, the only public host."""

from __future__ import annotations

from collections.abc import Iterator
import re
from typing import Any

from functions.contract.routes import routes
from infra.compiler import BICEP_FOLDER, example_values
from tests.infra.policies import policy_file
from tests.infra.predicted import Predicted

SERVICE = "Microsoft.ApiManagement/service"


def one_public_host(predicted: Predicted) -> Iterator[str]:
    gateway = predicted.the_one(SERVICE)
    if gateway["sku"]["name"] not in {"BasicV2", "StandardV2", "PremiumV2"}:
        yield "the tier must be a v2 tier"
    if gateway["properties"].get("developerPortalStatus") != "Disabled":
        yield "the developer portal must be off"
    paths = {api["properties"]["path"]: api["properties"] for api in predicted.of(f"{SERVICE}/apis")}
    if set(paths) != {"api", "status", ""}:
        yield f"there must be an API at api, one at status and one at the root; there are {sorted(paths)}"
    for properties in paths.values():
        if properties["subscriptionRequired"] is not False:
            yield f"{properties['displayName']}: a browser has no subscription key"
    kinds = {resource["type"].lower() for resource in predicted.resources}
    if any("staticsites/linkedbackends" in kind or "userprovidedfunctionapps" in kind for kind in kinds):
        yield "the static site must have no linked API: a link re-writes cookies"


NEEDED = {
    "api": {route.method.upper() for route in routes()} | {"HEAD"},
    "status": {"GET", "HEAD"},
    "": {"GET", "HEAD"},
}
"""The HTTP methods that must pass, by API."""

_FROM_THE_OPERATOR = {
    "functions-audience": "GATEWAY_AUDIENCE",
    **{f"session-key-{part}": f"SESSION_KEY_{part.upper()}" for part in ("id", "n", "e")},
}


def what_is_needed_comes_through(predicted: Predicted) -> Iterator[str]:
    paths = {api["name"]: api["properties"]["path"] for api in predicted.of(f"{SERVICE}/apis")}
    for api, path in paths.items():
        operations = [
            entry for entry in predicted.of(f"{SERVICE}/apis/operations") if entry["name"].startswith(f"{api}/")
        ]
        missing = NEEDED[path] - {operation["properties"]["method"] for operation in operations}
        yield from (f"{api}: {method} does not come through" for method in sorted(missing))
    if predicted.the_one("Microsoft.Web/staticSites")["sku"]["name"] != "Standard":
        yield "the static site must be Standard: no other refuses what comes past the gateway"
    if predicted.private and predicted.the_one(SERVICE)["properties"]["virtualNetworkType"] != "External":
        yield "virtualNetworkType must be External, or the gateway does not reach the functions"


def names_in_policies_mean_what_they_say(predicted: Predicted) -> Iterator[str]:
    values = {
        value["properties"]["displayName"]: value["properties"]["value"]
        for value in predicted.of(f"{SERVICE}/namedValues")
    }
    public = predicted.settings()["PUBLIC_URL"]
    expected = {name: example_values()[variable] for name, variable in _FROM_THE_OPERATOR.items()}
    expected |= {"public-url": public, "public-host": public.removeprefix("https://")}
    if values.get("session-key-previous-id") == values["session-key-id"]:
        yield "one key is written twice, under one id"
    yield from (f"named value {name} must be {value}" for name, value in expected.items() if values.get(name) != value)
    if not public.startswith("https://"):
        yield "PUBLIC_URL must be https"
    for name, words in {
        "functions-url": ("https://{0}/api'", "/Microsoft.Web/sites/func-"),
        "status-url": ("https://{0}.blob.{1}/status'", "'st"),
        "static-site-url": ("https://{0}'", "/Microsoft.Web/staticSites/"),
        "gateway-client-id": ("/userAssignedIdentities/id-gateway-", ".clientId"),
    }.items():
        if not all(word in values[name] for word in words):
            yield f"named value {name} must hold {' and '.join(words)}"


def policies_are_the_files(predicted: Predicted, folder: str = "policies") -> Iterator[str]:
    """Every policy in the deployment is one of the files that the other checks run, with the format that these are written in."""
    files = {
        str(file.relative_to(BICEP_FOLDER / folder)): file.read_text("utf-8")
        for file in (BICEP_FOLDER / folder).rglob("*.xml")
    }
    result = set()
    for resource in predicted.resources:
        name = policy_file(resource)
        if name is None:
            continue
        if resource["properties"]["format"] != "xml":
            yield f"{resource['name']}: format must be xml"
        result.add(name)
        if resource["properties"]["value"] != _as_deployed(files.get(name, ""), predicted):
            yield f"{resource['name']} is not {name}"
    yield from (f"{name} is deployed nowhere" for name in sorted(set(files) - result))


PREVIOUS_KEY = re.compile(r'<key id="{{session-key-previous-id}}"[^>]*/>')


def _as_deployed(policy: str, predicted: Predicted) -> str:
    """The policy as it is deployed: outside a rotation there is one key, so one `<key>` element."""
    names = {value["properties"]["displayName"] for value in predicted.of(f"{SERVICE}/namedValues")}
    return policy if "session-key-previous-id" in names else PREVIOUS_KEY.sub("", policy)


_HIDDEN = [{"value": "*", "mode": "Hide"}]


def telemetry_tells_no_content(predicted: Predicted) -> Iterator[str]:
    reported = {entry["name"].split("/")[-1]: entry["properties"] for entry in predicted.of(f"{SERVICE}/diagnostics")}
    yield from (
        f"what {name} is told is left to the platform"
        for name in {"applicationinsights", "azuremonitor"} - set(reported)
    )
    for name, properties in reported.items():
        if properties["alwaysLog"] != "allErrors":
            yield f"{name} must tell every error"
        if properties["logClientIp"] and name == "applicationinsights":
            yield f"{name} must tell nobody's address"
        if properties["sampling"]["percentage"] < 100 and name == "azuremonitor":
            yield f"{name} must tell every call: an alarm counts them"
        yield from (f"{name}: {fault}" for fault in _content(properties))


def _content(reported: dict[str, Any]) -> Iterator[str]:
    for side in ("frontend", "backend"):
        for direction in ("request", "response"):
            if reported[side][direction].get("body", {}).get("bytes") != 0 or reported[side][direction].get("headers"):
                yield f"{side} {direction} must tell neither body nor headers"
        if reported[side]["request"].get("dataMasking", {}).get("queryParams") != _HIDDEN:
            yield f"{side} request must hide the query"


def no_private_key_in_the_gateway(predicted: Predicted) -> Iterator[str]:
    for value in predicted.of(f"{SERVICE}/namedValues"):
        if "PRIVATE" in value["properties"]["value"]:
            yield f"{value['name']}: a private key has no business in the gateway"
