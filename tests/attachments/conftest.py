"""Azurite and the Fasit stand-in, on free ports, for this folder's tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from local.run.parts import BIN
from local.run.ports import free_ports
from local.run.stack import Stack
from shared.adapters.storage import Account
from tests.faulty_storage.proxy import FaultyStorage, faulty_storage


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    if not (BIN / "azurite").exists():
        pytest.skip("the stack for one machine is not installed: run `make test`, which does it")
    folder: Path = tmp_path_factory.mktemp("stack")
    (folder / "azurite").mkdir()
    made = Stack(free_ports(), folder, folder, lambda name, line: None)
    try:
        made.start_part("azurite")
        made.start_part("fasit")
        yield made
    finally:
        made.stop()


@pytest.fixture
def account(stack: Stack) -> Account:
    """An account of its own for one test."""
    return Account(stack.storage, create=True, prefix=f"t{uuid4().hex[:12]}")


@pytest.fixture(scope="session")
def faulty(stack: Stack) -> Iterator[FaultyStorage]:
    with faulty_storage(stack.storage) as made:
        yield made


@pytest.fixture
def faulty_account(faulty: FaultyStorage, request: pytest.FixtureRequest) -> Iterator[Account]:
    """The same on a storage that fails now and then."""
    faulty.trouble.weather(request.node.name)
    yield Account(faulty.connection, create=True, prefix=f"t{uuid4().hex[:12]}")
    faulty.trouble.calm()
