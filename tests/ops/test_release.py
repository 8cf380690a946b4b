"""A package names the commit that it was made of, in the lines of the log that deliveries and timers leave."""

from __future__ import annotations

from pathlib import Path
import re
import shutil
import subprocess

import pytest

from local.run.parts import HOME
from ops.package.contents import OWN_PATHS, PackageError, name_release, own_files, release

pytestmark = pytest.mark.starts


def test_the_collected_app_is_given_the_commits_name(tmp_path: Path) -> None:
    file = tmp_path / "shared" / "domain" / "release.py"
    file.parent.mkdir(parents=True)
    shutil.copyfile(HOME / "shared/domain/release.py", file)
    name_release(tmp_path)
    named = re.search(r'^RELEASE = "([0-9a-f]{12})(\+?)"$', file.read_text("utf-8"), re.M)
    assert named is not None
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=HOME, capture_output=True, text=True, check=True)
    assert head.stdout.startswith(named[1])
    command = ["git", "status", "--porcelain", "--untracked-files=no", *OWN_PATHS]
    changed = subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=True).stdout
    assert bool(named[2]) is bool(changed)


def test_without_a_git_the_package_still_has_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert release() == "no-commit"
    assert "function_app.py" in own_files()


def test_an_app_that_cannot_be_named_makes_no_package(tmp_path: Path) -> None:
    file = tmp_path / "shared" / "domain" / "release.py"
    file.parent.mkdir(parents=True)
    file.write_text("# nothing to name\n", "utf-8")
    with pytest.raises(PackageError, match=r"release\.py"):
        name_release(tmp_path)
