"""Measures from the answer of PUT until the page shows *I Fasit* and Fasit's id, in Chromium at 360 × 740."""

from __future__ import annotations

from time import perf_counter

from playwright.sync_api import Error, Response, expect, sync_playwright

from bench.command import print_figures_of_stack
from bench.figures import Figure, quantile
from tests.e2e.failure_records import keep
from tests.e2e.phone import Phone, chromium
from tests.stack.running import Running

VISITS = 50
BAR = 2000.0
"""Milliseconds that the p95 may take."""


def figures(product: Running) -> list[Figure]:
    """The median and 95th percentile of `VISITS` visits, typed one after the other."""
    with sync_playwright() as playwright:
        browser = chromium(playwright)
        phone = Phone.new(browser, product.stack.url).signed_in()
        times = [_visit(phone, product) for _ in range(VISITS)]
        browser.close()
    delivered = "I Fasit, with its id, on the page"
    return [Figure(f"{delivered}, {name}", quantile(times, part), BAR, "the bar of 2 s") for name, part in _PARTS]


_PARTS = (("p50", 0.5), ("p95", 0.95))


def _visit(phone: Phone, product: Running) -> float:
    try:
        return _timed(phone, product)
    except (AssertionError, Error):
        print(f"what the phone showed: {keep('bench', [phone])[0]}")
        raise


def _timed(phone: Phone, product: Running) -> float:
    phone.open().new_visit().short_visit()
    accepted: list[float] = []

    def on_response(answer: Response) -> None:
        if answer.request.method == "PUT" and answer.status == 201:
            accepted.append(perf_counter())

    phone.page.on("response", on_response)
    phone.send()
    expect(phone.page.get_by_text("I Fasit", exact=True).first).to_be_visible()
    shown_at = perf_counter()
    phone.page.remove_listener("response", on_response)
    [document] = product.fasit.documents(phone.registration)
    expect(phone.page.get_by_text(document["id"]).first).to_be_visible()
    return 1000 * (shown_at - accepted[0])


if __name__ == "__main__":
    print_figures_of_stack(__doc__, figures)
