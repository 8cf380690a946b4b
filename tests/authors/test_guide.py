"""What the guide says is so."""

from __future__ import annotations

import json
from pathlib import Path
import re
import textwrap

import pytest
import yaml

from shared.adapters.definition_files import DefinitionFiles
from shared.adapters.yaml_source import read_yaml
from shared.domain.authoring.reading import read
from shared.domain.expressions.parser import parse as parse_expression
from shared.domain.fields import TYPES
from tests.authors.tool import DEFINITIONS, ROOT
from tests.domain.folder import HEAD, definitions

FORMS = ROOT / "docs" / "forms"
EXPRESSIONS = [
    expression
    for row in (FORMS / "expressions.md").read_text("utf-8").split("## Det, der går galt")[0].splitlines()
    if row.startswith("| `")
    for expression in re.findall(r"`([^`]+)`", row.split("|")[1])
]


def test_the_example_of_the_front_page_is_a_whole_app() -> None:
    text = (FORMS / "index.md").read_text("utf-8")
    match = re.search(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert match
    assert read(read_yaml(match[1], "index.md"), "index.md").definition.app == "tilsyn"


def test_every_type_has_an_example_that_is_taken() -> None:
    files = DefinitionFiles(DEFINITIONS, {"felttyper": FORMS / "felttyper.yaml"})
    assert files.check_app("felttyper") is None
    assert {field.kind for field in files.get("felttyper").definition.fields} == set(TYPES)


@pytest.mark.parametrize("kind", TYPES)
def test_every_key_of_a_type_is_explained(kind: str) -> None:
    page = (FORMS / "fields" / f"{kind}.md").read_text("utf-8")
    assert "| – |\n" not in page.split("## Svaret")[0]
    assert "English:" in page


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_an_expression_of_the_guide_is_one(expression: str) -> None:
    assert parse_expression(expression)


def test_the_guide_has_expressions_to_test() -> None:
    assert len(EXPRESSIONS) > 20


def test_every_link_of_the_guide_leads_to_a_page() -> None:
    for page in FORMS.rglob("*.md"):
        for link in re.findall(r"\]\(([^)#]+)", page.read_text("utf-8")):
            assert link.startswith("https://") or (page.parent / link).exists(), f"{page}: {link}"


def test_what_check_is_said_to_notice_is_what_it_says() -> None:
    section = (FORMS / "index.md").read_text("utf-8").split("## Det, `check` siger")[1].split("\n## ")[0]
    quoted = re.findall(r"^\| »(.+?)« \|", section, re.MULTILINE)
    catalogue = json.loads((ROOT / "shared" / "texts" / "authors.json").read_text("utf-8"))
    texts = [re.sub(r"\{\w+\}", "X", text["da"]) for text in catalogue.values()]
    assert len(quoted) == 6
    for words in quoted:
        pattern = re.escape(words.strip("… ")).replace("…", ".+")
        assert any(re.search(pattern, text) for text in texts), words
    placeholder = re.search(r"\(`(Skriv her, [^`]+)`\)", section)
    assert placeholder
    assert f'"{placeholder[1]}"' in catalogue["tool.new.whole"]["da"]


def test_what_the_page_on_texts_shows_is_taken(tmp_path: Path) -> None:
    fields = re.findall(r"```yaml\n(.*?)```", (FORMS / "texts.md").read_text("utf-8"), re.DOTALL)
    assert len(fields) == 3
    source = HEAD + "sections:\n- id: s\n  title: {da: S, en: S}\n  fields:\n" + textwrap.indent("".join(fields), "  ")
    assert definitions(tmp_path, proeve=source).check() == []


def test_no_text_explains_a_key_that_is_not_there() -> None:
    words = yaml.safe_load((ROOT / "feltskema" / "guide" / "words.yaml").read_text("utf-8"))
    assert set(words["types"]) == set(TYPES)
    keys = {field.alias or name for type in TYPES.values() for name, field in type.model_fields.items()}
    assert {key.rpartition(".")[2] for key in words["keys"]} <= keys
    assert Path(FORMS / "fields" / "index.md").exists()
