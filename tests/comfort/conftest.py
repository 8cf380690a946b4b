from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Browser
import pytest

from tests.comfort.seen import Seen
from tests.e2e.phone import browsing
from tests.offline.phone_site import phone_site


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with browsing() as made:
        yield made


@pytest.fixture
def seen(browser: Browser) -> Iterator[Seen]:
    """A page on a phone of its own; whatever its Content-Security-Policy has stopped fails the test."""
    with phone_site() as site:
        made = Seen.new(browser, site)
        yield made
        reports = made.reports()
        made.page.context.close()
    assert reports == []
