"""The servers that attachments pass: the storage, whole and failing, and Fasit."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from local.run.stack import Stack
from shared.adapters.storage import Account
from tests.servers import Servers


@pytest.fixture(scope="module")
def stack(servers: Servers) -> Stack:
    """With a storage, and a Fasit that has received nothing."""
    servers.storage()
    servers.fasit()
    return servers.stack


@pytest.fixture
def account(servers: Servers) -> Account:
    """An account of its own for one test."""
    return servers.account()


@pytest.fixture
def faulty_account(servers: Servers, request: pytest.FixtureRequest) -> Iterator[Account]:
    """The same on a storage that fails now and then."""
    account = servers.faulty_account()
    servers.faulty().trouble.inject_faults(request.node.name)
    yield account
    servers.faulty().trouble.calm()
