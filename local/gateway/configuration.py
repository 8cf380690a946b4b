"""Writes the policy runner's configuration from the resources that a deployment would create."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
import json
from pathlib import Path
from typing import Any

_SERVICE = "Microsoft.ApiManagement/service"
Resource = Mapping[str, Any]


def named_values(resources: Iterable[Resource]) -> dict[str, str]:
    """The gateway's named values, which the policies refer to as `{{name}}`."""
    values = (value["properties"] for value in _of(resources, "namedValues"))
    return {value["displayName"]: value["value"] for value in values}


def write_configuration(
    resources: Iterable[Resource], folder: Path, values: Mapping[str, str], options: Mapping[str, Any]
) -> Path:
    """Write the runner's configuration, with the policies beside it, into `folder`; returns its path. `resources`: those of a
    snapshot. `values` replace named values of the snapshot. `options`: the runner's own settings (address, identity, clock)."""
    all_resources = list(resources)
    (folder / "fragments").mkdir(parents=True, exist_ok=True)
    for fragment in _of(all_resources, "policyFragments"):
        _write(folder / "fragments" / f"{_last(fragment)}.xml", fragment)
    [everywhere] = _of(all_resources, "policies")
    _write(folder / "global.xml", everywhere)
    config = {
        "backend": "http://127.0.0.1:9",
        "policy": "global.xml",
        "fragments": "fragments",
        "namedValues": {**named_values(all_resources), **values},
        "apis": [_api(all_resources, api, folder) for api in _of(all_resources, "apis")],
        **options,
    }
    file = folder / "gateway.json"
    file.write_text(json.dumps(config, ensure_ascii=False), "utf-8")
    return file


def _api(resources: list[Resource], api: Resource, folder: Path) -> dict[str, Any]:
    name = api["name"]
    [policy] = (
        policy_resource
        for policy_resource in _of(resources, "apis/policies")
        if policy_resource["name"] == f"{name}/policy"
    )
    _write(folder / f"{_last(api)}.xml", policy)
    operations = [
        {"id": _last(operation)} | {key: operation["properties"][key] for key in ("method", "urlTemplate")}
        for operation in _of(resources, "apis/operations")
        if operation["name"].startswith(f"{name}/")
    ]
    return {
        "id": _last(api),
        "path": api["properties"]["path"],
        "policy": f"{_last(api)}.xml",
        "operations": operations,
    }


def _of(resources: Iterable[Resource], kind: str) -> list[Resource]:
    return [resource for resource in resources if resource["type"] == f"{_SERVICE}/{kind}"]


def _last(resource: Resource) -> str:
    return str(resource["name"]).rpartition("/")[2]


def _write(file: Path, policy: Resource) -> None:
    file.write_text(policy["properties"]["value"], "utf-8")
