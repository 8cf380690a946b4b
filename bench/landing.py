"""Measures from accepted to "I Fasit", as the phone sees it through the front door."""

from __future__ import annotations

import time

from bench.command import print_figures_of_stack
from bench.figures import Figure, quantile
from tests.stack.consultant import VERSION_OF_VISIT, VISIT, Consultant, new_id

TIMES = 50
BAR = 2000.0
"""Milliseconds that a consultant may have to wait."""


def figures(karen: Consultant) -> list[Figure]:
    durations = [_one(karen) for _ in range(TIMES)]
    p50, p95 = quantile(durations, 0.5), quantile(durations, 0.95)
    return [
        Figure(f"accepted to I Fasit, p50 of {TIMES}", p50, BAR, "the bar for p95: 2 s"),
        Figure(f"accepted to I Fasit, p95 of {TIMES}", p95, BAR, "the bar for p95: 2 s"),
    ]


def _one(karen: Consultant) -> float:
    id = new_id()
    assert karen.put(id, VISIT, VERSION_OF_VISIT).status_code == 201
    began = time.perf_counter()
    karen.wait(id, "delivered")
    return 1000 * (time.perf_counter() - began)


if __name__ == "__main__":
    print_figures_of_stack(__doc__, lambda product: figures(product.consultant("karen")))
