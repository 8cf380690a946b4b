"""`docs`: writes the guide's pages on the field types."""

from __future__ import annotations

from pathlib import Path

from feltskema.arguments import HOME, silence_definition_log
from feltskema.guide.pages import Guide
from feltskema.print_faults import shown_path, stop_with
from feltskema.shell import command, option, print_line
from feltskema.texts import phrase
from shared.domain.source.faults import DefinitionError

FORMS = Path(__file__).parents[2] / "docs" / "forms"


@command("docs")
@option("--check", "only_check", is_flag=True, help_key="docs-check")
def run(only_check: bool) -> int:
    silence_definition_log()
    try:
        pages = list(Guide(FORMS, HOME).pages())
    except DefinitionError as error:
        stop_with(error, FORMS)
        return 1
    stale = [(path, content) for path, content in pages if not path.exists() or path.read_text("utf-8") != content]
    for path, content in stale:
        if only_check:
            print_line(phrase("docs.stale", path=shown_path(path)), fg="red")
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
        print_line(phrase("docs.written", path=shown_path(path)))
    if not stale:
        print_line(phrase("docs.current"), fg="green")
    return int(only_check and bool(stale))
