"""`docs`: the guide's pages on the field types."""

from __future__ import annotations

from pathlib import Path

from feltskema.excerpt import shown_path, stop_with
from feltskema.files import HOME, quiet
from feltskema.guide.pages import Guide
from feltskema.shell import command, option, tell
from feltskema.words import say
from shared.domain.source.faults import DefinitionError

FORMS = Path(__file__).parents[2] / "docs" / "forms"


@command("docs")
@option("--check", "only_check", is_flag=True, help_key="docs-check")
def run(only_check: bool) -> int:
    quiet()
    try:
        pages = list(Guide(FORMS, HOME).pages())
    except DefinitionError as error:
        stop_with(error, FORMS)
        return 1
    stale = [(path, content) for path, content in pages if not path.exists() or path.read_text("utf-8") != content]
    for path, content in stale:
        if only_check:
            tell(say("docs.stale", path=shown_path(path)), fg="red")
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
        tell(say("docs.written", path=shown_path(path)))
    if not stale:
        tell(say("docs.current"), fg="green")
    return int(only_check and bool(stale))
