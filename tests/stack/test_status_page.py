"""The public status page as anybody opens it, also when the functions have stopped."""

from __future__ import annotations

import httpx

from tests.stack.running import Running
from tests.waiting import until

ADDRESSES = {"/status": "Driftsstatus", "/status/en": "Service status"}


def test_anybody_reads_how_it_stands_and_still_does_when_the_functions_have_stopped(product: Running) -> None:
    def page(address: str) -> httpx.Response:
        return httpx.get(f"{product.stack.url}{address}", follow_redirects=True)

    product.run_timer("probe_dependencies")
    until(lambda: "Driftsstatus" in page("/status").text, lambda: page("/status").text[:200])
    product.stack.stop_part("functions")
    try:
        for address, title in ADDRESSES.items():
            answer = page(address)
            assert (answer.status_code, f"<h1>{title}</h1>" in answer.text) == (200, True)
            assert "script" not in answer.text.lower()
            assert "set-cookie" not in answer.headers
            assert "unsafe-inline" in answer.headers["content-security-policy"]
            assert answer.headers["cache-control"] == "public, max-age=60"
    finally:
        product.stack.start_part("functions")
