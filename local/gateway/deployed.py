"""The local gateway: the policies of a deployment, with this machine's addresses and keys as their named values."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from infra.compiler import BICEP_FOLDER, find_tool
from infra.session_key import public_half
from local.gateway import identity
from local.gateway.configuration import write_configuration

if TYPE_CHECKING:
    from local.run.keys import Keys
    from local.run.ports import Ports

RUNNER = ("apim-gateway", "FELTSKEMA_APIM_GATEWAY")
"""The policy runner's program, and the environment variable that names its path."""
_STAGE = "dev"
"""The stage whose snapshot is used. `make infra` writes it, and a test compares it with the policies' files."""


def runner() -> str:
    """The runner's path. The message of `FileNotFoundError` says how to get one."""
    path = find_tool(*RUNNER)
    if path is None:
        raise FileNotFoundError(
            f"{RUNNER[0]} not found: put it on PATH or name it in {RUNNER[1]}. Without it: make run"
        )
    return path


def on_one_machine(ports: Ports, keys: Keys, folder: Path) -> Path:
    """Write the runner's configuration for these ports and keys into `folder`; returns its path."""
    content = json.loads((BICEP_FOLDER / f"{_STAGE}.snapshot.json").read_text("utf-8"))
    minted = {
        "keyFile": str(keys.file("gateway-key.pem").resolve()),
        "kid": identity.KID,
        "issuer": identity.ISSUER,
        "claims": {"azp": identity.CLIENT},
    }
    more = {"listen": f"http://localhost:{ports.front}", "managedIdentity": {"mint": minted}}
    return write_configuration(content["predictedResources"], folder, _values(ports, keys), more)


def _values(ports: Ports, keys: Keys) -> dict[str, str]:
    session = public_half(keys.read("session-key.pem"))
    both = {
        f"session-key{which}-{part}": getattr(session, part) for which in ("", "-previous") for part in ("id", "n", "e")
    }
    return both | {
        "public-url": f"http://localhost:{ports.front}",
        "public-host": f"localhost:{ports.front}",
        "functions-url": f"http://127.0.0.1:{ports.functions}/api",
        "functions-audience": identity.AUDIENCE,
        "static-site-url": f"http://localhost:{ports.site}",
        # The site's own folder stands in for the container of the status page.
        "status-url": f"http://localhost:{ports.site}/status",
        "gateway-client-id": identity.CLIENT,
    }
