"""The local stack's servers for tests: each is started on free ports when a test first needs it."""

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
from local.run.settings import broker_settings
from local.run.stack import Stack
from shared.adapters.storage import Account
from tests.faulty_storage.faults import RECOVERED
from tests.faulty_storage.proxy import FaultyStorage


class Servers:
    """The stand-ins for storage (Azurite), the broker, Fasit, Momentum and the CVR register."""

    def __init__(self, folder: Path) -> None:
        (folder / "azurite").mkdir()
        self.stack = Stack(free_ports(), folder, folder, lambda name, line: None)
        self._folder = folder
        self._started: set[str] = set()
        self._faulty: FaultyStorage | None = None
        self._dressed: dict[str, Stack] = {}

    def storage(self) -> str:
        """The connection string of the storage."""
        self._need("azurite")
        return self.stack.storage

    def account(self) -> Account:
        """Storage for one test: its tables and queues have unique names."""
        return Account(self.storage(), create=True, prefix=f"t{uuid4().hex[:12]}")

    def faulty(self) -> FaultyStorage:
        """The storage behind a proxy that makes faults on demand; without faults until a test asks for some."""
        if self._faulty is None:
            self._faulty = FaultyStorage(self.storage())
            self._faulty.start()
        self._faulty.trouble.calm()
        return self._faulty

    def faulty_account(self) -> Account:
        """Storage for one test, as `account`, but through the proxy `faulty`."""
        return Account(self.faulty().connection, create=True, prefix=f"t{uuid4().hex[:12]}")

    def account_of(self, kind: str, faults: Collection[str] = RECOVERED) -> Account:
        """Storage for one test, as `account`; if `kind` contains "fails", a fifth of all requests fail, with these faults."""
        if "fails" not in kind:
            return self.account()
        account = self.faulty_account()
        # The test's name is the seed, so that each test has its own faults, and the same ones in every run.
        self.faulty().trouble.inject_faults(os.environ["PYTEST_CURRENT_TEST"].partition(" ")[0], faults=faults)
        return account

    def stop(self) -> None:
        if self._faulty is not None:
            self._faulty.stop()
        for stack in (self.stack, *self._dressed.values()):
            stack.stop()

    def broker(self, dress: str = "signaturgruppen") -> dict[str, str]:
        """The app's settings for a broker; `dress` is the product that the stand-in plays."""
        if dress not in self._dressed:
            ports = free_ports()
            stack = Stack(ports, self._folder, self._folder, lambda name, line: None, broker_settings(ports, dress))
            stack.start_part("mitid")
            self._dressed[dress] = stack
        return self._dressed[dress].values

    def cvr(self) -> dict[str, str]:
        """The app's settings, with a CVR register without faults."""
        self._need("cvr")
        httpx.put(f"{self.stack.values['CVR_URL']}/_faults", json={}).raise_for_status()
        return self.stack.values

    def cvr_fails(self, **fault: Any) -> None:
        """Set a fault of the CVR register; `local/cvr/index.py` lists them."""
        httpx.put(f"{self.stack.values['CVR_URL']}/_faults", json=fault).raise_for_status()

    def fasit(self) -> dict[str, str]:
        """The app's settings, with a Fasit that has received nothing and has no faults."""
        self._need("fasit")
        httpx.delete(f"{self.stack.fasit}/api/everything").raise_for_status()
        self.fasit_fails()
        return self.stack.values

    def momentum(self) -> dict[str, str]:
        self._need("momentum")
        return self.stack.values

    def fasit_fails(self, **faults: dict[str, Any]) -> None:
        """Set faults of Fasit by call; `local/fasit/faults.py` lists them."""
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
        started = Servers(Path(folder))
        try:
            yield started
        finally:
            started.stop()
