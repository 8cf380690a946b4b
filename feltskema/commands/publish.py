"""`publish`: writes a version of an app as a file of its own, which never changes after that."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from feltskema.arguments import assembled, definitions_folder, silence_definition_log, unknown_app, working_apps
from feltskema.print_faults import shown_path, stop_with
from feltskema.shell import Stop, command, folder, option, print_line
from feltskema.texts import phrase
from shared.adapters.definition_files import DefinitionFiles
from shared.domain.authoring.text_checks import placeholder_faults
from shared.domain.source.faults import DefinitionError, Fault


@command("publish")
@click.argument("apps", nargs=-1, metavar="APP…")
@option("--all", "every", is_flag=True, help_key="publish-all")
@folder
def run(apps: tuple[str, ...], every: bool, folder: Path | None) -> int:
    silence_definition_log()
    root = definitions_folder(folder)
    working = working_apps(root)
    if not apps and not every:
        raise Stop(phrase("publish.which"), 2)
    for app in apps:
        if app not in working:
            raise unknown_app(app, root)
    return max(_publish(app, DefinitionFiles(root), root) for app in (working if every else apps))


def _publish(app: str, files: DefinitionFiles, root: Path) -> int:
    error = files.check_app(app)
    if error is not None:
        # Among the faults may be that the version is published already with other content; it names the number to use instead.
        stop_with(error, root)
        return 1
    if faults := _placeholders(root / f"{app}.yaml", root):
        stop_with(DefinitionError(f"{app}.yaml", faults), root)
        return 1
    content = files.resolved(app)
    path = root / "published" / app / f"{content['version']}.yaml"
    if path.exists():
        print_line(phrase("publish.already", app=app, version=content["version"]))
        _warn_withdrawn(app, files)
        return 0
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8") as file:
        file.write(_as_yaml(content))
    print_line(phrase("publish.done", app=app, version=content["version"], path=shown_path(path)), fg="green")
    _warn_withdrawn(app, files)
    return 0


def _warn_withdrawn(app: str, files: DefinitionFiles) -> None:
    """Say that the app is withdrawn, if it is: publishing a new version does not open it again."""
    if day := files.withdrawn(app):
        print_line(phrase("publish.withdrawn", app=app, day=day), fg="yellow")


def _placeholders(path: Path, root: Path) -> Sequence[Fault]:
    node = assembled(path, root)
    return [node.fault(path, fault_text) for path, fault_text in placeholder_faults(node)]


def _as_yaml(content: dict[str, Any]) -> str:
    import yaml

    head = f"# Version {content['version']} of {content['app']} as published, whole. It never changes.\n"
    return head + yaml.dump(content, Dumper=_dumper(), allow_unicode=True, sort_keys=False, width=1000)


def _dumper() -> Any:
    """The YAML style of published versions: lists are indented below their key, each text and option is on one line, and there
    are no aliases."""
    import yaml

    class Dumper(yaml.SafeDumper):
        def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
            super().increase_indent(flow, False)

        def ignore_aliases(self, data: Any) -> bool:
            return True

        def represent_mapping(self, tag: str, mapping: Any, flow_style: bool | None = None) -> Any:
            words = set(mapping) <= {"da", "en"} or {"value", "label"} <= set(mapping)
            return super().represent_mapping(tag, mapping, flow_style=words or flow_style)

    def as_block(dumper: Dumper, text: str) -> Any:
        # A list in CSV has several lines, one for each row.
        return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)

    Dumper.add_representer(str, as_block)

    return Dumper
