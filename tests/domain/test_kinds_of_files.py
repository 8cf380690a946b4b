"""What a file is by its content, as the phone says it too (`static-web/src/attachments/kind.test.ts`)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from shared.domain.attachments import kind_of

FILES: list[dict[str, Any]] = json.loads(Path("tests/vectors/files.json").read_text())["files"]


def content(parts: list[str | list[Any]]) -> bytes:
    return "".join(part if isinstance(part, str) else part[0] * part[1] for part in parts).encode("latin-1")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file["name"])
def test_a_file_is_what_its_content_says(file: dict[str, Any]) -> None:
    assert kind_of(content(file["content"])) == file["type"]
