"""The tutorial, word for word: its files are written, its commands run, and what it says comes is what comes."""

from __future__ import annotations

from collections.abc import Iterator
import contextlib
from dataclasses import dataclass
from pathlib import Path
import re
import shlex

import httpx
import pytest

from tests.authors.tool import ROOT, Running, built, preview, run, workshop

pytestmark = pytest.mark.starts

PAGE = ROOT / "docs" / "forms" / "tutorial.md"
_BLOCK = re.compile(
    r"(?:<!-- (?P<action>\w+|tilføj): (?P<file>\S+) -->\n)?```(?P<language>\w+)\n(?P<text>.*?)```", re.DOTALL
)


@dataclass(frozen=True)
class Step:
    action: str
    file: str
    text: str


def steps() -> Iterator[Step]:
    for match in _BLOCK.finditer(PAGE.read_text("utf-8")):
        action = match["action"] or ("kør" if match["language"] == "console" else "")
        assert action, f"a block that nobody follows: {match[0]}"
        yield Step(action, match["file"] or "", match["text"])


def commands(text: str) -> Iterator[tuple[list[str], list[str]]]:
    """Each command with the lines that it prints."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, *printed = part.rstrip("\n").split("\n")
        words = shlex.split(command)
        assert words[:3] == ["python", "-m", "feltskema"]
        yield words[3:], printed


def edited(text: str, change: str) -> str:
    """A text with the lines that begin with `-` replaced by those with `+`."""
    lines = change.splitlines()
    old = "\n".join(line[1:] for line in lines if line.startswith("-"))
    new = "\n".join(line[1:] for line in lines if line.startswith("+"))
    assert text.count(f"{old}\n") == 1, old
    return text.replace(f"{old}\n", f"{new}\n")


def test_the_tutorial_has_steps_to_run() -> None:
    assert len([step for step in steps() if step.action == "kør"]) >= 7


def test_the_tutorial_word_for_word(tmp_path: Path) -> None:
    workshop(tmp_path)
    pages = built(tmp_path / "pages")
    with contextlib.ExitStack() as running:
        shown: Running | None = None
        for step in steps():
            path = tmp_path / step.file
            match step.action:
                case "fil":
                    path.write_text(step.text, "utf-8")
                    assert len(step.text.splitlines()) < 40
                case "tilføj":
                    path.write_text(path.read_text("utf-8") + step.text, "utf-8")
                case "erstat":
                    path.write_text(edited(path.read_text("utf-8"), step.text), "utf-8")
                case "kør":
                    for words, printed in commands(step.text):
                        if words[0] == "preview":
                            shown = running.enter_context(preview(tmp_path, words[1], pages))
                            continue
                        follow(tmp_path, words, printed)
                case other:
                    pytest.fail(f"nobody knows how to {other}")
        assert shown is not None
        fields(shown, ["start"])


def follow(folder: Path, words: list[str], printed: list[str]) -> None:
    """Every line that the page shows is printed, in its order."""
    done = run(folder, *words)
    assert done.returncode in (0, 1), done.stderr
    lines = iter([line.rstrip() for line in done.stdout.splitlines()])
    for line in printed:
        assert line.rstrip() in lines, f"{line!r} is not in\n{done.stdout}"


def fields(shown: Running, expected: list[str]) -> None:
    """The preview, which ran all the while, draws what the file says at the end."""
    shown.wait("tegnet")
    with (
        httpx.Client(base_url=shown.address, trust_env=False) as http,
        http.stream("GET", "/feltskema/events") as reported,
    ):
        for line in reported.iter_lines():
            if not line.startswith("data:"):
                continue
            layout = http.get("/api/definitions/messebesoeg").json()
            ids = [field["id"] for section in layout["sections"] for field in section["fields"]]
            if set(expected) <= set(ids):
                return
