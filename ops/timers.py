"""Shows the timers' heartbeats and runs a timer's work by hand: `python -m ops.timers list|run|trail`.

Uses the settings of `local.settings.json`, or of the environment where there is no such file. For an instance in Azure, whose
settings are in its vault, call `POST /api/timers/{timer}/run` instead. Who started a timer's work, and why, is recorded.
"""

from __future__ import annotations

import argparse
import asyncio
from datetime import datetime
from functools import partial
import getpass
import json
import os
from pathlib import Path
import sys

from shared import wired_instance, wiring
from shared.domain.commands import MAX_REASON_LENGTH
from shared.domain.problems import DependencyUnavailable
from shared.domain.timers import TIMERS, Heartbeat, StartedRun, pulse
from shared.services.run_timer import start_by_hand
from shared.settings import SettingsError

MAX_RUN_SECONDS = 3600.0
"""How long a run from the command line may take. Over HTTP the gateway would end it earlier."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command; gives the exit code: 0, or 1 when the work failed, with the reason on the error stream."""
    options = _arguments().parse_args(arguments)
    if options.command == "run" and not 0 < len(options.reason.strip()) <= MAX_REASON_LENGTH:
        sys.exit(f"--reason must say why, on one line of at most {MAX_REASON_LENGTH} letters")
    _settings(options.settings)
    try:
        return asyncio.run(_run(options))
    except SettingsError as error:
        sys.exit(f"The settings cannot be used: {error}")
    except DependencyUnavailable:
        sys.exit("The storage does not answer. Is the stack running (make run)?")


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ops.timers", description="The timers' heartbeats, and their work.")
    parser.add_argument("--settings", type=Path, default=Path("local.settings.json"))
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("list", help="each timer, and when it last ran")
    commands.add_parser("trail", help="what was started by hand: when, by whom, why")
    run = commands.add_parser("run", help="do a timer's work now")
    run.add_argument("timer", choices=sorted(TIMERS))
    run.add_argument("--reason", required=True)
    return parser


def _settings(file: Path) -> None:
    if file.exists():
        for name, value in json.loads(file.read_text("utf-8"))["Values"].items():
            os.environ.setdefault(name, str(value))


async def _run(options: argparse.Namespace) -> int:
    runs, now = wiring.timer_runs(), wiring.clock()
    if options.command == "trail":
        for started in await runs.trail():
            print(f"{started.at:%Y-%m-%d %H:%M:%S}  {started.timer}  {started.by}: {started.reason}")
        return 0
    if options.command == "list":
        beats = await runs.heartbeats()
        for name in TIMERS:
            print(_line(name, beats.get(name, Heartbeat()), now))
        return 0
    started = StartedRun(options.timer, now, f"command line: {getpass.getuser()}", options.reason.strip())
    work = partial(wired_instance.timed_work, by_hand=True)
    run = await start_by_hand(started, work, runs, wiring.clock, limit=MAX_RUN_SECONDS)
    print(f"{run.timer}: {run.failed or 'done'}", file=sys.stderr if run.failed else sys.stdout)
    return 1 if run.failed else 0


def _line(name: str, beat: Heartbeat, now: datetime) -> str:
    age = beat.age(now)
    ran = "never" if age is None else f"{age.total_seconds():.0f} s ago"
    failed = f", {beat.failed.failed}" if beat.failed and pulse(TIMERS[name], beat, now) == "fails" else ""
    return f"{name}: {pulse(TIMERS[name], beat, now)}, ran {ran}{failed}"


if __name__ == "__main__":
    sys.exit(main())
