"""Definitions compiled ahead of time: served as their sources would be, and never in the place of sources that differ."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
import json
from pathlib import Path
import shutil
import subprocess
import sys

import pytest

from local.run.parts import HOME
from ops.package import definitions as packaging
from shared.adapters.definition_files import DefinitionFiles
from shared.adapters.definition_folder import DefinitionFolder
from shared.adapters.definition_records import record_path
from shared.adapters.served_definitions import ServedDefinitions
from shared.domain.problems import UnknownApp, UnknownVersion
from shared.wiring import DEFINITIONS
from tests.stored.forms import newest

APP = "virksomhedsbesoeg"
PUT_TOGETHER, PART = "kandidatbehov", "parts/virksomhed.yaml"


def unasked() -> DefinitionFiles:
    raise AssertionError("the sources were read")


def served(folder: Path, sources: Callable[[], DefinitionFiles] = unasked) -> ServedDefinitions:
    return ServedDefinitions(DefinitionFolder(folder), sources)


def source_etag(folder: Path, app: str) -> str:
    return DefinitionFiles(folder).live(app, newest(app)).etag


@pytest.fixture(scope="module")
def packaged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packaged") / "definitions"
    shutil.copytree(DEFINITIONS, folder, ignore=shutil.ignore_patterns("examples"))
    packaging.main(folder)
    return folder


@pytest.fixture
def copied(packaged: Path, tmp_path: Path) -> Path:
    return shutil.copytree(packaged, tmp_path / "definitions")


def test_what_is_served_is_what_the_sources_give(packaged: Path) -> None:
    every, sources = served(packaged).all(), DefinitionFiles(packaged)
    assert [item.facts.app for item in every] == sources.apps()
    for item in every:
        source = sources.live(item.facts.app, item.facts.version)
        assert (item.content, item.etag) == (source.content, source.etag)
        assert item.compiled.definition == source.definition
        assert (item.compiled.schema, item.compiled.rules) == (source.schema, source.rules)


def test_published_versions_have_records_too(packaged: Path) -> None:
    folder = DefinitionFolder(packaged)
    missing = [
        (app, version)
        for app in folder.apps()
        for version in folder.published(app)
        if not record_path(packaged, app, version).exists()
    ]
    assert not missing


def test_an_older_version_comes_out_of_its_record(packaged: Path) -> None:
    definitions = served(packaged)
    assert (definitions.get(APP).facts.version, definitions.get(APP, 1).facts.version) == (newest(APP), 1)
    with pytest.raises(UnknownVersion):
        definitions.get(APP, newest(APP) + 1)
    with pytest.raises(UnknownApp):
        definitions.get("../ny-sag")


def test_an_app_whose_working_file_is_gone_is_served_by_its_last_version(copied: Path) -> None:
    (copied / f"{APP}.yaml").unlink()
    assert served(copied).get(APP).facts.version == newest(APP)


def _cut_off(content: bytes) -> bytes:
    return content[: len(content) // 2]


def _another_content(content: bytes) -> bytes:
    return content.replace(b"Virksomhed", b"Virksomhet", 1)


def _of_other_code(content: bytes) -> bytes:
    body = json.loads(content.partition(b"\n")[2])
    again = json.dumps({**body, "code": "0" * 64}).encode()
    return sha256(again).hexdigest().encode() + b"\n" + again


@pytest.mark.parametrize("spoilt", [_cut_off, _another_content, _of_other_code, lambda _: b"", lambda _: b"\xff\n{}"])
def test_a_record_that_is_not_whole_or_of_other_code_is_not_believed(
    copied: Path, spoilt: Callable[[bytes], bytes]
) -> None:
    path = record_path(copied, APP, newest(APP))
    spoiled = spoilt(path.read_bytes())
    assert spoiled != path.read_bytes()
    path.write_bytes(spoiled)
    assert served(copied, lambda: DefinitionFiles(copied)).get(APP).etag == source_etag(copied, APP)
    with pytest.raises(AssertionError, match="the sources were read"):
        served(copied).get(APP)
    assert served(copied).get("ny-sag").facts.app == "ny-sag", "the others are served by their records"


def test_a_missing_record_is_no_fault(copied: Path) -> None:
    shutil.rmtree(copied / "compiled")
    assert served(copied, lambda: DefinitionFiles(copied)).get(APP).etag == source_etag(copied, APP)


@pytest.mark.parametrize("app", [APP, PUT_TOGETHER])
def test_a_changed_source_wins_over_its_record(copied: Path, app: str) -> None:
    source = copied / "published" / app / f"{newest(app)}.yaml"
    before = source.read_text("utf-8")
    source.write_text(before.replace("da: CVR-nummer", "da: Nummer"), "utf-8")
    assert source.read_text("utf-8") != before
    etag = served(copied, lambda: DefinitionFiles(copied)).get(app).etag
    assert etag == source_etag(copied, app) != source_etag(DEFINITIONS, app)


def test_a_changed_working_file_or_part_changes_nothing_that_is_served(copied: Path) -> None:
    for changed in (copied / f"{PUT_TOGETHER}.yaml", copied / PART):
        changed.write_text("app: [", "utf-8")
    assert served(copied).get(PUT_TOGETHER).etag == source_etag(DEFINITIONS, PUT_TOGETHER)


def test_a_source_that_is_broken_after_packaging_is_not_covered_up(copied: Path) -> None:
    for version in (copied / "published" / APP).glob("*.yaml"):
        version.write_text("app: [", "utf-8")
    with pytest.raises(UnknownApp):
        served(copied, lambda: DefinitionFiles(copied)).get(APP)


LANGUAGE = ("yaml", "jsonschema_rs", "shared.domain.fields", "shared.domain.authoring", "shared.adapters.yaml_source")


@pytest.mark.starts
def test_a_form_is_shown_without_loading_the_definition_language(packaged: Path) -> None:
    code = f"""
import sys
from pathlib import Path
from shared.adapters.definition_folder import DefinitionFolder
from shared.adapters.served_definitions import ServedDefinitions
definitions = ServedDefinitions(DefinitionFolder(Path({str(packaged)!r})), lambda: 1 / 0)
assert len(definitions.all()) > 5 and definitions.get({APP!r}).content
print([name for name in {LANGUAGE!r} + ("pydantic",) if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=HOME, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
