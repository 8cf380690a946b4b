"""Measures key presses: from the key until the page with its result is painted, the worst of several at each place."""

from __future__ import annotations

from playwright.sync_api import CDPSession, Page

from bench.first_load.measuring import SLOWER, Phone

Presses = dict[str, float]
"""Milliseconds of the worst key press, by where it is."""
KEYS = "12341234"
_BETWEEN = 150
"""Milliseconds between two keys, as of a fast typist."""
SEARCH = "a letter in a search of 5 000 rows"

# Measures from the event's own time, before any handler, until the first task after the next frame is painted.
_TIMER = """
() => {
  window.presses = [];
  addEventListener('keydown', ({ timeStamp }) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => window.presses.push(performance.now() - timeStamp);
    requestAnimationFrame(() => channel.port2.postMessage(0));
  }, { capture: true });
}
"""
OURS = {
    "a key in a field": "#felt-felt150",
    "a key in a field that 40 calculations look at": "#felt-felt0",
    "a key in the hundredth repeat, with totals": "#felt-rum0-99-antal",
    "a key in a text of the last repeat": "#felt-rum1-99-note",
    SEARCH: "#felt-sted",
}
BARE = {"a key in a field": "#felt150", "a key in a field that 40 calculations look at": "#felt0"}


def presses(phone: Phone) -> Presses:
    """Press keys at each place of the page; gives the worst time of each."""
    page = phone.context.new_page()
    page.goto(phone.url + phone.built.path)
    page.locator(phone.built.box).first.wait_for()
    if phone.built.name == "bare":
        return _all(phone, page, BARE)
    page.locator("#felt-sum999").wait_for()
    pressed = _all(phone, page, OURS)
    # After a refused submission each key press validates the form again.
    page.locator("#felt-felt7").fill("x")
    page.locator("button.send").click()
    page.locator(".error-summary").wait_for()
    return pressed | {f"{place}, after faults were told": worst for place, worst in _all(phone, page, OURS, 2).items()}


def _all(phone: Phone, page: Page, places: dict[str, str], many: int = 99) -> Presses:
    session = phone.context.new_cdp_session(page)
    page.evaluate(_TIMER)
    return {place: _worst(page, session, box) for place, box in list(places.items())[:many]}


def _worst(page: Page, session: CDPSession, box: str) -> float:
    page.locator(box).focus()
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.evaluate("() => { window.presses = []; }")
    for pressed, key in enumerate("a" * len(KEYS) if box == OURS[SEARCH] else KEYS, start=1):
        page.keyboard.press(key)
        page.wait_for_function("count => window.presses.length >= count", arg=pressed)
        page.wait_for_timeout(_BETWEEN)
    durations = page.evaluate("window.presses")
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    page.locator(box).fill("")
    return max(float(duration) for duration in durations)
