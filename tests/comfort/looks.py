"""The combinations of screen, colour scheme and text size that pages are tested in, and the faults found in each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.e2e.phone import AXE, STILL

PHONE, DESK = (360, 740), (1280, 800)
ZOOMED, LANDSCAPE = (320, 256), (740, 360)
"""Screen sizes in pixels: a desktop at 400 % zoom, as in WCAG 1.4.10, and a phone in landscape."""
_RULES = (
    "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations']}"
)
_FAULTS = (
    f"() => axe.run(document, {_RULES}).then(result => result.violations.map(fault =>"
    " `${fault.id}: ${fault.help} ${fault.nodes.map(node => node.target.join(' ')).slice(0, 3).join(', ')}`))"
)
_MISPLACED = Path(__file__).with_name("misplaced.js").read_text("utf-8")


_SETTLED = """async ([size, share]) => {
  document.documentElement.style.fontSize = share;
  const frame = () => new Promise(requestAnimationFrame);
  while (!matchMedia(size).matches) await frame();
  await frame();
  await frame();
}"""
"""Sets the text's size, and waits until the page has the screen's size and is laid out by both. A browser without a window is
told of its new size some frames later."""


@dataclass(frozen=True)
class Look:
    """A screen, colour scheme and text size. `text`: in per cent of the browser's default."""

    size: tuple[int, int]
    scheme: str = "light"
    text: int = 100

    def __str__(self) -> str:
        return f"{self.size[0]}x{self.size[1]} {self.scheme} {self.text} %"

    def put_on(self, page: Page) -> None:
        width, height = self.size
        page.set_viewport_size({"width": width, "height": height})
        # With reduced motion, so that colours are judged when they are there, not on their way.
        page.emulate_media(color_scheme=self.scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        # The style sheet's root font size (62.5 % of the browser's), scaled by the text size that the person has set.
        page.evaluate(_SETTLED, [f"(width: {width}px) and (height: {height}px)", f"{62.5 * self.text / 100}%"])
        page.evaluate(STILL)


EVERY = tuple(Look(*look) for look in product((PHONE, DESK), ("light", "dark"), (100, 200)))
PAIRED = (Look(PHONE, "light", 100), Look(PHONE, "dark", 200), Look(DESK, "light", 200), Look(DESK, "dark", 100))
"""Every pair of screen, scheme and text size, but not every combination of the three: that takes half the time, and a fault that
needs all three is rare."""
MEASURED = (Look(ZOOMED), Look(LANDSCAPE))
"""Looks in which only the layout is measured, since colours and names are the same as in the others."""


def faults_in(page: Page, judged: Iterable[Look] = PAIRED, measured: Iterable[Look] = MEASURED) -> list[str]:
    """The faults in each look: what axe finds, elements outside the screen, and words broken in the middle."""
    # Run by the browser's debugger, which the page's Content-Security-Policy does not apply to.
    page.evaluate(AXE.read_text("utf-8"))
    reported: list[str] = []
    for look in judged:
        look.put_on(page)
        evaluated: list[Any] = page.evaluate(_FAULTS)
        reported += [f"{look}: {fault}" for fault in evaluated + misplaced(page)]
    for look in measured:
        look.put_on(page)
        reported += [f"{look}: {fault}" for fault in misplaced(page)]
    Look(PHONE).put_on(page)
    return reported


def misplaced(page: Page) -> list[str]:
    """Elements outside the screen, and words broken in the middle. Each element is measured, since the page clips what is too
    wide and its own width does not show it."""
    evaluated: list[str] = page.evaluate(_MISPLACED)
    return evaluated
