"""Finds in git's history on which day the first draft of each published version of a form was written, for the evaluation."""

from __future__ import annotations

from collections.abc import Mapping
import json
from pathlib import Path

from ops.package.contents import HOME, git
from shared.adapters.begin_days_file import FILE

DEFINITIONS = "shared/definitions"


def write_begin_days(folder: Path, home: Path = HOME) -> None:
    """Write the days into the collected app, where git knows any."""
    if days := begin_days(home):
        (folder / DEFINITIONS / FILE).write_text(json.dumps(days, sort_keys=True), "utf-8")


def begin_days(home: Path = HOME) -> Mapping[str, Mapping[str, str]]:
    """The days (`2026-11-03`) by app and version; none where there is no git, or not the whole history.

    The first draft of a version is the first commit of the working file after that which published the version before it; where
    there is none, the version's own: it was written and published at once.
    """
    if _lines(home, "rev-parse", "--is-shallow-repository") != ["false"]:
        return {}
    begun: dict[str, dict[str, str]] = {}
    for folder in sorted((home / DEFINITIONS / "published").iterdir()):
        before = ""
        for version in sorted(int(file.stem) for file in folder.glob("*.yaml") if file.stem.isdecimal()):
            published = _first(home, f"{DEFINITIONS}/published/{folder.name}/{version}.yaml", "", "%H %cs")
            if not published:
                continue
            commit, _, day = published.partition(" ")
            drafted = _first(home, f"{DEFINITIONS}/{folder.name}.yaml", before, "%cs")
            begun.setdefault(folder.name, {})[str(version)] = min(drafted or day, day)
            before = commit
    return begun


def _first(home: Path, path: str, after: str, shown: str) -> str:
    """What git shows of the first commit that touched a path, of those after `after` where that is given; empty for none."""
    span = [f"{after}..HEAD"] if after else []
    return next(iter(_lines(home, "log", "--reverse", f"--format={shown}", *span, "--", path)), "")


def _lines(home: Path, *words: str) -> list[str]:
    return (git(*words, home=home) or "").split("\n")[:-1]
