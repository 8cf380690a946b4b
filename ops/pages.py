"""Compares the served pages with the build, file by file: `python -m ops.pages BUILD URL [--site HOST] [--times N]`.

For minutes after a deployment Static Web Apps may serve some files of the old one, and the configuration is deployed with the
files. So every file is fetched many times through the gateway. The exit code is as of `python -m ops.doctor`.
"""

from __future__ import annotations

import argparse
from pathlib import Path
import sys

from ops.doctor import pages
from ops.doctor.diagnoses import exit_code, sentence
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
    options = parser.parse_args()
    diagnoses = []
    for diagnosis in pages.served(Instance(options.url.rstrip("/")), options.build, options.site, options.times):
        diagnoses.append(diagnosis)
        print(sentence(diagnosis, options.language), flush=True)
    return exit_code(diagnoses)


if __name__ == "__main__":
    sys.exit(main())
