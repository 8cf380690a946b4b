"""The gateway's policies against their published schemas and against the runner's own check."""

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
    """What `{{…}}` in the policies stands for."""
    return configuration.named_values(predicted.resources)


PREVIOUS_KEY = {f"session-key-previous-{part}": "AQAB" for part in ("id", "n", "e")}
"""What stands for the other key's names, which are there in a rotation alone."""


def policy_file(policy: Resource) -> str | None:
    """Which file of `policies/` a resource's policy is, as it is between rotations or in one; None where it is no policy."""
    kind = policy["type"].removeprefix(f"{_SERVICE}/")
    if kind == "apis/policies":
        files = {"feltskema": "api.xml", "status-page": "status.xml", "static-site": "static.xml"}
        return files[policy["name"].split("/")[-2]]
    return {"policies": "global.xml", "policyFragments": "fragments/problem.xml"}.get(kind)


def in_a_rotation(predicted: Predicted, folder: Path) -> Predicted:
    """The same with the policies of a folder, whole: two keys."""
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
        done = subprocess.run(
            [runner, "check", *files, *options], capture_output=True, text=True, timeout=60, check=False
        )
    lines = (done.stdout + done.stderr).splitlines()
    errors = [line for line in lines if ": error: " in line]
    return errors if done.returncode == 0 or errors else lines


def schema_faults(folder: Path, schemas: Path) -> Iterator[str]:
    """Faults of every policy element against the schema of its name, and of sections that are none."""
    for file in sorted(folder.rglob("*.xml")):
        try:
            root = etree.parse(file).getroot()
        except etree.XMLSyntaxError as error:
            yield f"{file.name}: {error}"
            continue
        wanted = "fragment" if file.parent.name == "fragments" else "policies"
        if root.tag != wanted:
            yield f"{file.name}: the root must be {wanted}"
        for section in [root] if wanted == "fragment" else root.iterchildren("*"):
            if wanted == "policies" and section.tag not in SECTIONS:
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
    # Schemas of control flow skip what they hold.
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
