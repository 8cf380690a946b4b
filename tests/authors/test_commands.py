"""The small commands, as their users run them."""

from __future__ import annotations

import json
from pathlib import Path
import re

import jsonschema_rs
import pytest
import yaml

from feltskema.shell import COMMANDS
from shared.adapters.yaml_source import read_yaml
from tests.authors.tool import DEFINITIONS, ROOT, run, workshop


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return workshop(tmp_path)


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize(("language", "head"), [("da", "Eksempler"), ("en", "Examples")])
def test_every_command_explains_itself(folder: Path, name: str, language: str, head: str) -> None:
    done = run(folder, name, "-h", "--language", language)
    assert done.returncode == 0
    assert head in done.stdout
    assert f"$ python -m feltskema {name}" in done.stdout


def test_the_tool_alone_shows_its_commands(folder: Path) -> None:
    done = run(folder)
    assert done.returncode == 0
    assert all(f"  {name} " in done.stdout for name in COMMANDS)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("chek",), "Kommandoen chek findes ikke. Mente du check?"),
        (("check", "--jsn"), "Valget --jsn findes ikke. Mente du --json?"),
        (("check", "virksomhedsbesog"), "Der er ingen app virksomhedsbesog."),
        (("check", "intet.yaml"), "Filen intet.yaml findes ikke."),
        (("uses",), "NAME mangler."),
        (("uses", "kontakter"), "Mente du kontakt?"),
        (("new", "Ny Sag"), "Ny Sag kan ikke være en apps navn"),
        (("new", "--from", "besigtigelser", "x"), "Mente du besigtigelse?"),
        (("diff", "ny-sag@7", "ny-sag"), "ny-sag har ingen udgivet version 7."),
        (("schema", "--of", "parts"), "--of kan kun være: definition, part, template, list, law."),
        (("export", "ny-sag", "--from", "i går"), "i går er ingen dag."),
        (("export", "ny-sag", "--from", "2026-02-01", "--to", "2026-01-01"), "er efter --to"),
        (("publish",), "Nævn en app"),
    ],
)
def test_a_wrong_call_is_told_and_ends_with_2(folder: Path, words: tuple[str, ...], message: str) -> None:
    done = run(folder, *words)
    assert done.returncode == 2
    assert message in done.stderr
    assert done.stdout == ""


def test_a_new_app_is_short_and_good(folder: Path) -> None:
    for words in (
        ("new", "frit"),
        ("new", "--from", "besigtigelse", "tilsyn"),
        ("new", "--from", "virksomhedskontakt", "m"),
    ):
        assert run(folder, *words, "--title", 'Et "nyt" navn: her').returncode == 0
        path = folder / "shared/definitions" / f"{words[-1]}.yaml"
        assert len(path.read_text("utf-8").splitlines()) < 40
        assert yaml.safe_load(path.read_text("utf-8"))["title"]["da"] == 'Et "nyt" navn: her'
        assert run(folder, "check", words[-1]).returncode == 0
    again = run(folder, "new", "frit")
    assert again.returncode == 1
    assert "findes i forvejen og er ikke rørt" in again.stderr


def test_uses_tells_which_apps_change(folder: Path) -> None:
    done = run(folder, "uses", "besigtigelse")
    assert "templates/besigtigelse bruges af 2 apps" in done.stdout
    assert "  huslejenaevn-besigtigelse" in done.stdout
    assert "boliganvisning" in json.loads(run(folder, "uses", "lists/bydele", "--json").stdout)["lists/bydele"]


def test_publishing_writes_once_and_refuses_a_change(folder: Path) -> None:
    source = folder / "shared/definitions/ny-sag.yaml"
    version = int(re.findall(r"^version: (\d+)", source.read_text("utf-8"), re.MULTILINE)[0])
    path = folder / f"shared/definitions/published/ny-sag/{version}.yaml"
    assert f"published/ny-sag/{version}.yaml" in run(folder, "publish", "ny-sag").stdout
    written = path.read_text("utf-8")
    assert "include:" not in written
    assert "extends:" not in written
    assert "example:" not in written
    assert "uændret" in run(folder, "publish", "ny-sag").stdout
    text = source.read_text("utf-8")
    source.write_text(text.replace("title: {da: ", "title: {da: En ", 1), "utf-8")
    assert source.read_text("utf-8") != text
    refused = run(folder, "publish", "ny-sag")
    assert refused.returncode == 1
    assert f"Version {version} er udgivet" in refused.stdout
    assert path.read_text("utf-8") == written
    assert run(folder, "check").returncode == 1
    raised = source.read_text("utf-8").replace(f"version: {version}", f"version: {version + 1}", 1)
    source.write_text(raised, "utf-8")
    assert run(folder, "publish", "ny-sag").returncode == 0
    assert sorted(file.name for file in path.parent.iterdir()) == [
        f"{version}.yaml",
        f"{version + 1}.yaml",
    ]


def test_a_changed_part_tells_the_apps_that_are_published(folder: Path) -> None:
    assert run(folder, "publish", "--all").returncode == 0
    part = folder / "shared/definitions/parts/kontakt.yaml"
    text = part.read_text("utf-8")
    part.write_text(text.replace("label: {da: ", "label: {da: Ny ", 1), "utf-8")
    done = run(folder, "check")
    assert done.returncode == 1
    users = json.loads(run(folder, "uses", "kontakt", "--json").stdout)["parts/kontakt"]
    assert [app for app in users if f"shared/definitions/{app}.yaml:" not in done.stdout] == []


def test_the_schema_takes_what_is_shipped_and_refuses_a_misspelt_key(folder: Path) -> None:
    out = folder / "definition.schema.json"
    assert "yaml-language-server: $schema=" in run(folder, "schema", "--out", str(out)).stdout
    validator = jsonschema_rs.Draft202012Validator(json.loads(out.read_text("utf-8")))
    for path in DEFINITIONS.glob("*.yaml"):
        content = read_yaml(path.read_text("utf-8"), path.name).plain()
        assert [error.message for error in validator.iter_errors(content)] == [], path.name
    part = json.loads(run(folder, "schema", "--of", "part").stdout)
    parts = jsonschema_rs.Draft202012Validator(part)
    assert parts.is_valid(yaml.safe_load((DEFINITIONS / "parts/kontakt.yaml").read_text("utf-8")))
    assert not parts.is_valid({"field": []})


def test_the_guides_pages_are_as_the_types_are() -> None:
    done = run(ROOT, "docs", "--check")
    assert done.returncode == 0, done.stdout


def test_a_published_version_is_as_its_working_file(tmp_path: Path) -> None:
    """The rule that `check` holds, over what is shipped."""
    done = run(ROOT, "check")
    assert done.returncode == 0, done.stdout
