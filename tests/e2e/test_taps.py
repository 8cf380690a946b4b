"""A tap takes about a tenth of a second: if content arrives meanwhile, the tap still hits the element that it began on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
import threading

from playwright.sync_api import Locator, Route, expect
import pytest

from tests.e2e.phone import Phone
from tests.stack.consultant import new_id
from tests.stack.running import Running

SIZES = [(360, 740), (1280, 800)]


@contextmanager
def held(phone: Phone, pattern: str) -> Iterator[Callable[[], None]]:
    """While the block runs, calls that match the pattern wait; the block gets a function that lets them go on."""
    waiting: list[Route] = []
    open_ = threading.Event()

    def keep(route: Route) -> None:
        if open_.is_set():
            route.continue_()
        else:
            waiting.append(route)

    def release() -> None:
        open_.set()
        for route in waiting:
            route.continue_()
        waiting.clear()

    phone.page.route(pattern, keep)
    yield release
    release()
    phone.page.unroute(pattern, keep)


def press(phone: Phone, target: Locator) -> None:
    """Press the pointer down on the middle of the target, without releasing it."""
    target.scroll_into_view_if_needed()
    box = target.bounding_box()
    assert box
    phone.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    phone.page.mouse.down()


@pytest.fixture
def many(product: Running) -> None:
    """Send more registrations than fit on the screen."""
    consultant = product.consultant("karen")
    for _ in range(12):
        consultant.put(new_id())


@pytest.mark.parametrize(("width", "height"), SIZES, ids=["phone", "desk"])
def test_the_list_that_arrives_under_a_tap_does_not_take_it(
    phones: Callable[..., Phone], many: None, width: int, height: int
) -> None:
    phone = phones(width=width, height=height).signed_in()
    with held(phone, "**/api/registrations?*") as arrive:
        phone.open()
        press(phone, phone.page.get_by_role("link", name="Ny registrering", exact=True))
        arrive()
        expect(phone.page.locator("a[href^='/registrering/']").first).to_be_attached()
        phone.page.mouse.up()
        expect(phone.page.get_by_text("Vælg, hvad du vil registrere.")).to_be_visible()
