"""Uses the page as a person with one thumb does, while the page counts taps, keys and swipes."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Locator

from tests.e2e.phone import Phone

_COUNTING = """
window.effort = {taps: 0, keys: 0, swipes: 0};
const when = {capture: true, passive: true};
const count = (event, effort) => addEventListener(event, e => { if (e.isTrusted) window.effort[effort] += 1 }, when);
count('pointerdown', 'taps');
count('beforeinput', 'keys');
count('wheel', 'swipes');
"""
_RESTING = """() => new Promise(done => {
  let [before, frames] = [scrollY, 0];
  const look = () => {
    frames = scrollY === before ? frames + 1 : 0;
    before = scrollY;
    if (frames < 8) requestAnimationFrame(look); else done();
  };
  look();
})"""
HEAD, FOOT, SWIPE = 76, 8, 0.7
"""The pixels at the top and the bottom that are not tapped, and the share of the screen that a swipe scrolls."""


@dataclass(frozen=True)
class Effort:
    taps: int
    keys: int
    swipes: int


@dataclass(frozen=True)
class Thumb:
    """Taps what is visible, swipes to what is not, and types where there is no chip."""

    phone: Phone

    def begin(self) -> None:
        self.phone.context.add_init_script(_COUNTING)

    @property
    def effort(self) -> Effort:
        """What has been counted since the page was loaded."""
        return Effort(**self.phone.page.evaluate("window.effort"))

    def tap(self, target: Locator) -> None:
        page = self.phone.page
        target.wait_for()
        height = page.viewport_size["height"] if page.viewport_size else 740
        for _ in range(60):
            page.evaluate(_RESTING)
            box = target.bounding_box()
            assert box, f"{target} is gone"
            x, y = box["x"] + min(box["width"] / 2, 120), box["y"] + box["height"] / 2
            if HEAD <= y <= height - FOOT:
                page.mouse.click(x, y)
                return
            page.mouse.wheel(0, SWIPE * height * (1 if y > HEAD else -1))
        raise AssertionError(f"{target} cannot be swiped to")

    def type(self, text: str) -> None:
        """Type into the box that was tapped; each letter counts as one key."""
        self.phone.page.keyboard.type(text)

    def write(self, box: Locator, text: str) -> None:
        self.tap(box)
        self.type(text)

    def pick(self, question: str, *options: str) -> None:
        group = self.phone.page.get_by_role("group", name=question, exact=True)
        for option in options:
            self.tap(group.locator("label").get_by_text(option, exact=True))

    def chip(self, field: str, text: str) -> None:
        """Tap a chip with a suggested answer at a field. `field`: its path."""
        self.tap(
            self.phone.page.locator(f'.chips[aria-labelledby="felt-{field}-chips"]').get_by_role("button", name=text)
        )
