"""The main tests in a real browser, signed in through each of the other brokers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.e2e.test_visit import test_a_visit_lands_in_fasit
from tests.stack.consultant import SESSION
from tests.stack.running import Running, running

pytestmark = pytest.mark.rare

__all__ = ["test_a_visit_lands_in_fasit"]


@pytest.fixture(scope="module", params=["idura", "signicat"])
def product(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp(request.param), broker=request.param) as stack:
        yield stack


def test_who_has_a_protected_name_is_called_by_a_number(product: Running) -> None:
    me = product.consultant("beskyttet").get("/api/auth/me").json()
    assert me["name"].startswith("Medarbejder ")


@pytest.mark.parametrize(
    ("choice", "words"), [("person=anna", "Du er ikke ansat i kommunen"), ("abort=1", "Login blev afbrudt")]
)
def test_who_does_not_come_in_is_told_why(product: Running, choice: str, words: str) -> None:
    browser = product.consultant()
    assert words in browser.get(browser.up_to_callback(choice)).text
    assert not browser.cookie(SESSION)
