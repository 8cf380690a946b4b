"""What was deployed, as Azure would hold it: resources as `bicep snapshot` foretells them, secrets, packages, and who called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
import json
import os
from pathlib import Path
import re
import subprocess
from typing import Any

from infra.compiler import SUBSCRIPTION, TENANT, find_tool
from tests.ops.cloud.arguments import Refused

SETTING = "FELTSKEMA_PRETENDED_CLOUD"
"""Names the file."""

FORETOLD = "FELTSKEMA_FORETOLD"
"""Names a folder of snapshots: the compiler takes seconds, and is asked the same again and again."""

ALWAYS = "always.json"
"""Where it is there, it is taken for every deployment: to see whether commands are right at all, no compiler is needed."""

SECRETS = {
    "session-key": "SESSION_KEY",
    "draft-keys": "DRAFT_KEYS",
    "broker-secret": "OIDC_CLIENT_SECRET",
    "cvr-password": "CVR_PASSWORD",
    "fasit-certificate": "FASIT_CLIENT_CERTIFICATE",
}


@dataclass
class Cloud:
    """`deployments` are outputs by name; `secrets` what lies in the vault, `read` what the app read of it when it last started;
    `package` the hash of the zip that runs, or how else the code came there; `pages` that of each page's file; `remembered` what
    azd last sent, so that it can skip the same."""

    resources: dict[str, dict[str, Any]] = field(default_factory=dict)
    deployments: dict[str, dict[str, Any]] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)
    read: dict[str, str] = field(default_factory=dict)
    package: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    calls: list[list[str]] = field(default_factory=list)
    remembered: str = ""

    @classmethod
    def load(cls) -> Cloud:
        file = Path(os.environ[SETTING])
        return cls(**json.loads(file.read_text("utf-8"))) if file.exists() else cls()

    def save(self) -> None:
        Path(os.environ[SETTING]).write_text(json.dumps(asdict(self)), "utf-8")

    def deploy(self, parameters: Path, name: str) -> dict[str, Any]:
        """As Azure Resource Manager: what the template states holds afterwards, and what it does not state stays as it is."""
        foretold = snapshot(parameters)
        settings = self._settings()
        for resource in foretold["predictedResources"]:
            existing = self.resources.get(_key(resource), {})
            self.resources[_key(resource)] = _merged(existing, resource)
        if os.environ.get("FELTSKEMA_WRITE_SECRETS") == "true":
            self.secrets |= {secret: os.environ[name] for secret, name in SECRETS.items() if os.environ.get(name)}
        if settings != self._settings():
            # A change of the app settings starts the app again, and reads the vault's references again.
            self.restart()
        outputs = {key: {"value": _known(value)} for key, value in foretold["outputs"].items()}
        self.deployments[name] = outputs
        return outputs

    def restart(self) -> None:
        self.read = dict(self.secrets)

    def the_one(self, kind: str) -> dict[str, Any]:
        """The only resource of a kind."""
        (resource,) = (resource for resource in self.resources.values() if resource["type"] == kind)
        return resource

    def named(self, kind: str, name: str) -> dict[str, Any]:
        """`Refused` when nothing of that name was deployed: the guide acts on the wrong one."""
        key = f"{kind}|{name}"
        if key not in self.resources:
            raise Refused(f"(ResourceNotFound) The Resource '{kind}/{name}' was not found.")
        return self.resources[key]

    def _settings(self) -> Any:
        return [
            resource["properties"] for resource in self.resources.values() if resource["name"].endswith("/appsettings")
        ]


def snapshot(parameters: Path) -> dict[str, Any]:
    """By the real compiler, with the caller's environment. `Refused` says what the compiler says, such as a missing value."""
    if not parameters.exists():
        raise Refused(f"{parameters}: no such file")
    folder = Path(os.environ[FORETOLD])
    body = folder / ALWAYS if (folder / ALWAYS).exists() else folder / f"{_mark(parameters)}.json"
    if not body.exists():
        scope = ("--subscription-id", SUBSCRIPTION, "--tenant-id", TENANT, "--location", "swedencentral")
        compiler = str(find_tool("bicep", "FELTSKEMA_BICEP"))
        command = [compiler, "snapshot", parameters.name, "--mode", "overwrite", *scope]
        ran = subprocess.run(command, cwd=parameters.parent, capture_output=True, text=True, check=False)
        if ran.returncode:
            raise Refused(f"{parameters}: {ran.stdout}{ran.stderr}")
        parameters.with_suffix(".snapshot.json").rename(body)
    content: dict[str, Any] = json.loads(body.read_text("utf-8"))
    return content


def _mark(parameters: Path) -> str:
    """The same for the same files and the same values. Of a secret a snapshot holds nothing but whether there is one."""
    text = parameters.read_text("utf-8")
    names = sorted(set(re.findall(r"readEnvironmentVariable\('(\w+)'", text)))
    values = {name: os.environ.get(name, "") for name in names}
    values |= {name: "given" if values.get(name) else "" for name in SECRETS.values()}
    files = [file.read_bytes() for file in sorted(parameters.parent.rglob("*")) if file.suffix in (".bicep", ".xml")]
    return sha256(b"\0".join([text.encode(), json.dumps(values).encode(), *files])).hexdigest()[:16]


def digest(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()


def _key(resource: Mapping[str, Any]) -> str:
    of = (
        f"|{resource['scope']}"
        if "scope" in resource and resource["type"].endswith(("Settings", "Assignments"))
        else ""
    )
    return f"{resource['type']}|{resource['name']}{of}"


def _merged(existing: Any, stated: Any) -> Any:
    if isinstance(existing, dict) and isinstance(stated, dict):
        return {**existing, **{name: _merged(existing.get(name), value) for name, value in stated.items()}}
    return stated


def _known(value: Any) -> Any:
    """An expression in brackets is what only Azure knows: the host name that it gave."""
    return "made-by.azure.example" if str(value).startswith("[") else value
