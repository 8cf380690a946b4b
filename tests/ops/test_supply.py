"""Where everything comes from that builds, checks or is deployed: from a lock with hashes."""

from __future__ import annotations

import json
from pathlib import Path
import re
import subprocess

import pytest

from local.run.parts import HOME

pytestmark = pytest.mark.starts

LOCKS = ("requirements.txt", "requirements-dev.txt", "tests/local/worker.txt", "tests/domain/evaluation/focus.txt")


def tracked(*patterns: str) -> list[Path]:
    output = subprocess.run(["git", "ls-files", *patterns], cwd=HOME, capture_output=True, text=True, check=True).stdout
    return [HOME / name for name in output.splitlines()]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_python_package_is_locked_by_its_hash(lock: str) -> None:
    text = (HOME / lock).read_text("utf-8")
    entries = re.split(r"^(?=[\w.-]+==)", text, flags=re.M)[1:]
    assert entries
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize(
    "lock", ["bench/lighthouse/package-lock.json", "local/package-lock.json", "static-web/package-lock.json"]
)
def test_every_npm_package_is_locked_by_its_hash(lock: str) -> None:
    packages = json.loads((HOME / lock).read_text("utf-8"))["packages"]
    assert [
        path for path, package in packages.items() if path and not package.get("integrity", "").startswith("sha512-")
    ] == []


def test_nothing_is_installed_without_its_hash() -> None:
    """Every install of Python's packages asks for hashes, and npm installs from its lock alone, running nobody's scripts."""
    for file in tracked("*.sh", "Makefile", "azure.yaml", ".ci/*", "local/run/*.py", "ops/*.py", "tests/python313.py"):
        text = file.read_text("utf-8")
        for line in (line for line in text.splitlines() if not line.lstrip().startswith("#")):
            if re.search(r"\bpip (install|sync)\b|\"pip\", \"install\"", line):
                assert "--require-hashes" in line or "*strict" in line, f"{file.name}: {line.strip()}"
            if re.search(r"\bnpm (ci|install|i)\b", line):
                assert re.search(r"\bnpm ci --ignore-scripts\b", line), f"{file.name}: {line.strip()}"
            assert not re.search(r"\b(curl|wget)\b.*\|\s*(ba)?sh\b", line), f"{file.name}: {line.strip()}"
            assert not re.search(r"allow-unauthenticated|trusted=yes|--no-check-certificate", line), file.name


def test_the_page_on_security_points_at_what_is_there() -> None:
    text = (HOME / "SECURITY.md").read_text("utf-8")
    for target in re.findall(r"\]\(([^)#]+)", text):
        assert (HOME / target).exists(), target
