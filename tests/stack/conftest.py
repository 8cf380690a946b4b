from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.stack.consultant import Consultant
from tests.stack.running import Fasit, Running


@pytest.fixture(scope="package", autouse=True)
def _the_storage_fails_now_and_then(product: Running) -> Iterator[None]:
    with product.inject_faults("stack"):
        yield


@pytest.fixture
def fasit(product: Running) -> Iterator[Fasit]:
    """The Fasit stand-in, without faults before and after the test."""
    product.fasit.fail()
    yield product.fasit
    product.fasit.fail()
    product.fasit.release()


@pytest.fixture(scope="package")
def karen(product: Running) -> Consultant:
    """A consultant of this suite's own, so that registrations left refused or waiting are not on other tests' front page."""
    return product.consultant(product.employ("Karen Kristensen", "konsulent").id)
