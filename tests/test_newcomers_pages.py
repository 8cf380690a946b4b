"""What CONTRIBUTING.md and the glossary name is there under that name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
import re

import pytest

from local.run.parts import HOME

NAMED = re.compile(r"`([^`\n]+)`")
PATH = re.compile(r"[\w./-]+/[\w./-]*")
IDENTIFIER = re.compile(r"[A-Za-z][\w-]*")

PAGES = {
    "CONTRIBUTING.md": ("## Where is it?", "## What a change touches"),
    "docs/glossary.md": ("## The work", "\0"),
}
"""From which heading up to which a page must be true word for word."""


def named() -> Iterator[tuple[str, str]]:
    for page, (begins, ends) in PAGES.items():
        text = (HOME / page).read_text("utf-8")
        part = text[text.index(begins) :].split(ends)[0]
        for name in dict.fromkeys(NAMED.findall(part)):
            yield page, name


@cache
def sources() -> str:
    """All code of the product, in both languages, and its definitions."""
    files: list[Path] = [HOME / "host.json"]
    for folder in ("functions", "shared", "static-web/src"):
        files += [file for file in (HOME / folder).rglob("*") if file.suffix in {".py", ".ts", ".tsx", ".yaml"}]
    return "\n".join(file.read_text("utf-8") for file in files)


def test_there_is_something_named() -> None:
    assert len(list(named())) > 60


@pytest.mark.parametrize(("page", "name"), list(named()))
def test_what_is_named_is_there(page: str, name: str) -> None:
    if PATH.fullmatch(name) and not name.startswith("make "):
        assert (
            any((HOME / folder / name.rstrip("/")).exists() for folder in (".", "shared"))
            or (HOME / f"{name}.py").exists()
        ), f"{page} names {name}"
    elif IDENTIFIER.fullmatch(name):
        assert re.search(rf"\b{re.escape(name)}\b", sources()) or (HOME / name).exists(), f"{page} names {name}"
