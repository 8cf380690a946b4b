from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.stack.consultant import Consultant
from tests.stack.running import Fasit, Running, running


@pytest.fixture(scope="package")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("stack"), storage_fails="stack") as made:
        yield made


@pytest.fixture
def fasit(product: Running) -> Iterator[Fasit]:
    """Without faults before the test and after it."""
    product.fasit.fail()
    yield product.fasit
    product.fasit.fail()
    product.fasit.release()


@pytest.fixture(scope="package")
def karen(product: Running) -> Consultant:
    return product.consultant("karen")
