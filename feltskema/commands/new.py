"""`new`: writes a first definition file of an app, which passes `check`."""

from __future__ import annotations

from pathlib import Path
import re

import click

from feltskema.arguments import definitions_folder
from feltskema.print_faults import shown_path
from feltskema.shell import Stop, command, folder, option, print_line
from feltskema.texts import phrase
from shared.domain.identifiers import NAME
from shared.domain.source.faults import nearest

APP = re.compile(NAME)


@command("new")
@click.argument("app", metavar="APP")
@option("--from", "template", metavar="TEMPLATE", help_key="new-from")
@option("--title", metavar="TEXT", help_key="new-title")
@option("--title-en", metavar="TEXT", help_key="new-title-en")
@folder
def run(app: str, template: str | None, title: str | None, title_en: str | None, folder: Path | None) -> int:
    root = definitions_folder(folder)
    _check_names(app, template, root)
    danish = title or app.replace("-", " ").capitalize()
    texts = {"app": app, "title": _quoted(danish), "title_en": _quoted(title_en or danish)}
    content = phrase("new.extending", template=template, **texts) if template else phrase("new.whole", **texts)
    path = root / f"{app}.yaml"
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(content)
    except FileExistsError:
        raise Stop(phrase("new.exists", path=shown_path(path))) from None
    print_line(phrase("new.done", path=shown_path(path)), fg="green")
    print_line(phrase("new.next", app=app, path=shown_path(path)))
    return 0


def _check_names(app: str, template: str | None, root: Path) -> None:
    """Raise `Stop` for an app's name that may not be used, or a template that does not exist."""
    if not APP.fullmatch(app):
        raise Stop(phrase("new.bad-name", name=app), 2)
    if template is None:
        return
    templates = sorted(path.stem for path in (root / "templates").glob("*.yaml"))
    if template not in templates:
        text = phrase("new.no-template", name=template, known=", ".join(templates) or "–")
        nearest_template = nearest(template, templates)
        raise Stop(f"{text} {phrase('meant', meant=nearest_template)}" if nearest_template else text, 2)


def _quoted(text: str) -> str:
    """Quote a text for YAML."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
