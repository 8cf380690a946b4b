"""Stores what has been received on disk, so that it is there after a restart."""

from __future__ import annotations

from collections import deque
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
import json
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from local.fasit.contract import Parsed


@dataclass(frozen=True, slots=True)
class Document:
    """A document that `opret` created. `upload`: the id of its first file."""

    id: str
    upload: str
    title: str
    party: str
    userKey: str
    letterDate: str
    fileName: str
    receivedAt: str
    files: tuple[tuple[str, str], ...] = ()
    """Name and upload of each file, the document first."""


@dataclass(frozen=True, slots=True)
class Call:
    """A call and its outcome. `reason` is empty for one that succeeded; `probe`: it only tested the connection."""

    at: str
    call: str
    status: int
    reason: str
    probe: bool = False


class Received:
    """Uploads are stored as files, documents as lines of JSON, calls in memory (the last thousand)."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._log = folder / "documents.jsonl"
        lines = self._log.read_text("utf-8").splitlines() if self._log.exists() else []
        self.documents = [Document(**json.loads(line)) for line in lines]
        self.calls = deque[Call](maxlen=1000)

    @property
    def uploads(self) -> list[str]:
        """The ids of the uploads, oldest first."""
        return [file.stem for file in sorted(self._folder.glob("*.pdf"), key=lambda file: file.stat().st_mtime_ns)]

    def __contains__(self, upload: object) -> bool:
        """Whether there is an upload with this id. Only its own file is looked at: with thousands, all of them would take longer
        than the rest of the call."""
        try:
            return str(UUID(str(upload))) == upload and self.file(str(upload)).is_file()
        except ValueError:
            return False

    def upload(self, content: bytes) -> str:
        """Store a file; gives its id."""
        upload = str(uuid4())
        (self._folder / f"{upload}.pdf").write_bytes(content)
        return upload

    def file(self, upload: str) -> Path:
        return self._folder / f"{upload}.pdf"

    def create(self, parsed: Parsed) -> Document:
        """Store the document of a valid message."""
        name, upload = parsed.files[0]
        document = Document(
            str(uuid4()),
            upload,
            parsed.title,
            parsed.party,
            parsed.user_key,
            parsed.letter_date,
            name,
            _now(),
            parsed.files,
        )
        self.documents.append(document)
        with self._log.open("a", encoding="utf-8") as log:
            log.write(json.dumps(asdict(document)) + "\n")
        return document

    def called(self, call: str, status: int, reason: str, probe: bool = False) -> None:
        self.calls.append(Call(_now(), call, status, reason, probe))

    def clear(self) -> None:
        for file in self._folder.glob("*.pdf"):
            file.unlink()
        self._log.unlink(missing_ok=True)
        self.documents = []
        self.calls.clear()

    def as_json(self) -> dict[str, list[dict[str, Any]]]:
        return {
            "documents": [{**asdict(document), "pdf": f"/pdf/{document.upload}"} for document in self.documents],
            "uploads": [{"id": upload, "pdf": f"/pdf/{upload}"} for upload in self.uploads],
            "calls": [asdict(call) for call in self.calls],
        }


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
