"""Audits one page with Lighthouse in Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
import json
import os
from pathlib import Path
import subprocess
import tempfile

from playwright.sync_api import BrowserContext, sync_playwright

from local.run.ports import free_port
from tests.chromium import chromium_program
from tests.e2e.phone import PATIENCE, QUIET

FOLDER = Path(__file__).parent
CATEGORIES = ("accessibility", "best-practices")
_PRESETS = {"mobile": ("--form-factor=mobile",), "desktop": ("--preset=desktop",)}


@dataclass(frozen=True, slots=True)
class Running:
    """A browser that Lighthouse controls through its debugging port, beside Playwright."""

    context: BrowserContext
    port: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """Lighthouse's verdict on a page. `scores`: 0 to 100, by category; `faults`: the audits that take points, each with the first
    item that it names."""

    page: str
    device: str
    scores: dict[str, int]
    faults: tuple[str, ...]

    @property
    def is_good(self) -> bool:
        return not self.faults

    def line(self) -> str:
        """The verdict as text: the scores on a line, and a line for each fault."""
        scores = "  ".join(f"{category} {score:3}" for category, score in self.scores.items())
        return "\n    ".join((f"{self.page:<10}{self.device:<9}{scores}", *self.faults))


@contextmanager
def browser_for_lighthouse() -> Iterator[Running]:
    """A browser with a temporary profile."""
    program = chromium_program()
    port = free_port()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile, sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=program,
            headless=True,
            args=[*QUIET, f"--remote-debugging-port={port}"],
            locale="da-DK",
        )
        context.set_default_timeout(PATIENCE)
        yield Running(context, port)
        context.close()


def audited(browser: Running, page: str, url: str, device: str) -> Verdict:
    """Audit an address with the browser's stored data. Raises `CalledProcessError` where Lighthouse fails."""
    command = [
        str(FOLDER / "node_modules" / ".bin" / "lighthouse"),
        *(url, f"--port={browser.port}", *_PRESETS[device]),
        *("--output=json", "--quiet", "--disable-storage-reset", "--no-enable-error-reporting"),
        f"--only-categories={','.join(CATEGORIES)}",
        f"--max-wait-for-load={PATIENCE}",
    ]
    result = subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, "CI": "1"})
    return _read(json.loads(result.stdout), page, device)


def _read(report: dict[str, object], page: str, device: str) -> Verdict:
    categories, audits = report["categories"], report["audits"]
    assert isinstance(categories, dict)
    assert isinstance(audits, dict)
    faults = []
    for category in categories.values():
        for reference in category["auditRefs"]:
            audit = audits[reference["id"]]
            if reference["weight"] > 0 and audit["score"] is not None and audit["score"] < 1:
                items = (audit.get("details") or {}).get("items") or [{}]
                faults.append(f"{reference['id']}: {audit['title']} {json.dumps(items[0], ensure_ascii=False)[:300]}")
    scores = {name: round(100 * (category["score"] or 0)) for name, category in categories.items()}
    return Verdict(page, device, scores, tuple(faults))
