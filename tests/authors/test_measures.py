"""What the shipped forms measure, and how a municipality turns the counting of taps on, as the operators' guide says."""

from __future__ import annotations

from pathlib import Path
import re

from tests.authors.tool import ROOT, run, workshop
from tests.shipped import SHIPPED

VISIT = "virksomhedsbesoeg"


def test_the_trials_app_asks_for_opinions_and_no_form_counts_taps_before_somebody_decides_it() -> None:
    measured = {served.compiled.definition.app: served.compiled.definition.measures for served in SHIPPED.all()}
    assert {app: list(measures) for app, measures in measured.items() if measures} == {VISIT: ["survey"]}


def test_the_guides_one_line_turns_it_on_in_a_new_version(tmp_path: Path) -> None:
    folder = workshop(tmp_path)
    guide = " ".join((ROOT / "docs" / "operations.md").read_text("utf-8").split())
    stated = re.search(r"`(measures: \[[^]]+\])`, raise `version`, add the version before under `migrates`", guide)
    assert stated
    assert run(folder, "publish", VISIT).returncode == 0
    file = folder / "shared" / "definitions" / f"{VISIT}.yaml"
    text = file.read_text("utf-8")
    version = SHIPPED.get(VISIT).compiled.definition.version
    changed = text.replace(f"version: {version}\n", f"version: {version + 1}\n")
    changed = changed.replace(f"  - from: {version - 1}\n", f"  - from: {version - 1}\n  - from: {version}\n")
    file.write_text(re.sub(r"^measures: .*$", stated[1], changed, flags=re.M), "utf-8")
    done = run(folder, "publish", VISIT)
    assert done.returncode == 0, done.stdout + done.stderr
    published = file.parent / "published" / VISIT / f"{version + 1}.yaml"
    assert "effort" in published.read_text("utf-8")
    assert run(folder, "check", VISIT).returncode == 0
