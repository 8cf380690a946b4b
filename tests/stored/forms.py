"""The released forms, and where what was stored of each lies."""

from __future__ import annotations

from pathlib import Path

from local.run.parts import HOME

FOLDER = Path(__file__).with_name("files")


def releases() -> list[tuple[str, int]]:
    """App and version of each published definition."""
    published = (HOME / "shared" / "definitions" / "published").glob("*/*.yaml")
    return sorted((file.parent.name, int(file.stem)) for file in published)


def file_of(app: str, version: int) -> Path:
    return FOLDER / f"{app}-{version}.json"


def newest(app: str) -> int:
    return max(version for released, version in releases() if released == app)
