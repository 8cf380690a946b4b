"""Lighthouse gives the phone's pages full marks for accessibility and best practices. `make lighthouse` prints the scores."""

from __future__ import annotations

from pathlib import Path
import subprocess

import pytest

from bench.lighthouse.auditing import FOLDER, audited, browser_for_lighthouse
from bench.lighthouse.pages import PAGES, opened_page

pytestmark = pytest.mark.rare

HOME = Path(__file__).parents[2]


@pytest.fixture(scope="module", autouse=True)
def lighthouse() -> None:
    """Installed where it is missing: it is rarely needed, so that no other lane sets it up."""
    if not (FOLDER / "node_modules").is_dir():
        subprocess.run([HOME / "local" / "setup.sh", "lighthouse"], check=True)


@pytest.mark.parametrize("device", ["mobile", "desktop"])
@pytest.mark.parametrize("name", PAGES)
def test_lighthouse_gives_every_page_full_marks(name: str, device: str) -> None:
    with browser_for_lighthouse() as browser, opened_page(browser, PAGES[name]) as url:
        verdict = audited(browser, name, url, device)
    assert verdict.is_good, verdict.line()
