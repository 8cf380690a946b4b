"""`python -m bench.lighthouse`: Lighthouse's accessibility and best practices over the phone's pages, as a phone and as a desk.

Ends with 1 where a page has less than 100, and names each audit that takes from it.
"""

from __future__ import annotations

import sys

from bench.lighthouse.auditing import Verdict, audited, browser_for_lighthouse
from bench.lighthouse.pages import PAGES, shown

DEVICES = ("mobile", "desktop")


def main() -> int:
    verdicts: list[Verdict] = []
    for name, page in PAGES.items():
        with browser_for_lighthouse() as browser, shown(browser, page) as url:
            for device in DEVICES:
                verdicts.append(audited(browser, name, url, device))
                print(verdicts[-1].line(), flush=True)
    return 0 if all(verdict.is_good for verdict in verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
