"""Runs the whole stack on loopback until Ctrl-C: `python -m local.run`."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
import signal
import sys
import time

from local.run.parts import HOME
from local.run.ports import Ports, free_ports
from local.run.settings import behind_the_gateway, over_https, write_settings
from local.run.stack import PartFailed, Stack

_COLOURS = {
    "azurite": 34,
    "mitid": 36,
    "fasit": 35,
    "momentum": 35,
    "cvr": 33,
    "functions": 32,
    "site": 37,
    "identity": 37,
    "front": 37,
    "tls": 37,
}
"""The ANSI colour of each part's name on a terminal."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="make run", description="Feltskema on one machine, on loopback.")
    parser.add_argument("--free-ports", action="store_true", help="whatever ports are free, instead of the usual")
    parser.add_argument("--data", type=Path, default=HOME / ".local", help="where everything is kept (.local)")
    parser.add_argument("--pages", type=Path, default=HOME / "static-web" / "dist", help="the built front end")
    door = parser.add_mutually_exclusive_group()
    door.add_argument("--gateway", action="store_true", help="the shipped policies in front of everything")
    door.add_argument("--https", action="store_true", help="TLS in front of everything, by a certificate of its own")
    arguments = parser.parse_args()
    if not (arguments.pages / "index.html").exists():
        print(f"The front end is not built: no index.html in {arguments.pages}. Run: make run", file=sys.stderr)
        return 1
    ports = free_ports() if arguments.free_ports else Ports()
    if ports_in_use := ports.taken():
        in_use = ", ".join(f"{port} ({name})" for name, port in ports_in_use)
        print(f"In use by another program: port {in_use}. Stop it, or run: make run ARGS=--free-ports", file=sys.stderr)
        return 1
    behind = behind_the_gateway(ports) if arguments.gateway else over_https(ports) if arguments.https else {}
    try:
        stack = Stack(ports, arguments.data.resolve(), arguments.pages.resolve(), _echo, behind)
    except FileNotFoundError as missing:
        print(missing, file=sys.stderr)
        return 1
    if arguments.data.resolve() == HOME / ".local":
        write_settings(HOME / "local.settings.json", ports, stack.keys, over_https(ports) if arguments.https else {})
    # SIGINT too: a script that starts this in the background hands on that it is ignored.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupt)
    return _run(stack)


def _run(stack: Stack) -> int:
    try:
        stack.start(lambda name, seconds: print(f"  ready  {name:<10} {seconds:5.1f} s", flush=True))
        _print_addresses(stack)
        while not (name := stack.ended()):
            time.sleep(0.3)
        print(f"{name} has ended. Its last lines:", *stack.last_lines(name), sep="\n", file=sys.stderr)
        return 1
    except PartFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopping …", flush=True)
        return 0
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        stack.stop()


def _print_addresses(stack: Stack) -> None:
    persons = json.loads((HOME / "local" / "broker" / "persons.json").read_text("utf-8"))
    print(f"\n  Feltskema   {stack.url}\n  Fasit       {stack.fasit}\n\n  Who can sign in:", flush=True)
    for person in persons:
        print(f"    {person.get('name', 'Navnebeskyttet'):<18} {person['role']}")
    if stack.url.startswith("https:"):
        print(
            f"\n  The browser asks whether to trust the certificate, or trust {stack.keys.file('https.crt')} beforehand."
        )
    print("\n  Ctrl-C stops everything.\n", flush=True)


def _echo(name: str, line: str) -> None:
    prefix = f"\033[{_COLOURS.get(name, 37)}m{name:>9}\033[0m" if sys.stdout.isatty() else f"{name:>9}"
    print(f"{prefix} | {line}", flush=True)


def _interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
