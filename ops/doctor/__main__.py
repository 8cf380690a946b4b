"""Runs the doctor on an instance: `python -m ops.doctor [URL]`; `--help` lists the options."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator
import os
from pathlib import Path
import sys
import time
from urllib.parse import urlsplit

from ops.doctor import inside, outside, pages
from ops.doctor.diagnoses import Diagnosis, Level, exit_code, sentence, texts
from ops.doctor.instance import Instance, is_of, on_this_machine

SETTINGS = Path("local.settings.json")
SECONDS_BETWEEN_LOOKS = 10
"""With `--wait`."""


def main() -> int:
    options = read_arguments()
    if options.url and urlsplit(options.url).scheme not in ("http", "https"):
        print(texts()["usage.url"]["says"][options.language].format(url=options.url), file=sys.stderr)
        return 2
    instance = _instance(options)
    if instance is None:
        print(texts()["usage.none"]["says"][options.language], file=sys.stderr)
        return 2
    if options.wait:
        diagnoses = patiently(lambda: examined(instance, options.pages, options.site), options.wait, time.sleep)
        print("\n".join(sentence(diagnosis, options.language) for diagnosis in diagnoses), flush=True)
    else:
        diagnoses = _print_each(options, instance)
    print("\n" + summary(diagnoses, options.language))
    return exit_code(diagnoses)


def _print_each(options: argparse.Namespace, instance: Instance) -> list[Diagnosis]:
    diagnoses = []
    for diagnosis in examined(instance, options.pages, options.site):
        diagnoses.append(diagnosis)
        print(sentence(diagnosis, options.language), flush=True)
    return diagnoses


def patiently(
    examine: Callable[[], Iterable[Diagnosis]], seconds: float, pause: Callable[[float], None]
) -> list[Diagnosis]:
    """Look again until nothing is wrong or `seconds` are over, and give the last diagnoses: after a deployment an instance
    takes a while to start."""
    deadline = time.monotonic() + seconds
    while True:
        diagnoses = list(examine())
        if exit_code(diagnoses) != 1 or time.monotonic() >= deadline:
            return diagnoses
        pause(SECONDS_BETWEEN_LOOKS)


def examined(instance: Instance, built: Path | None = None, site: str = "") -> Iterator[Diagnosis]:
    """The diagnoses of all examinations. When the public address does not answer, only of those that do not need it. `built` and
    `site`: see `--pages` and `--site`."""
    front_door = list(outside.front_door(instance))
    yield from front_door
    yield from inside.host(instance)
    yield from outside.past_the_gateway(instance, outside.functions_answer(front_door))
    if not any(diagnosis.code == "front.unreachable" for diagnosis in front_door):
        yield from outside.tls(instance)
        yield from outside.cookies(instance)
        yield from inside.operation(instance)
        yield from inside.meters(instance)
        if built:
            yield from pages.served(instance, built, site)


def _instance(options: argparse.Namespace) -> Instance | None:
    session = options.session or os.environ.get("FELTSKEMA_SESSION", "")
    url, direct = options.url.rstrip("/"), options.direct.rstrip("/")
    if not session and options.settings.exists() and is_of(options.settings, url):
        return on_this_machine(options.settings, url, direct)
    return Instance(url, direct, session, options.cookie) if url else None


def summary(diagnoses: list[Diagnosis], language: str) -> str:
    """The last line: how many diagnoses are of which level."""
    levels = [diagnosis.level for diagnosis in diagnoses]
    well = "sum.care" if Level.CARE in levels else "sum.well"
    code = {0: well, 1: "sum.wrong", 2: "sum.unseen"}[exit_code(diagnoses)]
    numbers = {level.value: levels.count(level) for level in Level}
    return texts()[code]["says"][language].format(**numbers)


def read_arguments() -> argparse.Namespace:
    """Parse the arguments; argparse ends the process with exit code 2 where they are wrong."""
    parser = argparse.ArgumentParser(
        prog="make doctor",
        description="Look at an instance, and say what is wrong and what to do.",
        epilog="Exit code of python -m ops.doctor: 0 all is well, 1 something is wrong, 2 nothing is wrong but not everything "
        "could be looked at. make says 2 for the last two.",
    )
    parser.add_argument("url", nargs="?", default="", help="the public address; absent: the stack on this machine")
    parser.add_argument("--direct", default="", help="the functions' own address, https://….azurewebsites.net")
    parser.add_argument("--pages", type=Path, help="the build of the phone's pages that was deployed, static-web/dist")
    parser.add_argument("--site", default="", help="the static site's own address, https://….azurestaticapps.net")
    parser.add_argument("--wait", type=int, default=0, help="seconds to go on looking while something is wrong")
    parser.add_argument("--session", default="", help="value of an operator's session cookie (or FELTSKEMA_SESSION)")
    parser.add_argument("--cookie", default="__Host-feltskema", help="the session cookie's name")
    parser.add_argument("--settings", type=Path, default=SETTINGS, help="settings of the stack on this machine")
    parser.add_argument("--language", choices=("da", "en"), default="da")
    return parser.parse_intermixed_args()


if __name__ == "__main__":
    sys.exit(main())
