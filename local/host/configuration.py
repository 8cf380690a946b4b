"""Reads `host.json` and `local.settings.json` as `func start` does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
import json
import os
from pathlib import Path
import re
from typing import Any

from local.host.functions import Function

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,127}")
_BUNDLE = re.compile(r"Microsoft\.Azure\.Functions\.ExtensionBundle(\.\w+)?")
_RANGE = re.compile(r"[\[(]\s*\d+(\.(\d+|\*)){0,2}\s*,\s*\d+(\.\d+){0,2}\s*[\])]")

_QUEUE = re.compile(r"[a-z0-9][a-z0-9-]{1,61}[a-z0-9]")

_BUILT_IN = frozenset({"httpTrigger", "http", "timerTrigger"})
"""Binding types that need no extension bundle."""

_SUPPORTED = frozenset({"queueTrigger", "queue"})
"""Binding types of an extension bundle that this host supports."""


class HostError(Exception):
    """The host cannot run: 503 everywhere, and the text in `/admin/host/status`."""


@dataclass(frozen=True, slots=True)
class Queues:
    """The queue options of `host.json`; times in seconds. The defaults are those of the storage queues extension."""

    encoding: str = "base64"
    batch: int = 16
    threshold: int = 8
    tries: int = 5
    hidden: float = 0.0
    longest_poll: float = 60.0


@dataclass(frozen=True, slots=True)
class Configuration:
    """The options of `host.json`. `prefix` of HTTP routes; `timeout` of a function in seconds, None for no limit."""

    prefix: str
    timeout: float | None
    queues: Queues
    bundle: bool = True
    """Whether an extension bundle is named. Without one only HTTP and timer triggers work."""


def environment(folder: Path) -> None:
    """Put the Values of `local.settings.json` into the environment; variables that are already set win."""
    file = folder / "local.settings.json"
    values: dict[str, str] = json.loads(file.read_text("utf-8")).get("Values", {}) if file.exists() else {}
    for name, value in {"AZURE_FUNCTIONS_ENVIRONMENT": "Development", **values}.items():
        os.environ.setdefault(name, str(value))


def read(folder: Path) -> Configuration:
    """Read `host.json`. Raises `HostError` where Azure's host would refuse to start."""
    file = folder / "host.json"
    try:
        content: dict[str, Any] = json.loads(file.read_text("utf-8")) if file.exists() else {"version": "2.0"}
    except ValueError as error:
        raise HostError(f"host.json is not JSON: {error}") from None
    if content.get("version") != "2.0":
        raise HostError('host.json must say "version": "2.0"')
    extensions = content.get("extensions", {})
    prefix = str(extensions.get("http", {}).get("routePrefix", "api")).strip("/")
    return Configuration(prefix, _timeout(content), _queues(extensions.get("queues", {})), _bundle(content, file))


def resolved(text: str, values: Mapping[str, str]) -> str:
    """Replace each `%NAME%` by the setting of that name. Raises `HostError` for a missing one: that function fails to load, the
    others run."""

    def value(name: re.Match[str]) -> str:
        if name[1] not in values:
            raise HostError(f"%{name[1]}% is not a setting")
        return values[name[1]]

    return re.sub(r"%([^%]+)%", value, text)


def connection(name: str, values: Mapping[str, str]) -> str:
    """The connection string of a binding's `connection`, looked up as the host does: the setting `AzureWebJobs<name>` wins over
    `<name>`, and no name means the host's own storage. Raises `HostError` where there is none, or where the setting signs in by
    identity, which a local machine does not have."""
    connection = name or "Storage"
    for prefixed in (f"AzureWebJobs{connection}", connection):
        if values.get(prefixed):
            return values[prefixed]
        if any(other.startswith(f"{prefixed}__") for other in values):
            raise HostError(f"{prefixed}__… signs in by identity, which this machine has not: set {prefixed} alone")
    raise HostError(
        f"storage account connection string {name or 'AzureWebJobsStorage'} does not exist: make it an app setting"
    )


def disabled(function: Function, values: Mapping[str, str]) -> bool:
    """Whether a setting switches the function's trigger off. It can still be run by hand."""
    return values.get(f"AzureWebJobs.{function.name}.Disabled", "").lower() in ("true", "1")


def check(function: Function, bundle: bool, values: Mapping[str, str]) -> None:
    """Raise `HostError` for a function name, a binding or an output that the host does not accept."""
    if not _NAME.fullmatch(function.name) or function.name.lower() == "host":
        raise HostError("a name is letters, digits, _ and -, begins with a letter and has at most 128")
    extensions = function.types - _BUILT_IN
    if extensions and not bundle:
        types = ", ".join(sorted(extensions))
        raise HostError(
            f"The binding type(s) '{types}' are not registered. "
            "Please ensure the type is correct and the binding extension is installed."
        )
    if strangers := extensions - _SUPPORTED:
        raise HostError(f"this stand-in does not know the binding type(s) {', '.join(sorted(strangers))}")
    for output in function.outputs:
        queue(output["queueName"], values)
        connection(output.get("connection", ""), values)


def queue(name: str, values: Mapping[str, str]) -> str:
    """A queue's name with its settings filled in, in lower case. Raises `HostError` for a name that the storage refuses."""
    value = resolved(name, values).lower()
    if not _QUEUE.fullmatch(value) or "--" in value:
        raise HostError(f"{value} is no queue's name: 3 to 63 small letters, digits and single dashes between them")
    return value


def _queues(options: dict[str, Any]) -> Queues:
    batch = int(options.get("batchSize", 16))
    if not 1 <= batch <= 32:
        raise HostError("batchSize must be 1 to 32")
    for name, least in (("newBatchThreshold", 0), ("maxDequeueCount", 1)):
        if int(options.get(name, least)) < least:
            raise HostError(f"{name} must be {least} at least")
    if options.get("messageEncoding", "base64") not in ("base64", "none"):
        raise HostError("messageEncoding must be base64 or none")
    development = os.environ.get("AZURE_FUNCTIONS_ENVIRONMENT") == "Development"
    poll = options.get("maxPollingInterval", "00:00:02" if development else "00:01:00")
    if _seconds(poll) < 0.1:
        raise HostError("maxPollingInterval must not be less than 00:00:00.1")
    return Queues(
        encoding=options.get("messageEncoding", "base64"),
        batch=batch,
        threshold=int(options.get("newBatchThreshold", batch // 2)),
        tries=int(options.get("maxDequeueCount", 5)),
        hidden=_seconds(options.get("visibilityTimeout", "00:00:00")),
        longest_poll=_seconds(poll),
    )


def _timeout(content: dict[str, Any]) -> float | None:
    text = str(content.get("functionTimeout", "00:30:00"))
    if text == "-1":
        return None
    seconds = _seconds(text)
    if seconds < 1:
        raise HostError("functionTimeout must be a second at least, or -1")
    return seconds


def _bundle(content: dict[str, Any], file: Path) -> bool:
    """Whether there is an extension bundle: the host adds one of its own only where there is no host.json."""
    if "extensionBundle" not in content:
        return not file.exists()
    bundle = content["extensionBundle"] if isinstance(content["extensionBundle"], dict) else {}
    for name, pattern in (("id", _BUNDLE), ("version", _RANGE)):
        if not pattern.fullmatch(str(bundle.get(name))):
            raise HostError(
                f"The value of {name} property in extensionBundle section of host.json file is invalid or missing."
            )
    return True


def _seconds(span: str | int | float) -> float:
    """A .NET time span (`hh:mm:ss[.fff]`), or milliseconds as a number."""
    if isinstance(span, int | float):
        return span / 1000
    try:
        hours, minutes, seconds = span.split(":")
        return int(hours) * 3600 + int(minutes) * 60 + float(seconds)
    except ValueError:
        raise HostError(f"{span} is no time span (hh:mm:ss)") from None
