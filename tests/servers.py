"""The parts of the stack that tests speak to: each started on free ports when the first test asks for it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
import os
from pathlib import Path
import tempfile
from typing import Any
from uuid import uuid4

import httpx

from local.run.ports import free_ports
from local.run.stack import Stack
from local.run.values import dressed
from shared.adapters.storage import Account
from tests.faulty_storage.faults import RECOVERED
from tests.faulty_storage.proxy import FaultyStorage


class Servers:
    """Azurite, the broker, Fasit, Momentum and the CVR register, stand-ins on real protocols."""

    def __init__(self, folder: Path) -> None:
        (folder / "azurite").mkdir()
        self.stack = Stack(free_ports(), folder, folder, lambda name, line: None)
        self._folder = folder
        self._started: set[str] = set()
        self._faulty: FaultyStorage | None = None
        self._dressed: dict[str, Stack] = {}

    def storage(self) -> str:
        """Its connection string."""
        self._need("azurite")
        return self.stack.storage

    def account(self) -> Account:
        """An account of its own for one test: its tables and queues have a name nobody else has."""
        return Account(self.storage(), create=True, prefix=f"t{uuid4().hex[:12]}")

    def faulty(self) -> FaultyStorage:
        """The storage as it really is, without faults until a test asks for some."""
        if self._faulty is None:
            self._faulty = FaultyStorage(self.storage())
            self._faulty.start()
        self._faulty.trouble.calm()
        return self._faulty

    def faulty_account(self) -> Account:
        """As `account`, through `faulty`."""
        return Account(self.faulty().connection, create=True, prefix=f"t{uuid4().hex[:12]}")

    def account_of(self, kind: str, faults: Collection[str] = RECOVERED) -> Account:
        """As `account`; where the kind says that the storage fails, a fifth of all requests do."""
        if "fails" not in kind:
            return self.account()
        account = self.faulty_account()
        # Pytest's own word on which test this is: each meets its own faults, and the same ones whenever it runs.
        self.faulty().trouble.weather(os.environ["PYTEST_CURRENT_TEST"].partition(" ")[0], faults=faults)
        return account

    def stop(self) -> None:
        if self._faulty is not None:
            self._faulty.stop()
        for stack in (self.stack, *self._dressed.values()):
            stack.stop()

    def broker(self, dress: str = "signaturgruppen") -> dict[str, str]:
        """The app's settings for the broker that it is dressed as."""
        if dress not in self._dressed:
            ports = free_ports()
            stack = Stack(ports, self._folder, self._folder, lambda name, line: None, dressed(ports, dress))
            stack.start_part("mitid")
            self._dressed[dress] = stack
        return self._dressed[dress].values

    def cvr(self) -> dict[str, str]:
        self._need("cvr")
        httpx.put(f"{self.stack.values['CVR_URL']}/_faults", json={}).raise_for_status()
        return self.stack.values

    def cvr_fails(self, **fault: Any) -> None:
        httpx.put(f"{self.stack.values['CVR_URL']}/_faults", json=fault).raise_for_status()

    def fasit(self) -> dict[str, str]:
        """As it is after a start: nothing received, no faults."""
        self._need("fasit")
        httpx.delete(f"{self.stack.fasit}/api/everything").raise_for_status()
        self.fasit_fails()
        return self.stack.values

    def momentum(self) -> dict[str, str]:
        self._need("momentum")
        return self.stack.values

    def fasit_fails(self, **faults: dict[str, Any]) -> None:
        """`local/fasit/faults.py` lists them."""
        httpx.put(f"{self.stack.fasit}/api/faults", json=faults).raise_for_status()

    def fasit_has(self) -> dict[str, Any]:
        body: dict[str, Any] = httpx.get(f"{self.stack.fasit}/api/everything").json()
        return body

    def fasit_pdf(self, path: str) -> bytes:
        return httpx.get(f"{self.stack.fasit}{path}").content

    def _need(self, name: str) -> None:
        if name not in self._started:
            self.stack.start_part(name)
            self._started.add(name)


@contextmanager
def servers() -> Iterator[Servers]:
    with tempfile.TemporaryDirectory(prefix="feltskema-tests-") as folder:
        made = Servers(Path(folder))
        try:
            yield made
        finally:
            made.stop()
