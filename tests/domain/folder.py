"""Folders of definitions made for one test."""

from __future__ import annotations

from pathlib import Path
import textwrap

import yaml

from shared.adapters.definition_files import DefinitionFiles
from shared.adapters.definition_folder import DefinitionFolder
from shared.adapters.served_definitions import ServedDefinitions

HEAD = """\
app: proeve
version: 1
title: {da: Prøve, en: Trial}
description: {da: En prøve., en: A trial.}
target: log
heading: [navn]
"""
BODY = """\
sections:
  - id: foerste
    title: {da: Første, en: First}
    fields:
      - {id: navn, type: text, label: {da: Navn, en: Name}}
"""


def definitions(folder: Path, **files: str) -> DefinitionFiles:
    """A folder with these files; `parts__kontakt` is `parts/kontakt.yaml`, `published__proeve__1` a published version."""
    for name, content in files.items():
        path = folder / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(content), "utf-8")
    return DefinitionFiles(folder)


def served(folder: Path, *, drafts: bool = False) -> ServedDefinitions:
    """The folder as people are served it; with the drafts, as form authors are where the settings say so."""
    return ServedDefinitions(DefinitionFolder(folder), lambda: DefinitionFiles(folder), drafts=drafts)


def published(source: Path, folder: Path) -> Path:
    """A folder in which every app of `source` is published as its working file says, and nothing else lies."""
    files = DefinitionFiles(source)
    for app in files.apps():
        content = files.resolved(app)
        path = folder / "published" / app / f"{content['version']}.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf-8")
    return folder


def form(fields: str, extra: str = "") -> str:
    """A definition with these fields, one a line, after `navn`."""
    lines = "".join(f"      - {line.strip()}\n" for line in fields.strip().splitlines() if line.strip())
    return HEAD + extra + BODY + lines
