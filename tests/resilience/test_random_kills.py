"""The Functions host is killed again and again at random moments."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
import random
import time

import httpx
import pytest

from tests.resilience.sweeping import settled
from tests.stack.consultant import SHORT, Consultant, new_id
from tests.stack.running import Fasit, Running

pytestmark = pytest.mark.rare

REGISTRATIONS, KILLS = 20, 5


def sent(consultant: Consultant, id: str, moment: float) -> None:
    """Send a registration as the phone does: again and again until it is accepted."""
    time.sleep(moment)
    deadline = time.monotonic() + 40
    while time.monotonic() < deadline:
        try:
            if consultant.put(id, {**SHORT, "notat": id}).status_code == 201:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.3)
    raise AssertionError(f"{id} was never accepted")


def test_every_registration_ends_in_one_document_or_is_uncertain(
    product: Running, karen: Consultant, fasit: Fasit
) -> None:
    seed = random.randrange(10**6)
    chance = random.Random(seed)
    # So slow that most kills happen during a delivery, in either of its two calls.
    fasit.fail(upload2={"mode": "delay", "seconds": 0.3}, opret={"mode": "delay", "seconds": 0.6})
    ids = [new_id() for _ in range(REGISTRATIONS)]
    with ThreadPoolExecutor(REGISTRATIONS) as pool:
        sending = [pool.submit(sent, karen, id, chance.uniform(0, 8)) for id in ids]
        for _ in range(KILLS):
            product.run_timer("sweep_registrations")
            time.sleep(chance.uniform(0.5, 2.5))
            product.stack.kill("functions")
            product.stack.start_part("functions")
        for entry in sending:
            entry.result()
    registration = {id: settled(product, karen, id)["status"] for id in ids}
    made = {id: len(fasit.documents(id)) for id in ids}
    wrong = {id: (registration[id], made[id]) for id in ids if (registration[id], made[id]) not in ENDS}
    assert not wrong, f"seed {seed}: {wrong}"
    listed = [item["id"] for item in karen.mine("?limit=100")["items"]]
    assert sorted(id for id in listed if id in registration) == sorted(ids)


ENDS = {("delivered", 1), ("uncertain", 0), ("uncertain", 1)}
