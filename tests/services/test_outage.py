"""A target that was down for long, with much waiting: nothing hammers it, and all of it goes out in order, at the set rate,
while new registrations go through at once. The product's services on a virtual clock (`tests/services/outage.py`)."""

from __future__ import annotations

import asyncio
from datetime import datetime

import pytest

from shared.domain.target_state import Limit
from tests.services.outage import FASIT, Product, companies
from tests.virtual_time import run_virtually

NEW_ONES = 30


@pytest.mark.parametrize(
    ("hours", "waiting", "per_minute"), [(4, 120, 60), pytest.param(24, 5000, 420, marks=pytest.mark.rare)]
)
def test_a_long_outage_is_over_in_a_quarter_of_an_hour(hours: int, waiting: int, per_minute: int) -> None:
    product = run_virtually(lambda loop: _outage(hours, waiting, per_minute))
    assert len(product.target.documents) == waiting + NEW_ONES
    assert product.in_order()
    assert product.target.most <= 8
    assert product.given_again == 0, "no message is spent on instances that want a place at once"
    assert product.busiest_minute() <= per_minute * 1.05 + 2
    state = product.states.states[FASIT]
    assert (state.opened_at, state.room_since) == (None, None), "and all is as before"


async def _outage(hours: int, waiting: int, per_minute: int) -> Product:
    product, numbers = Product(Limit(at_once=8, per_minute=per_minute)), companies(waiting + NEW_ONES)
    product.target.down = True
    async with product.running():
        for number in range(waiting):
            await product.register(numbers[number % (waiting // 3)])
            await asyncio.sleep(3600 * hours / waiting)
        _nothing_was_spent(product, hours, waiting)
        product.target.down = False
        back = _now()
        for company in numbers[waiting:]:  # Others' visits, meanwhile.
            await asyncio.sleep(20)
            closed = product.states.states[FASIT].opened_at is None
            assert closed or _now() - back < 70, "the probe sees it within a minute"
            waited = await _until_taken(company, product)
            assert waited <= 10 or not closed, f"a new one waits {waited} s, {_now() - back} s after it came back"
        await asyncio.sleep(back + 900 - _now())
        assert len(product.target.documents) == waiting + NEW_ONES, "drained within 15 minutes"
        await asyncio.sleep(120)
    return product


def _now() -> float:
    return asyncio.get_running_loop().time()


def _nothing_was_spent(product: Product, hours: int, waiting: int) -> None:
    """A trial every five minutes, and what waits has the row that it was accepted with."""
    assert len(product.target.began) < hours * 12 + 20
    rows = product.parts.registrations.rows.values()
    untouched = [row for row in rows if not row.delivery.attempts]
    assert len(untouched) >= waiting - 10
    assert {len(product.parts.registrations.lines[row.key]) for row in untouched} == {0}


async def _until_taken(company: str, product: Product) -> float:
    """Register a visit; after how many seconds the target has it."""
    began = _now()
    await product.register(company)
    newest = max(product.parts.registrations.rows.values(), key=lambda row: row.received_at)
    registered: tuple[str, datetime] = newest.case, newest.received_at
    while registered not in [taken[:2] for taken in product.target.taken[-200:]]:
        await product.target.next_one()
    return _now() - began


def test_without_a_probe_a_trial_finds_out() -> None:
    async def outage() -> Product:
        product = Product(Limit(at_once=8, per_minute=600), probed=False)
        product.target.down = True
        async with product.running():
            for number in companies(20):
                await product.register(number)
                await asyncio.sleep(1)
            await asyncio.sleep(600)
            product.target.down = False
            await asyncio.sleep(5 * 60 + 90)
        return product

    product = run_virtually(lambda loop: outage())
    assert len(product.target.documents) == 20


def test_where_no_limit_is_set_an_instance_still_leaves_room_for_other_targets() -> None:
    async def crowd() -> Product:
        product = Product(Limit())
        async with product.running():
            for number in companies(50):
                await product.register(number)
            await asyncio.sleep(10)
        return product

    product = run_virtually(lambda loop: crowd())
    assert len(product.target.documents) == 50
    assert product.target.most <= 3 * Limit().per_instance
