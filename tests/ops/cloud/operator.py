"""An operator's folder on one machine: the project as far as the guides touch it, and a shell that has `az` and `azd`."""

from __future__ import annotations

from dataclasses import dataclass, field
import os
from pathlib import Path
import shutil
import subprocess
import sys

from infra.compiler import find_tool
from infra.session_key import new_key
from local.run.parts import HOME
from tests.ops.cloud.state import FORETOLD, SETTING, Cloud

TOOLS = ("az", "azd")
KEYS = ("session-key.pem", "new.pem")
SILENT = ("npm", "curl", "openssl")
"""What the guides type beside: recorded nowhere, does nothing."""


SECRETS = (
    'export FELTSKEMA_WRITE_SECRETS=true SESSION_KEY="$(cat ~/session-key.pem)" DRAFT_KEYS=k '
    'OIDC_CLIENT_SECRET=s CVR_PASSWORD=p FASIT_CLIENT_CERTIFICATE="$(cat ~/fasit.pem)"\n'
)
"""The six values that the guide has given the first time."""


@dataclass
class Operator:
    """`home` holds their keys, `project` is where everything is typed. `variables` are those that the shell keeps; `foretold` is
    a folder that several of them share, with two keys beside: other keys would have the compiler asked again."""

    folder: Path
    foretold: Path
    variables: dict[str, str] = field(default_factory=dict)

    @property
    def project(self) -> Path:
        return self.folder / "project"

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def cloud(self) -> Cloud:
        os.environ[SETTING] = str(self.folder / "cloud.json")
        try:
            return Cloud.load()
        finally:
            del os.environ[SETTING]

    def type(self, text: str, shell: str = "sh", check: bool = True) -> subprocess.CompletedProcess[str]:
        """Runs it as typed, stopping at the first command that fails."""
        environment = {
            "PATH": f"{self.folder / 'bin'}:/usr/bin:/bin",
            "HOME": str(self.home),
            "LANG": "C.UTF-8",
            "FELTSKEMA_BICEP": str(find_tool("bicep", "FELTSKEMA_BICEP")),
            SETTING: str(self.folder / "cloud.json"),
            FORETOLD: str(self.foretold),
            **self.variables,
        }
        command = [shell, "-e", "-c", text]
        ran = subprocess.run(command, cwd=self.project, env=environment, capture_output=True, text=True, check=False)
        assert not check or ran.returncode == 0, f"{text}\n{ran.stdout}{ran.stderr}"
        return ran

    def fill_in(self) -> None:
        """`my.env` as the example has it."""
        shutil.copy(self.project / "infra/bicep/example.env", self.project / "infra/bicep/my.env")

    def bring(self, *keys: str) -> None:
        """Puts those of `KEYS` where the guide would make them."""
        for name in keys:
            shutil.copy(self.foretold / name, self.home)

    def copied(self, folder: Path) -> Operator:
        """Another who has done the same so far."""
        shutil.copytree(self.folder, folder)
        operator = Operator(folder, self.foretold, dict(self.variables))
        _programs(operator)
        return operator


def arrive(folder: Path, foretold: Path) -> Operator:
    """An operator who has the project and the tools, and nothing deployed."""
    operator = Operator(folder, foretold)
    foretold.mkdir(exist_ok=True)
    for name in KEYS:
        if not (foretold / name).exists():
            (foretold / name).write_text(new_key(), "utf-8")
    shutil.copytree(
        HOME / "infra", operator.project / "infra", ignore=shutil.ignore_patterns("__pycache__", "*.snapshot.json")
    )
    for name in ("azure.yaml", "bicepconfig.json"):
        shutil.copy(HOME / name, operator.project)
    (operator.project / "ops").mkdir()
    shutil.copy(HOME / "ops" / "deployed.sh", operator.project / "ops")
    (operator.project / "static-web/public").mkdir(parents=True)
    shutil.copy(HOME / "static-web/public/staticwebapp.config.json", operator.project / "static-web/public")
    operator.home.mkdir()
    _programs(operator)
    return operator


def _programs(operator: Operator) -> None:
    python = sys.executable
    for tool in TOOLS:
        # `-P`: the tool is of the tests, and must not find the folder's own copies.
        _program(operator.folder / "bin" / tool, f'PYTHONPATH="{HOME}" exec {python} -P -m tests.ops.cloud.{tool} "$@"')
    for name in SILENT:
        _program(operator.folder / "bin" / name, "exit 0")
    _program(operator.folder / "bin/npm", "mkdir -p dist && cp public/* dist/ && echo page > dist/index.html")
    _program(operator.folder / "bin/python3", f'exec {python} "$@"')
    _program(operator.folder / "bin/git", "echo 0123abc")
    _program(operator.folder / "bin/make", _make())
    _program(operator.project / "local/setup.sh", "exit 0")
    _program(operator.project / "local/node_modules/.bin/swa", f'echo "$@" >> "{operator.folder}/swa"')
    # What speaks to an instance's storage or API is read as it is typed; none is there to speak to.
    parsed = "import sys; from importlib import import_module; import_module(sys.argv[2]).read(sys.argv[3:])"
    read = f"PYTHONPATH='{HOME}' exec {python} -P -c '{parsed}' \"$@\""
    doctor = f'echo "$@" >> "{operator.folder}/looked"; exit 2'
    own = f'case "$2" in infra.*) exec {python} "$@" ;; ops.access|ops.operations) {read} ;; *) {doctor} ;; esac'
    _program(operator.project / ".venv/bin/python", own)


def _make() -> str:
    """`make package` writes what MADE says; the rest does nothing."""
    made = 'printf %s "package of ${MADE:-one}" | tee dist/feltskema.zip > dist/feltskema.cdx.json'
    return f'if [ "$1" = package ]; then mkdir -p dist && {made}; fi'


def _program(place: Path, text: str) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
    place.chmod(0o755)


def as_outputs(operator: Operator) -> dict[str, str]:
    """The variables that the guides' commands begin with, after a deployment of the example's values."""
    ((_, outputs),) = operator.cloud.deployments.items()
    return {name: str(output["value"]) for name, output in outputs.items()}
