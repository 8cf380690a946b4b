"""Writes an export as a JSON array of registrations, for other programs."""

from __future__ import annotations

from collections.abc import Iterator
import json

from shared.domain.output.export_tables import Export


def json_files(export: Export) -> Iterator[tuple[str, bytes]]:
    yield f"{export.app}.json", f"{json.dumps(export.records, ensure_ascii=False, indent=2)}\n".encode()
