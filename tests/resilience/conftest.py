from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.resilience.sweeping import SHORT_WAITS
from tests.stack.consultant import Consultant
from tests.stack.running import Fasit, Running, running


@pytest.fixture(scope="package")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("resilience"), SHORT_WAITS) as stack:
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
