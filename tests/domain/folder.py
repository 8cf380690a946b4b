"""Folders of definitions made for one test."""

from __future__ import annotations

from pathlib import Path
import textwrap

from shared.adapters.definition_files import DefinitionFiles

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


def form(fields: str, extra: str = "") -> str:
    """A definition with these fields, one a line, after `navn`."""
    lines = "".join(f"      - {line.strip()}\n" for line in fields.strip().splitlines() if line.strip())
    return HEAD + extra + BODY + lines
