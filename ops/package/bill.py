"""Makes a package's software bill of materials in CycloneDX 1.6: the Python packages in it by their own metadata, and the npm
packages that the phone's pages are built from by npm's lock file.

The same package gives the same bytes: there is no time and no random serial number.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import Distribution, distributions
import json
from pathlib import Path
import re
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import License
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from ops.interpreter import DEPLOYED

_TARGET_ENVIRONMENT = {
    "python_version": DEPLOYED,
    "python_full_version": f"{DEPLOYED}.0",
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
    "platform_machine": "x86_64",
    "platform_system": "Linux",
    "sys_platform": "linux",
    "os_name": "posix",
    "extra": "",
}
"""The environment that requirements' markers (PEP 508) are evaluated for."""


def bill(packages: Path, pages: Path, interpreter: str, content: bytes) -> str:
    """The bill as JSON. `packages`: the folder with the installed Python packages; `pages`: npm's lock file of the pages;
    `interpreter`: the version of Python that compiled; `content`: the zip."""
    digest = sha256(content).hexdigest()
    digest_hash = HashType(alg=HashAlgorithm.SHA_256, content=digest)
    app = Component(name="feltskema", type=ComponentType.APPLICATION, bom_ref="feltskema", hashes=[digest_hash])
    installed = {
        str(canonicalize_name(distribution.name)): distribution for distribution in distributions(path=[str(packages)])
    }
    parts = {name: _of_python(name, installed[name]) for name in sorted(installed)}
    front = _of_pages(json.loads(pages.read_text("utf-8")))
    bom = Bom(components=[*parts.values(), *front], serial_number=uuid5(NAMESPACE_URL, digest))
    bom.metadata.component = app
    python = Component(name="CPython", version=interpreter, type=ComponentType.APPLICATION, bom_ref="CPython")
    bom.metadata.tools.components.add(python)
    for name, part in parts.items():
        needed = set(_needs(installed[name])) & set(parts)
        bom.register_dependency(part, [parts[other] for other in sorted(needed)])
    bom.register_dependency(app, [*parts.values(), *front])
    return re.sub(r'\n *"timestamp": "[^"]*",?', "", JsonV1Dot6(bom).output_as_string(indent=2)) + "\n"


def _of_python(name: str, distribution: Distribution) -> Component:
    url = PackageURL("pypi", None, name, distribution.version)
    return Component(
        name=name, version=distribution.version, purl=url, bom_ref=str(url), licenses=_licenses(distribution)
    )


def _licenses(distribution: Distribution) -> list[License]:
    license = next(
        (distribution.metadata[name] for name in ("License-Expression", "License") if name in distribution.metadata), ""
    )
    # Some packages put the licence's whole text there: then its name is taken from the classifier.
    classified = [line for line in distribution.metadata.get_all("Classifier") or [] if line.startswith("License ::")]
    short = license if len(license) < 60 else "".join(classified[:1]).rpartition(" :: ")[2]
    return [LicenseFactory().make_from_string(short)] if short else []


def _needs(distribution: Distribution) -> Iterator[str]:
    for text in distribution.requires or []:
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate(_TARGET_ENVIRONMENT):
            yield canonicalize_name(requirement.name)


def _of_pages(lock: dict[str, Any]) -> list[Component]:
    """The npm packages that are part of the pages. Those that only build or test them are marked `dev` in the lock file."""
    shipped = {path: package for path, package in lock["packages"].items() if path and not package.get("dev")}
    return [_of_npm(path.rpartition("node_modules/")[2], package) for path, package in sorted(shipped.items())]


def _of_npm(name: str, package: dict[str, Any]) -> Component:
    group, _, short = name.rpartition("/")
    url = PackageURL("npm", group or None, short, package["version"])
    digest = b64decode(package["integrity"].removeprefix("sha512-")).hex()
    return Component(
        name=short,
        group=group or None,
        version=package["version"],
        purl=url,
        bom_ref=str(url),
        licenses=[LicenseFactory().make_from_string(package["license"])] if "license" in package else [],
        hashes=[HashType(alg=HashAlgorithm.SHA_512, content=digest)],
    )
