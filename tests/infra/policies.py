"""Checks the gateway's policies against their published schemas and with the policy runner's own check."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
import json
from pathlib import Path
import subprocess
import tempfile
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from local.gateway import configuration
from tests.infra.predicted import Predicted, Resource

_SERVICE = "Microsoft.ApiManagement/service"
SECTIONS = ("inbound", "backend", "outbound", "on-error")
_XS = "http://www.w3.org/2001/XMLSchema"


def named_values(predicted: Predicted) -> dict[str, str]:
    """The gateway's named values, which the policies refer to as `{{name}}`."""
    return configuration.named_values(predicted.resources)


PREVIOUS_KEY = {f"session-key-previous-{part}": "AQAB" for part in ("id", "n", "e")}
"""Values for the previous key's names, which are deployed only during a rotation."""


def policy_file(policy: Resource) -> str | None:
    """The file of `policies/` that a resource's policy is from; None for a resource that is no policy."""
    kind = policy["type"].removeprefix(f"{_SERVICE}/")
    if kind == "apis/policies":
        files = {"feltskema": "api.xml", "status-page": "status.xml", "static-site": "static.xml"}
        return files[policy["name"].split("/")[-2]]
    return {"policies": "global.xml", "policyFragments": "fragments/problem.xml"}.get(kind)


def in_a_rotation(predicted: Predicted, folder: Path) -> Predicted:
    """The same resources as during a rotation: with the whole policies of `folder`, which have two keys."""
    resources = deepcopy(predicted.resources)
    for resource in resources:
        if file := policy_file(resource):
            resource["properties"]["value"] = (folder / file).read_text("utf-8")
    return Predicted(predicted.stage, resources)


def check(runner: str, folder: Path, values: dict[str, str]) -> list[str]:
    """The runner's errors: malformed XML, unknown policies, expressions that do not compile, undefined names."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(values, file)
        file.flush()
        files = sorted(str(file) for file in folder.glob("*.xml"))
        options = ("--fragments", str(folder / "fragments"), "--named-values", file.name)
        result = subprocess.run(
            [runner, "check", *files, *options], capture_output=True, text=True, timeout=60, check=False
        )
    lines = (result.stdout + result.stderr).splitlines()
    errors = [line for line in lines if ": error: " in line]
    return errors if result.returncode == 0 or errors else lines


def schema_faults(folder: Path, schemas: Path) -> Iterator[str]:
    """The faults of every policy element by the schema of its name, and unknown sections."""
    for file in sorted(folder.rglob("*.xml")):
        try:
            root = etree.parse(file).getroot()
        except etree.XMLSyntaxError as error:
            yield f"{file.name}: {error}"
            continue
        root_name = "fragment" if file.parent.name == "fragments" else "policies"
        if root.tag != root_name:
            yield f"{file.name}: the root must be {root_name}"
        for section in [root] if root_name == "fragment" else root.iterchildren("*"):
            if root_name == "policies" and section.tag not in SECTIONS:
                yield f"{file.name}:{section.sourceline}: {section.tag} is no section"
            for element in section.iterchildren("*"):
                yield from (f"{file.name}: {fault}" for fault in _element_faults(element, schemas))


def _element_faults(element: Any, schemas: Path) -> Iterator[str]:
    if element.tag == "base":
        return
    if not (schemas / f"{element.tag}.xsd").is_file():
        yield f"line {element.sourceline}: {element.tag} is no policy"
        return
    schema = _schema(element.tag, schemas)
    copy = etree.fromstring(etree.tostring(element, with_tail=False))
    if not schema.validate(copy):
        yield from (f"line {element.sourceline}: {entry.message}" for entry in schema.error_log)
    # The schemas of control flow elements do not check the elements inside them.
    for inner in element.iterchildren("*"):
        if element.tag == "choose":
            for nested in inner.iterchildren("*"):
                yield from _element_faults(nested, schemas)
        elif element.tag == "return-response":
            yield from _element_faults(inner, schemas)


def _schema(name: str, schemas: Path) -> Any:
    parts = ["common-types.xsd", f"{name}.xsd"]
    includes = "".join(f'<xs:include schemaLocation="{schemas / part}"/>' for part in parts)
    return etree.XMLSchema(etree.fromstring(f'<xs:schema xmlns:xs="{_XS}">{includes}</xs:schema>'))
