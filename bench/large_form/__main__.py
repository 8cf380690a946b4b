"""Measures a form of 300 fields, 1 000 calculations and 200 repeats on a phone that is four times slower.

The floor is a bare page with as many input boxes, whose only script adds two numbers. The exit code is 1 where a bar is missed:
the first box within a second, the worst key press within 100 ms.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
import sys
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from bench.command import arguments
from bench.figures import median
from bench.first_load.measuring import Phone, phone
from bench.first_load.pages import Page, served
from bench.large_form.bare import written_bare
from bench.large_form.definition import APP, CALCULATIONS, FIELDS, GROUPS, ITEMS, ROWS, layout
from bench.large_form.pressing import Presses, presses
from local.run.parts import HOME
from tests.offline.phone_site import ANSWERS, listed

READY_MS, PRESS_MS = 1000.0, 100.0
NAMES = ("ours", "bare")


def main() -> int:
    ready, pressed = _measured(arguments(__doc__, times=5).times)
    print(
        f"{FIELDS} fields, {CALCULATIONS} calculations, a list of {ROWS} rows, {GROUPS * ITEMS} repeats; 4 × slower\n"
    )
    print(f"{'milliseconds':<60}{'ours':>8}{'bare':>8}")
    print(f"{'until the first box can be typed in':<60}" + "".join(f"{ready[name]:>8.0f}" for name in NAMES))
    for place, worst in pressed["ours"].items():
        bare = pressed["bare"].get(place)
        print(f"{place:<60}{worst:>8.0f}" + (f"{bare:>8.0f}" if bare else f"{'–':>8}"))
    missed = list(_missed(ready["ours"], pressed["ours"]))
    print("", *missed, sep="\n")
    return 1 if missed else 0


def _measured(times: int) -> tuple[dict[str, float], dict[str, Presses]]:
    ready: dict[str, list[float]] = {name: [] for name in NAMES}
    pressed: dict[str, Presses] = {}
    with TemporaryDirectory() as folder, sync_playwright() as playwright, ExitStack() as running:
        phones: list[Phone] = []
        for built in _pages(Path(folder)):
            opened = running.enter_context(phone(playwright, built, running.enter_context(served(built))))
            opened.prepare()
            phones.append(opened)
        # In turn, so that other load on the machine affects both alike.
        for _ in range(times):
            for opened in phones:
                ready[opened.built.name].append(opened.open(offline=opened.built.name == "ours"))
        for opened in phones:
            pressed[opened.built.name] = presses(opened)
    return {name: median(values) for name, values in ready.items()}, pressed


def _pages(folder: Path) -> list[Page]:
    definition = layout()
    api = {**ANSWERS, "/api/definitions": {"items": [listed(definition)]}, f"/api/definitions/{APP}": definition}
    ours = Page("ours", HOME / "static-web" / "dist", f"/ny/{APP}", "#felt-felt0", api)
    return [ours, Page("bare", written_bare(folder), "/", "#felt0", {})]


def _missed(ready: float, pressed: Presses) -> Iterator[str]:
    if ready > READY_MS:
        yield f"missed: the first box after {ready:.0f} ms, at most {READY_MS:.0f}"
    for place, worst in pressed.items():
        if worst > PRESS_MS:
            yield f"missed: {place}: {worst:.0f} ms, at most {PRESS_MS:.0f}"


if __name__ == "__main__":
    sys.exit(main())
