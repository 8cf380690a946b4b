"""`azd`, as far as the guides use it: it reads `azure.yaml`, runs its hooks, and does with each service what the real one does.

Source: Azure/azure-dev, cli/azd/pkg/project and cli/azd/internal/cmd, August 2026.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
import json
import os
from pathlib import Path
import re
import subprocess
import sys
from typing import Any

import yaml

from tests.ops.cloud.arguments import Call, Refused, checked
from tests.ops.cloud.state import SECRETS, Cloud, digest, snapshot

CURRENT = Path(".azure/current")
PARAMETERS = Path("infra/bicep/main.bicepparam")
ESCAPED = {"\\n": "\n", "\\\\": "\\", '\\"': '"', "\\$": "$", "\\!": "!", "\\`": "`"}


def environment() -> Path:
    """The file of values of the one that is named, or else of the one made or selected last."""
    name = os.environ.get("AZURE_ENV_NAME") or (CURRENT.read_text("utf-8") if CURRENT.exists() else "")
    file = Path(".azure") / name / ".env"
    if not name or not file.exists():
        raise Refused(f"environment '{name}' does not exist: run azd env new")
    return file


def values(file: Path) -> dict[str, str]:
    """As godotenv reads: plain between single quotes, with escapes between double ones, else to the end of the line."""
    result = {}
    for line in file.read_text("utf-8").splitlines():
        name, equals, value = line.partition("=")
        if not equals or line.startswith("#"):
            continue
        if value.startswith('"'):
            value = re.sub(r"\\.", lambda match: ESCAPED.get(match[0], match[0]), value[1:-1])
        result[name.removeprefix("export ").strip()] = value[1:-1] if value.startswith("'") else value.strip()
    return result


def written(values: dict[str, str]) -> str:
    """As godotenv writes: all between double quotes, sorted."""
    escapes = {plain: escaped for escaped, plain in ESCAPED.items()}
    return "".join(
        f'{name}="{"".join(escapes.get(item, item) for item in value)}"\n' for name, value in sorted(values.items())
    )


def hook(of: dict[str, Any], name: str, place: Path = Path()) -> None:
    """Runs it, in the service's own folder. A hook that fails stops azd."""
    script = of.get("hooks", {}).get(name, {}).get("run")
    if script:
        ran = subprocess.run(
            ["/bin/sh", "-e", "-c", script], cwd=place, env=os.environ | values(environment()), check=False
        )
        if ran.returncode:
            raise Refused(f"failed running {name} hook: exit code {ran.returncode}")


def project() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(Path("azure.yaml").read_text("utf-8"))
    return content


def up(cloud: Cloud, call: Call) -> str:
    project_file = project()
    hook(project_file, "preup")
    hook(project_file, "prepackage")
    for service in project_file["services"].values():
        package(service)
    provision(cloud, call)
    ship(cloud, project_file, list(project_file["services"]))
    hook(project_file, "postup")
    return ""


def provision(cloud: Cloud, call: Call) -> str:
    hook(project(), "preprovision")
    os.environ |= values(environment())
    secrets = {name: os.environ.get(name, "") for name in (*SECRETS.values(), "FELTSKEMA_WRITE_SECRETS")}
    meant = sha256(json.dumps([snapshot(PARAMETERS), secrets], sort_keys=True).encode()).hexdigest()
    if meant == cloud.remembered and "--no-state" not in call.options:
        return "(-) Skipped: Didn't find new changes."
    outputs = cloud.deploy(PARAMETERS, environment().parent.name)
    cloud.remembered = meant
    variables = values(environment()) | {name: str(output["value"]) for name, output in outputs.items()}
    environment().write_text(written(variables), "utf-8")
    return ""


def deploy(cloud: Cloud, call: Call) -> str:
    project_file = project()
    ready = call.value("--from-package")
    named = call.arguments or list(project_file["services"])
    if ready and not call.arguments:
        raise Refused("'--from-package' cannot be specified when deploying all services")
    hook(project_file, "predeploy")
    for name in named:
        if not ready:
            package(project_file["services"][name])
    ship(cloud, project_file, named, ready)
    return ""


def package(service: dict[str, Any]) -> None:
    hook(service, "prepackage", Path(service["project"]))
    if service["language"] != "custom":
        raise Refused("azd would build and pack this service by itself")
    # Of a custom one it takes `dist` as it lies there: for the functions as the real one reads it, from the project's folder.
    place = Path(service["dist"] if service["host"] == "function" else f"{service['project']}/{service['dist']}")
    if not place.exists():
        raise Refused(f"{place} does not exist")


def ship(cloud: Cloud, project_file: dict[str, Any], names: list[str], ready: str = "") -> None:
    for name in names:
        service = project_file["services"][name]
        hook(service, "predeploy", Path(service["project"]))
        if service["host"] == "function":
            _functions(cloud, service, Path(ready or service["dist"]))
        else:
            folder = Path(service["project"]) / service["dist"]
            cloud.pages = {file.name: digest(file) for file in folder.rglob("*") if file.is_file()}
        hook(service, "postdeploy", Path(service["project"]))
    hook(project_file, "postdeploy")


def _functions(cloud: Cloud, service: dict[str, Any], zipped: Path) -> None:
    as_it_is = zipped.suffix == ".zip"
    remote = service.get("remoteBuild", service["language"] == "python")
    cloud.package = digest(zipped) if as_it_is and not remote else "built by Azure" if remote else "packed by azd"
    cloud.restart()


def env_new(cloud: Cloud, call: Call) -> str:
    file = Path(".azure") / call.arguments[0] / ".env"
    if file.exists():
        raise Refused(f"environment '{call.arguments[0]}' already exists")
    file.parent.mkdir(parents=True)
    file.write_text(f'AZURE_ENV_NAME="{call.arguments[0]}"\n', "utf-8")
    CURRENT.write_text(call.arguments[0], "utf-8")
    return ""


def env_set(cloud: Cloud, call: Call) -> str:
    settings = values(Path(call.value("--file"))) if call.value("--file") else {}
    if call.arguments:
        name, value = call.arguments if len(call.arguments) == 2 else call.arguments[0].split("=", 1)
        settings[name] = value
    environment().write_text(written(values(environment()) | settings), "utf-8")
    return ""


def env_get_values(cloud: Cloud, call: Call) -> str:
    return written(values(environment()))


def env_select(cloud: Cloud, call: Call) -> str:
    CURRENT.write_text(call.arguments[0], "utf-8")
    return ""


DOES: dict[str, Callable[[Cloud, Call], str]] = {
    "up": up,
    "provision": provision,
    "deploy": deploy,
    "env new": env_new,
    "env set": env_set,
    "env get-values": env_get_values,
    "env select": env_select,
}


def main() -> int:
    cloud = Cloud.load()
    cloud.calls.append(["azd", *sys.argv[1:]])
    try:
        call = checked("azd", sys.argv[1:])
        if name := call.value("--environment"):
            os.environ["AZURE_ENV_NAME"] = name
        print(DOES[call.command](cloud, call) if call.command in DOES else "")  # noqa: T201
    except Refused as error:
        print(f"ERROR: {error}", file=sys.stderr)  # noqa: T201
        return 1
    finally:
        cloud.save()
    return 0


if __name__ == "__main__":
    sys.exit(main())
