"""Momentum's time limits, and what they must not contradict."""

from __future__ import annotations

import pytest

from shared.settings import read
from tests.functions.edge import SETTINGS
from tests.test_settings import refused

MOMENTUM = {"MOMENTUM_URL": "https://momentum.example"} | dict.fromkeys(
    ("MOMENTUM_CLIENT_ID", "MOMENTUM_CLIENT_SECRET", "MOMENTUM_RESOURCE", "MOMENTUM_API_KEY"), "set"
)
SLOW = {**MOMENTUM, "MOMENTUM_TIMEOUT_SECONDS": "40", "DELIVERY_LEASE_SECONDS": "120"}


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("DELIVERY_LEASE_SECONDS", {**SLOW, "DELIVERY_LEASE_SECONDS": "90"}),
        ("DELIVERY_BUDGET_SECONDS", {**SLOW, "DELIVERY_BUDGET_SECONDS": "100"}),
        ("MOMENTUM_SETTLE_SECONDS", {**SLOW, "MOMENTUM_SETTLE_SECONDS": "99"}),
    ],
)
def test_times_that_contradict_momentums_are_refused(name: str, changes: dict[str, str]) -> None:
    message = refused(name, "MOMENTUM_CONNECT_SECONDS", "MOMENTUM_TIMEOUT_SECONDS", **changes)
    assert "100 seconds" in message
    assert "make it more than that" in message


def test_times_that_go_together_are_taken() -> None:
    assert read({**SETTINGS, **SLOW}).momentum_timeout_seconds == 40


def test_where_there_is_no_momentum_its_times_contradict_nothing() -> None:
    assert read({**SETTINGS, "MOMENTUM_SETTLE_SECONDS": "0"}).momentum_settle_seconds == 0
