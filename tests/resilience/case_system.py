"""What Fasit's stand-in holds, as somebody sees it who looks there: read from its own files, since it may be thousands."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
import json
from pathlib import Path
import threading

from pypdf import PdfReader


@dataclass(frozen=True, slots=True)
class Held:
    """A document in the case system. `party`: whose case it lies on; `upload`: the PDF."""

    id: str
    party: str
    upload: str


class CaseSystem:
    """`folder` is where the stand-in keeps its list of documents, a line of JSON each, and their files."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._read = folder, 0
        self._documents = defaultdict[str, list[Held]](list)
        self._lock = threading.Lock()

    def documents(self) -> dict[str, list[Held]]:
        """The documents of each registration, by its id."""
        with self._lock:
            file = self._folder / "documents.jsonl"
            if file.exists():
                with file.open("rb") as lines:
                    lines.seek(self._read)
                    for line in lines:
                        if not line.endswith(b"\n"):
                            break  # Half written.
                        self._read += len(line)
                        read = json.loads(line)
                        self._documents[read["userKey"]].append(Held(read["id"], read["party"], read["upload"]))
            return dict(self._documents)

    def text(self, document: Held) -> str:
        """What the document says, without its spaces: a line may be broken anywhere."""
        pages = PdfReader(self._folder / f"{document.upload}.pdf").pages
        return "".join("".join(page.extract_text() for page in pages).split())
