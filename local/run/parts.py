"""The parts of the stack: the command that starts each, and a check that it is ready."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
import socket
import sys
from urllib.error import URLError
from urllib.request import urlopen

from local.gateway.deployed import on_one_machine, runner
from local.run.keys import Keys
from local.run.ports import Ports
from local.run.settings import ACCOUNTS, BROKER_PATHS, CLIENT, CVR_USER, MOMENTUM_RESOURCE

HOME = Path(__file__).parents[2]
BIN = HOME / "local" / "node_modules" / ".bin"


@dataclass(frozen=True, slots=True)
class Part:
    """A process of the stack. `ready`: whether it can be used; `environment`: variables beside those of this process."""

    name: str
    command: tuple[str, ...]
    ready: Callable[[], bool]
    environment: dict[str, str] = field(default_factory=dict)


def parts(ports: Ports, keys: Keys, data: Path, pages: Path, settings: dict[str, str]) -> list[Part]:
    """The parts in the order in which they start; the last is the front door. `pages`: the built front end. `settings`: the
    app's; where they name a gateway, the shipped policies are the front door. Raises `FileNotFoundError` when there is no runner
    for them on this machine."""
    behind = [
        _azurite(ports, data),
        _broker(ports, keys, data, settings),
        _fasit(ports, keys, data),
        _cvr(ports, keys),
        _momentum(ports, keys),
        _functions(ports, data, settings),
    ]
    if settings["PUBLIC_URL"].startswith("https:"):
        return [*behind, _front(ports, ports.plain, pages), _tls(ports, keys)]
    if "GATEWAY_CLIENT" not in settings:
        return [*behind, _front(ports, ports.front, pages)]
    return [*behind, _site(ports, pages), _identity(ports, keys), _gateway(ports, keys, data)]


def _azurite(ports: Ports, data: Path) -> Part:
    places = ("--blobPort", ports.blobs, "--queuePort", ports.queues, "--tablePort", ports.tables)
    options = ("--location", data / "azurite", "--silent", "--skipApiVersionCheck", "--disableTelemetry")
    command = ("node", BIN / "azurite", *places, *options)
    listening = (ports.blobs, ports.queues, ports.tables)
    return Part("azurite", _texts(command), lambda: all(map(listens, listening)), {"AZURITE_ACCOUNTS": ACCOUNTS})


def _broker(ports: Ports, keys: Keys, data: Path, settings: dict[str, str]) -> Part:
    dress = settings.get("OIDC_BROKER", "signaturgruppen")
    environment = {
        "BROKER_PORT": str(ports.broker),
        "BROKER_DRESS": dress,
        "BROKER_ORDERED": "privileges",
        "BROKER_CLIENT_ID": CLIENT,
        "BROKER_CLIENT_SECRET": keys.read("broker-secret"),
        "BROKER_REDIRECT_URI": f"{settings['PUBLIC_URL']}/api/auth/callback",
        "BROKER_DATA": str(data / "broker"),
    }
    command = ("node", "--no-warnings", "local/broker/main.mjs")
    discovery = f"http://localhost:{ports.broker}{BROKER_PATHS[dress]}/.well-known/openid-configuration"
    return Part("mitid", command, lambda: _answers(discovery), environment)


def _fasit(ports: Ports, keys: Keys, data: Path) -> Part:
    places = ("--port", ports.fasit, "--page-port", ports.fasit_page, "--data", data / "fasit")
    trust = ("--certificate", keys.file("fasit-server.pem"), "--client-ca", keys.file("ca.pem"))
    command = (sys.executable, "-m", "local.fasit", *places, *trust, "--client-thumbprint", keys.client_thumbprint)
    return Part("fasit", _texts(command), lambda: _answers(f"http://localhost:{ports.fasit_page}/"))


def _cvr(ports: Ports, keys: Keys) -> Part:
    # Joined by `=`, since a password may begin with a dash.
    access = ("--user", CVR_USER, f"--password={keys.read('cvr-password')}")
    command = (sys.executable, "-m", "local.cvr", "--port", ports.cvr, *access)
    return Part("cvr", _texts(command), lambda: listens(ports.cvr))


def _momentum(ports: Ports, keys: Keys) -> Part:
    places = ("--port", ports.momentum, "--page-port", ports.momentum_page)
    identity = ("--client", CLIENT, "--resource", MOMENTUM_RESOURCE)
    # Joined by `=`, since a secret may begin with a dash.
    secrets = (f"--secret={keys.read('momentum-secret')}", f"--key={keys.read('momentum-key')}")
    command = (sys.executable, "-m", "local.momentum", *places, *identity, *secrets)
    return Part("momentum", _texts(command), lambda: _answers(f"http://localhost:{ports.momentum_page}/"))


def _functions(ports: Ports, data: Path, settings: dict[str, str]) -> Part:
    command = (sys.executable, "-m", "local.host", "--port", ports.functions, "--state", data / "timers")
    ping = f"http://127.0.0.1:{ports.functions}/admin/host/ping"
    return Part("functions", _texts(command), lambda: _answers(ping), settings)


def _front(ports: Ports, port: int, pages: Path) -> Part:
    return _pages("front", port, pages, "--api-devserver-url", f"http://127.0.0.1:{ports.functions}")


def _tls(ports: Ports, keys: Keys) -> Part:
    where = ("--port", ports.front, "--to", ports.plain, "--certificate", keys.file("https.pem"))
    return Part("tls", _texts((sys.executable, "-m", "local.tls", *where)), lambda: listens(ports.front))


def _site(ports: Ports, pages: Path) -> Part:
    return _pages("site", ports.site, pages)


def _pages(name: str, port: int, pages: Path, *more: str) -> Part:
    command = ("node", "--no-warnings", BIN / "swa", "start", pages, *more, "--host", "localhost", "--port", port)
    # Switches off the emulator's sign-in, its telemetry and its check for a newer version.
    environment = {"NO_UPDATE_NOTIFIER": "1", "SWA_CLI_TELEMETRY": "0", "SWA_CLI_INTERNAL_CONFIG": "", "CI": "1"}
    return Part(name, _texts(command), lambda: _answers(f"http://localhost:{port}/"), environment)


def _identity(ports: Ports, keys: Keys) -> Part:
    key = keys.file("gateway-key.pem")
    command = (sys.executable, "-m", "local.gateway.identity", "--port", ports.identity, "--key", key)
    return Part("identity", _texts(command), lambda: listens(ports.identity))


def _gateway(ports: Ports, keys: Keys, data: Path) -> Part:
    command = (runner(), "serve", "--config", on_one_machine(ports, keys, data / "gateway"))
    return Part("front", _texts(command), lambda: _answers(f"http://localhost:{ports.front}/"))


def _texts(command: tuple[object, ...]) -> tuple[str, ...]:
    return tuple(str(word) for word in command)


def listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=2) as answer:  # noqa: S310 - our own addresses on loopback
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False
