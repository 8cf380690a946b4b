"""Makes each field type's page: its keys from its model, the rest by applying the type to an example's answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
import inspect
import json
from pathlib import Path
import re
from string import Template
import textwrap
from typing import Any

import yaml

from feltskema.guide.faults import codes
from feltskema.guide.keys import Key, own_keys
from shared.adapters.definition_files import DefinitionFiles
from shared.domain.fields import TYPES, Field
from shared.texts import field_fault

HERE = Path(__file__).parent
EXAMPLES = "felttyper"
"""The app whose definition the examples are taken from, `docs/forms/felttyper.yaml`."""


class Guide:
    """Makes the pages. `forms`: the folder `docs/forms`; `definitions`: the folder with parts and lists."""

    def __init__(self, forms: Path, definitions: Path) -> None:
        self._forms = forms
        self._files = DefinitionFiles(definitions, {EXAMPLES: forms / f"{EXAMPLES}.yaml"})

    def pages(self) -> Iterator[tuple[Path, str]]:
        """The path and content of every page. Raises `DefinitionError` when the examples' definition is faulty."""
        for kind in TYPES:
            yield self._forms / "fields" / f"{kind}.md", self._page(kind)
        yield self._forms / "fields" / "index.md", self._index()

    @cached_property
    def _words(self) -> dict[str, dict[str, str]]:
        words: dict[str, dict[str, str]] = yaml.safe_load((HERE / "words.yaml").read_text("utf-8"))
        return words

    @cached_property
    def _examples(self) -> tuple[Mapping[str, Field], dict[str, Any]]:
        """A field of each type, by type, and the example's answers."""
        error = self._files.check_app(EXAMPLES)
        if error is not None:
            raise error
        definition = self._files.get(EXAMPLES).definition
        return {field.kind: field for field in reversed(definition.fields)}, definition.example or {}

    def _page(self, kind: str) -> str:
        fields, answers = self._examples
        field = fields.get(kind)
        values = {"kind": kind, "about": self._about(kind), "own_keys": "\n".join(self._keys(kind))}
        values |= self._shown(field, answers.get(field.id)) if field else _unshown(kind)
        return Template((HERE / "field.md").read_text("utf-8")).substitute(values)

    def _about(self, kind: str) -> str:
        return self._words["types"].get(kind) or inspect.cleandoc(TYPES[kind].__doc__ or "")

    def _keys(self, kind: str) -> Iterator[str]:
        keys = list(own_keys(TYPES[kind]))
        if not keys:
            yield "Typen har ingen egne nøgler."
            return
        yield "| nøgle | hvad der står | ellers | hvad den gør |"
        yield "|---|---|---|---|"
        for key in keys:
            default = "**skal stå**" if key.required else key.default or "–"
            yield f"| `{key.name}` | {key.holds} | {default} | {self._meaning(kind, key)} |"

    def _meaning(self, kind: str, key: Key) -> str:
        words = self._words["keys"]
        return words.get(f"{kind}.{key.name}") or words.get(key.name) or "–"

    def _shown(self, field: Field, answer: Any) -> dict[str, str]:
        operand = self._words["kinds"].get(field.operand_kind().value, "").replace("{id}", field.id)
        rows = (f"| `{code}` | {_message(code, limit, field)} |" for code, limit in codes(field))
        return {
            "example": self._source(field.id),
            "answer": _answer(field, answer),
            "risk": self._words["risks"][field.risk.value],
            "operand": f"`{field.id}` er {operand}." if field.has_answer else "Den har intet svar at se på.",
            "columns": _columns(field, answer),
            "faults": "\n".join(rows) or "| – | ingen |",
        }

    def _source(self, id: str) -> str:
        """The field's YAML as its author wrote it."""
        text = (self._forms / f"{EXAMPLES}.yaml").read_text("utf-8")
        match = re.search(rf"^      - id: {id}\n(?:        .*\n)*", text, re.MULTILINE)
        return textwrap.dedent(match[0]).rstrip() if match else ""

    def _index(self) -> str:
        lines = ["<!-- Made by `python -m feltskema docs`. -->", "# Felttyper", ""]
        lines += [
            "*English: every field type, each with a page of its own.*",
            "",
            "| type | hvad den er til |",
            "|---|---|",
        ]
        lines += [f"| [`{kind}`]({kind}.md) | {self._about(kind)} |" for kind in TYPES]
        return "\n".join(lines) + "\n"


def _answer(field: Field, answer: Any) -> str:
    if not field.has_answer:
        return "Den har intet svar."
    as_json = json.dumps(answer, ensure_ascii=False, indent=2)
    in_both = field.show(answer, "da").replace("\n", " "), field.show(answer, "en").replace("\n", " ")
    parts = [f"```json\n{as_json}\n```"]
    parts.append(f"Vises som »{in_both[0]}«, på engelsk »{in_both[1]}«. På telefonen: `{field.control()['control']}`.")
    return "\n\n".join(parts)


def _columns(field: Field, answer: Any) -> str:
    columns = field.columns()
    if not columns:
        return "Ingen kolonner."
    heads = " | ".join(column.label.da for column in columns)
    cells = " | ".join(str(cell) for cell in field.cells(answer, "da"))
    own_table = "\n\nHver har desuden en række i sin egen tabel." if field.inner() else ""
    return f"| {heads} |\n|{'---|' * len(columns)}\n| {cells} |{own_table}"


def _message(code: str, limit: Any, field: Field) -> str:
    own_text = field.own_words(code)
    if own_text is not None:
        return own_text.da
    limit_text = (
        "…" if code in ("too-early", "too-late") else field.show_limit(limit, "da") if limit is not None else None
    )
    return field_fault(code, "da", field.label.da, limit_text)


def _unshown(kind: str) -> dict[str, str]:
    """The values of the page of a type that has no example yet."""
    example = f"- id: felt\n  type: {kind}\n  label: {{da: Felt, en: Field}}"
    none = "Sæt et felt af typen i docs/forms/felttyper.yaml, så vises det her."
    return {"example": example, "answer": none, "risk": "–", "operand": none, "columns": none, "faults": "| – | – |"}
