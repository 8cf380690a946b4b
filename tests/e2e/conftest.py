from __future__ import annotations

from collections.abc import Callable, Generator, Iterator

from playwright.sync_api import Browser
import pytest

from tests.e2e.kept import keep
from tests.e2e.phone import Phone, browsing, open_phones
from tests.stack.running import Fasit, Running


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with browsing() as made:
        yield made


@pytest.fixture
def phones(browser: Browser, product: Running) -> Iterator[Callable[..., Phone]]:
    """New phones; whatever a page complained of in its console fails the test."""
    made: list[Phone] = []

    def new(**size: int | str) -> Phone:
        made.append(Phone.new(browser, product.stack.url, **size))  # type: ignore[arg-type]
        return made[-1]

    yield new
    # The browser itself notes every answer over 399, and a lost connection; the page's own words are the rest.
    complaints = [
        complaint
        for phone in made
        for complaint in phone.complaints
        if not complaint.startswith("Failed to load resource")
    ]
    for phone in made:
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
    """Before the phones of a test that failed are put away, what they show is kept; the report says where."""
    report = yield
    if report.failed and report.when == "call" and (phones := open_phones()):
        reported = "\n".join(str(folder) for folder in keep(item.name, phones))
        report.sections.append(("What each phone showed, newest last", reported))
    return report
