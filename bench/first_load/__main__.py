"""Compares the first load of our form with JSON Forms' and RJSF's smallest pages with the same fields.

The exit code is 1 where a bar is missed: a cold load may take 0.8 of the faster peer's, a warm or offline one 0.5 of that and at
most 600 ms.
"""

from __future__ import annotations

from contextlib import ExitStack
import sys

from playwright.sync_api import sync_playwright

from bench.command import arguments
from bench.figures import median
from bench.first_load.measuring import Phone, phone
from bench.first_load.pages import pages, served

COLD, WARM, WITHIN_MS = 0.8, 0.5, 600.0
Times = dict[str, dict[str, float]]


def main() -> int:
    times = _measured(arguments(__doc__, times=7).times)
    _print_times(times)
    missed = list(_missed(times))
    print(*missed, sep="\n")
    return 1 if missed else 0


def _measured(times: int) -> Times:
    runs_by_page: dict[str, dict[str, list[float]]] = {}
    with sync_playwright() as playwright, ExitStack() as running:
        phones: list[Phone] = []
        for built in pages():
            url = running.enter_context(served(built))
            phones.append(running.enter_context(phone(playwright, built, url)))
        # In turn, so that other load on the machine affects all of them alike.
        for _ in range(times):
            for opened in phones:
                runs = runs_by_page.setdefault(opened.built.name, {})
                for how, milliseconds in _opened(opened).items():
                    runs.setdefault(how, []).append(milliseconds)
    return {name: {how: median(values) for how, values in runs.items()} for name, runs in runs_by_page.items()}


def _opened(phone: Phone) -> dict[str, float]:
    phone.forget()
    cold = phone.open()
    phone.prepare()
    opened = {"cold": cold, "warm": phone.open()}
    # The peers' pages do not open without a network.
    return {**opened, "offline": phone.open(offline=True)} if phone.built.name == "ours" else opened


def _print_times(times: Times) -> None:
    print(f"\n{'':<12}{'cold':>10}{'warm':>10}{'offline':>10}   milliseconds until the first field can be typed in")
    for name, seconds in times.items():
        print(f"{name:<12}" + "".join(f"{seconds[how]:>10.0f}" if how in seconds else f"{'–':>10}" for how in _VISITS))
    cold, warm = _faster(times, "cold"), _faster(times, "warm")
    ours = times["ours"]
    print(f"\nours / the faster peer, cold:        {ours['cold'] / cold:.2f}   (at most {COLD})")
    print(f"ours warm / the faster peer, cold:   {ours['warm'] / cold:.2f}   (at most {WARM})")
    print(f"ours offline / the faster, cold:     {ours['offline'] / cold:.2f}   (at most {WARM})")
    print(f"ours warm / the faster peer, warm:   {ours['warm'] / warm:.2f}")


_VISITS = ("cold", "warm", "offline")


def _faster(times: Times, how: str) -> float:
    return min(seconds[how] for name, seconds in times.items() if name != "ours")


def _missed(times: Times) -> list[str]:
    ours, faster = times["ours"], _faster(times, "cold")
    bars = {"cold": COLD * faster, "warm": min(WARM * faster, WITHIN_MS), "offline": min(WARM * faster, WITHIN_MS)}
    return [f"missed: {how} {ours[how]:.0f} ms, at most {bar:.0f}" for how, bar in bars.items() if ours[how] > bar]


if __name__ == "__main__":
    sys.exit(main())
