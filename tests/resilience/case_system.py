"""What Fasit's stand-in holds, as somebody sees it who looks there: read from its own file, since it may be thousands."""

from __future__ import annotations

from collections import defaultdict
import json
from pathlib import Path
import threading


class CaseSystem:
    """`file` is the stand-in's list of documents, a line of JSON each."""

    def __init__(self, file: Path) -> None:
        self._file, self._read = file, 0
        self._documents = defaultdict[str, list[str]](list)
        self._lock = threading.Lock()

    def documents(self) -> dict[str, list[str]]:
        """The ids of the documents of each registration."""
        with self._lock:
            if self._file.exists():
                with self._file.open("rb") as file:
                    file.seek(self._read)
                    for line in file:
                        if not line.endswith(b"\n"):
                            break  # Half written.
                        self._read += len(line)
                        document = json.loads(line)
                        self._documents[document["userKey"]].append(document["id"])
            return dict(self._documents)
