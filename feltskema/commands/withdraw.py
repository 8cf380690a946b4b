"""`withdraw`: sets the day from which nothing new can be registered with an app; drafts begun before can still be sent."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import click

from feltskema.arguments import definitions_folder, silence_definition_log, unknown_app
from feltskema.day import Day
from feltskema.print_faults import shown_path
from feltskema.shell import Stop, command, folder, option, print_line
from feltskema.texts import phrase
from shared.adapters.definition_files import DefinitionFiles
from shared.adapters.definition_folder import DefinitionFolder
from shared.domain.text.time_format import danish_clock

HEAD = """\
# From this day on nothing new is registered. What was begun before can still be sent.
"""


@command("withdraw")
@click.argument("app", metavar="APP")
@option("--on", "day", type=Day(), metavar="DATE", help_key="withdraw-on")
@option("--undo", is_flag=True, help_key="withdraw-undo")
@folder
def run(app: str, day: date | None, undo: bool, folder: Path | None) -> int:
    silence_definition_log()
    root = definitions_folder(folder)
    files = DefinitionFiles(root)
    if app not in files.apps():
        raise unknown_app(app, root)
    if undo and day:
        raise Stop(phrase("withdraw.either"), 2)
    if not files.published(app):
        raise Stop(phrase("withdraw.unpublished", app=app))
    path = root / DefinitionFolder(root).withdrawal(app)
    if undo:
        path.unlink(missing_ok=True)
        print_line(phrase("withdraw.undone", app=app), fg="green")
        return 0
    first = day or danish_clock(datetime.now(UTC)).date()
    path.write_text(f"{HEAD}withdrawn: {first}\n", "utf-8")
    print_line(phrase("withdraw.done", app=app, day=first, path=shown_path(path)), fg="green")
    return 0
