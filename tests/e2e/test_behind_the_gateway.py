"""The main tests in a real browser, with the gateway's shipped policies in front, as in Azure: the functions check the gateway's
identity, and get sessions in its headers.

The tests are the same as those of the stack without a gateway.
"""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.e2e.test_access import test_a_new_employee_is_let_in_and_registers
from tests.e2e.test_visit import test_a_visit_lands_in_fasit
from tests.infra.tools import gateway_runner
from tests.stack.running import Running, running
from tests.stack.test_sign_in import (
    test_a_callback_in_another_browser_is_refused,
    test_a_foreign_cookie_signs_nobody_out,
    test_a_tampered_session_is_refused,
    test_who_signs_out_is_out_in_every_copy_of_the_session,
)

pytestmark = pytest.mark.rare

__all__ = [
    "test_a_callback_in_another_browser_is_refused",
    "test_a_foreign_cookie_signs_nobody_out",
    "test_a_new_employee_is_let_in_and_registers",
    "test_a_tampered_session_is_refused",
    "test_a_visit_lands_in_fasit",
    "test_who_signs_out_is_out_in_every_copy_of_the_session",
]


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The stack behind the gateway. Without the policy runner the tests are skipped, or fail where CI=true."""
    gateway_runner()
    with running(tmp_path_factory.mktemp("gateway"), front="gateway") as stack:
        yield stack


def test_past_the_gateway_nobody_comes_in(product: Running) -> None:
    karen = product.consultant("karen")
    session = {"x-feltskema-session": karen.cookie("__Host-feltskema"), "cookie": karen._sent("/")}
    for headers in ({}, session, {**session, "authorization": "Bearer e30.e30.e30"}):
        answer = httpx.get(f"{product.stack.functions}/api/auth/me", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "gateway-only")


def test_cookies_are_such_that_a_browser_keeps_them_even_by_the_letter(product: Running) -> None:
    [device] = product.consultant().get("/api/auth/login?next=/").headers.get_list("set-cookie")
    assert "domain" not in device.lower()
