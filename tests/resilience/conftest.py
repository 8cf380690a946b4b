from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.stack.consultant import Consultant
from tests.stack.running import Fasit, Running, running

LEASE, PATIENCE = 10, 1
"""Lease and wait before a sweep, in seconds: shorter than the defaults (90 and 60), so that the tests take less time."""


@pytest.fixture(scope="package")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    settings = {
        "DELIVERY_LEASE_SECONDS": str(LEASE),
        "FASIT_CONNECT_SECONDS": "0.75",
        "FASIT_TIMEOUT_SECONDS": "3",
        "FASIT_CREATE_SECONDS": "4",
        "MOMENTUM_CONNECT_SECONDS": "0.75",
        "MOMENTUM_TIMEOUT_SECONDS": "3",
        "SWEEP_AFTER_SECONDS": str(PATIENCE),
    }
    with running(tmp_path_factory.mktemp("resilience"), settings) as stack:
        yield stack


@pytest.fixture
def fasit(product: Running) -> Iterator[Fasit]:
    product.fasit.fail()
    yield product.fasit
    product.fasit.fail()
    product.fasit.release()


@pytest.fixture(scope="package")
def karen(product: Running) -> Consultant:
    return product.consultant("karen")
