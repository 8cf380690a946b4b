"""The compiler runs once for each input, and a cached answer is only given for the same input."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.infra.remembered import RememberingBicep

pytestmark = pytest.mark.starts

COMPILER = """#!/bin/sh
echo "$@" >> {asked}
echo "$PWD/main.bicep: $(cat main.bicep) $SESSION_KEY" > dev.snapshot.json
cat dev.snapshot.json
exit ${{STATUS:-0}}
"""


@pytest.fixture
def compiler(tmp_path: Path) -> Path:
    file = tmp_path / "bicep"
    file.write_text(COMPILER.format(asked=tmp_path / "asked"), "utf-8")
    file.chmod(0o755)
    return file


def folder(tmp_path: Path, name: str, content: str) -> Path:
    new_folder = tmp_path / name
    new_folder.mkdir()
    (new_folder / "main.bicep").write_text(content, "utf-8")
    return new_folder


def test_the_same_is_asked_once_in_whatever_folder_and_written_again(tmp_path: Path, compiler: Path) -> None:
    for name in ("first", "second"):
        bicep = RememberingBicep(folder(tmp_path, name, "param a string"), str(compiler), tmp_path / "kept")
        reported = f"{tmp_path}/{name}/main.bicep: param a string"
        assert bicep.run("snapshot")[1].startswith(reported)
        assert (bicep.folder / "dev.snapshot.json").exists()
    assert (tmp_path / "asked").read_text() == "snapshot\n"


def test_another_file_value_argument_or_rule_of_the_linter_is_asked_again(tmp_path: Path, compiler: Path) -> None:
    bicep = RememberingBicep(folder(tmp_path, "bicep-files", "param a string"), str(compiler), tmp_path / "kept")

    def calls_after(*arguments: str, **more: str) -> int:
        (bicep.folder / "dev.snapshot.json").unlink(missing_ok=True)
        bicep.run(*arguments, more=more)
        return len((tmp_path / "asked").read_text().splitlines())

    assert calls_after("lint") == 1
    assert calls_after("lint") == 1
    assert calls_after("build") == 2
    assert calls_after("lint", SESSION_KEY="another") == 3
    (tmp_path / "bicepconfig.json").write_text("{}", "utf-8")
    assert calls_after("lint") == 4
    (bicep.folder / "main.bicep").write_text("param b string", "utf-8")
    assert calls_after("lint") == 5
    assert calls_after("lint") == 5


def test_what_it_refuses_is_refused_again(tmp_path: Path, compiler: Path) -> None:
    bicep = RememberingBicep(folder(tmp_path, "refused", "x"), str(compiler), tmp_path / "kept")
    assert [bicep.run("lint", more={"STATUS": "1"})[0] for _ in range(2)] == [1, 1]
