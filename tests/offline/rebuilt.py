"""Makes a later build of the same pages, in which every hashed file name is different, as after a change of all files."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha384
from pathlib import Path
import re
import shutil

_HASHED = re.compile(r"(?<=-)([\w-]{8})(?=\.(?:js|css|woff2?)\b)")
_LISTED = re.compile(r"(path:`(/[^`]+)`,integrity:`)(sha384-[^`]+)")


def rebuilt(build: Path, folder: Path) -> Path:
    """Copy the build to `folder` with other names and bytes for every file, and a service worker that lists these."""
    shutil.copytree(build, folder)
    for file in [item for item in folder.rglob("*") if item.suffix in (".js", ".css", ".html")]:
        text = _HASHED.sub(_turned, file.read_text("utf-8"))
        file.write_text(text + ("\n" if file.name != "sw.js" else ""), "utf-8")
    for file in list((folder / "assets").iterdir()):
        file.rename(file.with_name(_HASHED.sub(_turned, file.name)))
    worker = folder / "sw.js"
    text, subn = _LISTED.subn(
        lambda item: item[1] + _integrity(folder / item[2].lstrip("/")), worker.read_text("utf-8")
    )
    assert subn, "the worker names no file with its hash"
    # The service worker's build id is a hash of its files.
    worker.write_text(re.sub(r"(?<=`)[0-9a-f]{12}(?=`)", "0" * 12, text), "utf-8")
    return folder


def _turned(match: re.Match[str]) -> str:
    return match[1][::-1]


def _integrity(file: Path) -> str:
    return f"sha384-{b64encode(sha384(file.read_bytes()).digest()).decode()}"
