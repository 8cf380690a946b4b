"""`python -m ops.pages BUILD URL [--site HOST] [--times N]`: holds the pages that are served against the build, file by file.

Static Web Apps may serve two deployments at once, file by file, for minutes, and its configuration travels with the files: so
after each deployment every file is fetched again and again through the gateway. Exit code as of `python -m ops.doctor`.
"""

from __future__ import annotations

import argparse
from pathlib import Path
import sys

from ops.doctor import pages
from ops.doctor.findings import exit_code, sentence
from ops.doctor.instance import Instance


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m ops.pages", description="Hold the served pages against the build.")
    parser.add_argument("build", type=Path, help="the folder that was deployed, static-web/dist")
    parser.add_argument("url", help="the public address")
    parser.add_argument("--site", default="", help="the static site's own address, which must refuse")
    parser.add_argument(
        "--times", type=int, default=pages.TIMES, help=f"how often each file is fetched ({pages.TIMES})"
    )
    parser.add_argument("--language", choices=("da", "en"), default="da")
    given = parser.parse_args()
    findings = []
    for finding in pages.served(Instance(given.url.rstrip("/")), given.build, given.site, given.times):
        findings.append(finding)
        print(sentence(finding, given.language), flush=True)
    return exit_code(findings)


if __name__ == "__main__":
    sys.exit(main())
