"""Audits the phone's pages with Lighthouse (accessibility, best practices), as a phone and a desktop.

The exit code is 1 where a page has less than 100; each audit that takes points is printed.
"""

from __future__ import annotations

import sys

from bench.command import arguments
from bench.lighthouse.auditing import Verdict, audited, browser_for_lighthouse
from bench.lighthouse.pages import PAGES, opened_page

DEVICES = ("mobile", "desktop")


def main() -> int:
    arguments(__doc__)
    verdicts: list[Verdict] = []
    for name, page in PAGES.items():
        with browser_for_lighthouse() as browser, opened_page(browser, page) as url:
            for device in DEVICES:
                verdicts.append(audited(browser, name, url, device))
                print(verdicts[-1].line(), flush=True)
    return 0 if all(verdict.is_good for verdict in verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
