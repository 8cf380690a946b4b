from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Browser
import pytest

from tests.comfort.seen import Seen
from tests.e2e.phone import browsing
from tests.offline.phone_site import phone_site


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with browsing() as chromium_browser:
        yield chromium_browser


@pytest.fixture
def seen(browser: Browser) -> Iterator[Seen]:
    """A page on a new phone. The test fails if the page's Content-Security-Policy has blocked anything."""
    with phone_site() as site:
        new_seen = Seen.new(browser, site)
        yield new_seen
        reports = new_seen.reports()
        new_seen.page.context.close()
    assert reports == []
