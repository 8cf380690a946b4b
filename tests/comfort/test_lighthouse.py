"""Lighthouse gives the phone's pages full marks for accessibility and best practices. `make lighthouse` prints the scores."""

from __future__ import annotations

import pytest

from bench.lighthouse.auditing import FOLDER, audited, browser_for_lighthouse
from bench.lighthouse.pages import PAGES, opened_page

pytestmark = pytest.mark.rare


@pytest.mark.parametrize("device", ["mobile", "desktop"])
@pytest.mark.parametrize("name", PAGES)
def test_lighthouse_gives_every_page_full_marks(name: str, device: str) -> None:
    assert (FOLDER / "node_modules").is_dir(), "Lighthouse is missing: local/setup.sh lighthouse"
    with browser_for_lighthouse() as browser, opened_page(browser, PAGES[name]) as url:
        verdict = audited(browser, name, url, device)
    assert verdict.is_good, verdict.line()
