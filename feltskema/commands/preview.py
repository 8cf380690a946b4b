"""`preview`: shows the phone form of one definition in the browser, and reloads it when the file is saved."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from datetime import datetime
import json
from pathlib import Path
import signal
from typing import TYPE_CHECKING, Any
import webbrowser

import click

from feltskema.arguments import silence_definition_log, target
from feltskema.print_faults import print_fault
from feltskema.shell import Stop, command, folder, option, print_line
from feltskema.texts import how_many, phrase

if TYPE_CHECKING:
    from feltskema.preview.state import State
    from shared.domain.registration import Registration

BUILT = Path(__file__).parents[2] / "static-web" / "dist"


@command("preview")
@click.argument("file", metavar="FILE|APP")
@option("--port", type=click.IntRange(0, 65535), default=4290, show_default=True, help_key="port")
@option("--no-open", "no_open", is_flag=True, help_key="no-open")
@option("--pages", type=click.Path(file_okay=False, path_type=Path), default=BUILT, help_key="pages")
@folder
def run(file: str, port: int, no_open: bool, pages: Path, folder: Path | None) -> int:
    from feltskema.preview.server import Preview

    silence_definition_log()
    previewed = target(file, folder)
    if not (pages / "index.html").is_file():
        raise Stop(phrase("preview.not-built", path=pages))
    preview = Preview(previewed, pages, _print_change, _print_registration)

    def ready(address: str) -> None:
        print_line(phrase("preview.at", address=address), bold=True)
        print_line(phrase("preview.how", path=previewed.path))
        if not no_open:
            webbrowser.open(address)

    try:
        asyncio.run(_until_stopped(preview.run(port, ready)))
    except OSError as error:
        raise Stop(phrase("preview.port", port=port, reason=error.strerror or error)) from None
    return 0


async def _until_stopped(running: Coroutine[Any, Any, None]) -> None:
    """Run until Ctrl-C or SIGTERM, and let the coroutine clean up."""
    task = asyncio.create_task(running)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, task.cancel)
        except NotImplementedError:
            # Windows: Ctrl-C arrives as KeyboardInterrupt.
            break
    try:
        await task
    except asyncio.CancelledError:
        print_line()


def _print_change(state: State) -> None:
    now = f"{datetime.now():%H:%M:%S}"  # noqa: DTZ005 (the author's own clock)
    if state.faults:
        print_line(f"{now}  {how_many('faults', len(state.faults))}", fg="red", bold=True)
        for fault in state.faults:
            print_fault(fault, state.target.folder)
        return
    if not state.target.path.is_file():
        print_line(f"{now}  {phrase('preview.gone')}", fg="red", bold=True)
        return
    print_line(f"{now}  {phrase('preview.drawn')}", fg="green")


def _print_registration(stored: Registration) -> None:
    print_line(f"{datetime.now():%H:%M:%S}  {phrase('preview.accepted', title=stored.title)}", fg="green")  # noqa: DTZ005 (as above)
    print_line(json.dumps(stored.answers, ensure_ascii=False, indent=2))
