"""The folder of definitions: lists its apps and versions, and reads the texts of its files.

APP.yaml                      an app's working file: a draft until it is published
published/APP/VERSION.yaml    published versions with parts and template inserted, which users get
published/APP/withdrawn.yaml  the day from which nothing new can be registered with the app
parts/  templates/  lists/  law/  shared between definitions; lists may be CSV
compiled/                     the published versions compiled by packaging (`definition_records`)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
import re

_WITHDRAWN = re.compile(r"(?:\s*#.*\n)*withdrawn: (?P<day>\d{4}-\d{2}-\d{2})[ \t]*(?:#.*)?\n?\s*")
"""The only content that `withdrawn.yaml` may have."""


class DefinitionFolder:
    """`working`: working files by app that are somewhere else, or replace the folder's own."""

    def __init__(self, root: Path, working: Mapping[str, Path] | None = None) -> None:
        self.root = root
        self._elsewhere = {app: path.resolve() for app, path in (working or {}).items()}

    def apps(self) -> Sequence[str]:
        """Every app with a working file or a published version, by name."""
        folders = (path.name for path in (self.root / "published").glob("*") if path.is_dir())
        return sorted({*self.working(), *folders})

    def working(self) -> Sequence[str]:
        """The apps that have a working file, by name."""
        return sorted({*(path.stem for path in self.root.glob("*.yaml")), *self._elsewhere})

    def misnamed(self) -> Sequence[str]:
        """Files that are not read because their names end in `.yml`."""
        places = (self.root, *(self.root / folder for folder in ("parts", "templates", "lists", "law")))
        return sorted(str(path.relative_to(self.root)) for place in places for path in place.glob("*.yml"))

    def published(self, app: str) -> Sequence[int]:
        """The published versions of an app, oldest first."""
        names = (path.stem for path in (self.root / "published" / app).glob("*.yaml"))
        return sorted(int(name) for name in names if name.isascii() and name.isdigit() and not name.startswith("0"))

    def withdrawal(self, app: str) -> str:
        """The path of an app's `withdrawn.yaml` below the root, whether or not it exists."""
        return f"published/{app}/withdrawn.yaml"

    def withdrawn(self, app: str) -> date | None:
        """The first day on which nothing new can be registered with an app; None if it is not withdrawn. Raises `ValueError` if
        the file names no valid day."""
        try:
            content = text_of(self.root / self.withdrawal(app))
        except OSError:
            return None
        match = _WITHDRAWN.fullmatch(content)
        try:
            return date.fromisoformat(match["day"] if match else "")
        except ValueError:
            raise ValueError(self.withdrawal(app)) from None

    def source(self, app: str, version: int | None) -> str:
        """The path of a published version's file, or (None) of the working file, below the root or absolute."""
        if version is None:
            return str(self._elsewhere.get(app, f"{app}.yaml"))
        return f"published/{app}/{version}.yaml"

    def text(self, source: str) -> str:
        return text_of(self.root / source)


def text_of(path: Path) -> str:
    """A file's text. Bytes that are not UTF-8 become characters that the YAML reader refuses, with their place."""
    return path.read_bytes().decode("utf-8", "replace").replace("\ufffd", "\x00")
