from __future__ import annotations

from collections.abc import Callable, Generator, Iterator

from playwright.sync_api import Browser
import pytest

from tests.e2e.failure_records import keep
from tests.e2e.phone import Phone, browsing, open_phones
from tests.stack.running import Fasit, Running


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with browsing() as chromium_browser:
        yield chromium_browser


@pytest.fixture
def phones(browser: Browser, product: Running) -> Iterator[Callable[..., Phone]]:
    """A function that makes new phones. The test fails if a page has written an error to its console."""
    new_phones: list[Phone] = []

    def new(**size: int | str) -> Phone:
        new_phones.append(Phone.new(browser, product.stack.url, **size))  # type: ignore[arg-type]
        return new_phones[-1]

    yield new
    # The browser itself writes a line for each answer over 399 and each lost connection; only other lines are the page's.
    complaints = [
        complaint
        for phone in new_phones
        for complaint in phone.complaints
        if not complaint.startswith("Failed to load resource")
    ]
    for phone in new_phones:
        phone.context.close()
    assert complaints == []


@pytest.fixture
def phone(phones: Callable[..., Phone]) -> Phone:
    return phones()


@pytest.fixture
def fasit(product: Running) -> Iterator[Fasit]:
    product.fasit.fail()
    yield product.fasit
    product.fasit.fail()
    product.fasit.release()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Store what the phones show when a test fails, before they are closed; the report says where."""
    report = yield
    if report.failed and report.when == "call" and (phones := open_phones()):
        reported = "\n".join(str(folder) for folder in keep(item.name, phones))
        report.sections.append(("What each phone showed, newest last", reported))
    return report
