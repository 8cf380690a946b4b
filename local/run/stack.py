"""Runs the parts as processes: starts them in order, passes on what they print, and stops them together."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
import os
from pathlib import Path
import signal
import subprocess
import threading
import time

from local.run.access import let_in
from local.run.keys import Keys, keys
from local.run.parts import HOME, Part, parts
from local.run.ports import Ports
from local.run.settings import storage, values
from local.run.site import SITE, STATUS, link_site

PATIENCE = 90.0
"""Seconds that a part may take to be ready."""
LAST_LINES = 15

Echo = Callable[[str, str], None]


class PartFailed(Exception):
    """A part did not become ready, or ended by itself; the message holds its last lines."""


class _Running:
    """A part's process, in a process group of its own, so that the processes it has started end with it."""

    def __init__(self, part: Part, echo: Echo) -> None:
        self.part = part
        self.lines: deque[str] = deque(maxlen=LAST_LINES)
        self._echo = echo
        self.process = subprocess.Popen(
            part.command,
            cwd=HOME,
            env={**os.environ, "PYTHONUNBUFFERED": "1", **part.environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line.rstrip())
            self._echo(self.part.name, line.rstrip())

    def signal(self, number: int) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, number)

    def stop(self, patience: float = 5.0) -> None:
        self.signal(signal.SIGTERM)
        try:
            self.process.wait(patience)
        except subprocess.TimeoutExpired:
            self.signal(signal.SIGKILL)
            self.process.wait()


class Stack:
    """The whole stack on one machine. `data`: the folder that everything is stored in; `pages`: the built front end; `echo` is
    called with each part's name and each line that it prints; `settings` add to, or replace, those of `values`."""

    def __init__(
        self, ports: Ports, data: Path, pages: Path, echo: Echo, settings: Mapping[str, str] | None = None
    ) -> None:
        self.ports = ports
        self.data = data
        self.pages = pages
        self.keys: Keys = keys(data / "keys")
        self.values = {**values(ports, self.keys), "STATUS_FOLDER": str(data / SITE / STATUS), **(settings or {})}
        """The app's settings; a change takes effect when the part is started again."""
        self.storage = storage(ports)
        self._echo = echo
        self._parts = {part.name: part for part in parts(ports, self.keys, data, data / SITE, self.values)}
        self._running: dict[str, _Running] = {}

    @property
    def url(self) -> str:
        """The public address, for the browser."""
        return self.values["PUBLIC_URL"]

    @property
    def functions(self) -> str:
        """The address of the Functions host, behind the front door."""
        return f"http://127.0.0.1:{self.ports.functions}"

    @property
    def fasit(self) -> str:
        """The address of the page of what the Fasit stand-in has received; as JSON under `/api`."""
        return f"http://localhost:{self.ports.fasit_page}"

    def start(self, progress: Callable[[str, float], None] = lambda name, seconds: None) -> None:
        """Start all parts. Those that do not need each other start at the same time; `progress` is called with a part's name and
        the seconds since the start when it is ready. Raises `PartFailed`."""
        began = time.monotonic()
        (self.data / "azurite").mkdir(parents=True, exist_ok=True)
        link_site(self.data, self.pages)
        names = list(self._parts)
        for name in names[:-1]:
            self.start_part(name, wait=False)
        for name in names[:-1]:
            self._wait(name)
            progress(name, time.monotonic() - began)
            if name == "azurite":
                let_in(self.data, self.values)
        # The front door looks for the functions when it starts.
        self.start_part(names[-1])
        progress(names[-1], time.monotonic() - began)

    def add(self, part: Part) -> None:
        """Add a part, which `start_part` starts."""
        self._parts[part.name] = part

    def start_part(self, name: str, wait: bool = True) -> None:
        """Start a part, again if it was stopped; with `wait`, return when it is ready. Raises `PartFailed`."""
        self._running[name] = _Running(self._parts[name], self._echo)
        if wait:
            self._wait(name)

    def kill(self, name: str) -> None:
        """Kill a part without warning, as if its machine were switched off."""
        self._running[name].signal(signal.SIGKILL)
        self._running[name].process.wait()

    def suspend(self, name: str) -> None:
        """Make a part hang: it keeps its connections and answers nothing until `resume`."""
        self._running[name].signal(signal.SIGSTOP)

    def resume(self, name: str) -> None:
        self._running[name].signal(signal.SIGCONT)

    def stop_part(self, name: str) -> None:
        self._running[name].stop()

    def stop(self) -> None:
        """Stop all parts."""
        for running in self._running.values():
            running.signal(signal.SIGTERM)
        for running in reversed(self._running.values()):
            running.stop()

    def process_groups(self) -> Mapping[str, int]:
        """The process group of each part, by its name."""
        return {name: running.process.pid for name, running in self._running.items()}

    def ended(self) -> str:
        """The name of a part that has ended by itself, or an empty text."""
        return next((name for name, part in self._running.items() if part.process.poll() is not None), "")

    def last_lines(self, name: str) -> list[str]:
        """The last lines that a part has printed."""
        return list(self._running[name].lines)

    def _wait(self, name: str) -> None:
        running, deadline = self._running[name], time.monotonic() + PATIENCE
        while not running.part.ready():
            if running.process.poll() is not None or time.monotonic() > deadline:
                state = "did not get ready" if running.process.poll() is None else "ended at once"
                time.sleep(0.2)
                raise PartFailed("\n".join((f"{name} {state}. Its last lines:", *running.lines)))
            time.sleep(0.1)
