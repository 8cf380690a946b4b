"""The deployment package: what is in it, that it is the same each time, and that it runs with nothing else at hand."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatch
from importlib.util import find_spec
import json
import os
from pathlib import Path
import subprocess
import sys
import time
import zipfile

import httpx
import pytest

from local.run.parts import HOME
from local.run.ports import free_ports
from local.run.stack import Stack
from ops.package import PACKAGES, build, own_files
from tests.fuzz.hooks import COOKIE, session

RUNNING = f"{sys.version_info.major}.{sys.version_info.minor}"
OF_THE_HOST = ("croniter", "dateutil", "six", "pytz")
"""What the local host needs beside the app's own packages. Azure's host brings its own."""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("package") / "feltskema.zip"
    build(file, RUNNING)
    return file


def test_it_holds_the_app_and_nothing_else(package: Path) -> None:
    with zipfile.ZipFile(package) as opened:
        names = opened.namelist()
        assert all(entry.date_time == (1980, 1, 1, 0, 0, 0) for entry in opened.infolist())
    own = [name for name in names if not name.startswith(f"{PACKAGES}/")]
    assert {name.split("/")[0] for name in own} == {
        "function_app.py",
        "functions",
        "host.json",
        "requirements.txt",
        "shared",
    }
    assert {Path(name).suffix for name in own} <= {".py", ".json", ".yaml", ".typ", ".txt"}
    definitions = {file.relative_to(HOME).as_posix() for file in (HOME / "shared/definitions").rglob("*.yaml")}
    assert definitions <= set(own)
    assert {f"shared/texts/{name}.json" for name in ("authors", "fields", "form", "server", "ui")} <= set(own)
    assert names == sorted(names)
    assert not [name for name in names if "__pycache__" in name or name.endswith(".pyc")]
    tops = {name.removeprefix(f"{PACKAGES}/").split("/")[0] for name in names if name.startswith(PACKAGES)}
    assert {"azure", "jwt", "pydantic", "typst", "tzdata", "yaml", "jsonschema_rs", "msal", "PIL", "xlsxwriter"} <= tops
    assert [name for name in names if name.startswith(f"{PACKAGES}/azure/storage/blob/")]
    assert not tops & {"pytest", "hypothesis", "schemathesis", "mypy", "ruff", "uv", "bin", "local", "tests"}


@pytest.mark.parametrize(
    "name",
    [
        *("session-key.pem", "shared/new.pem", "fasit.p12", "my.env", "infra/bicep/my.env", "local.settings.json"),
        *("dist/feltskema.zip", ".azure/prod/.env", "tests/conftest.py", "feltskema/__main__.py"),
    ],
)
def test_azd_sends_no_keys_and_nothing_that_is_not_the_app(name: str) -> None:
    assert _left_out_by_azd(name)


def test_azd_sends_all_of_the_app() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=HOME, capture_output=True, text=True, check=True).stdout
    assert {name for name in tracked.splitlines() if not _left_out_by_azd(name)} == set(own_files())


def _left_out_by_azd(name: str) -> bool:
    """By `.funcignore`, of which only the plain kinds of lines are used."""
    lines = (HOME / ".funcignore").read_text("utf-8").splitlines()
    patterns = [line for line in lines if line and not line.startswith("#")]
    parts = name.split("/")
    return any(
        name.startswith(f"{pattern}/") if "/" in pattern else any(fnmatch(part, pattern) for part in parts)
        for pattern in patterns
    )


def test_it_is_small_enough_to_start_fast(package: Path) -> None:
    """Flex Consumption fetches the whole package at each cold start."""
    assert package.stat().st_size < 70_000_000


def test_the_same_commit_gives_the_same_bytes(package: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.zip"
    build(again, RUNNING)
    assert again.read_bytes() == package.read_bytes()


def test_the_packages_are_those_of_the_cloud(tmp_path: Path) -> None:
    """Built for the Python and the processor of Azure, whatever this machine has."""
    cloud = tmp_path / "cloud.zip"
    names = build(cloud)
    compiled = [name for name in names if name.endswith(".so") and "cpython" in name]
    assert compiled
    assert all("cpython-313-x86_64-linux-gnu" in name for name in compiled)


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Stack:
    folder = tmp_path_factory.mktemp("stack")
    return Stack(free_ports(), folder / "data", folder, lambda name, line: None)


@pytest.fixture(scope="module")
def address(package: Path, stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The local host on the unpacked package, in an interpreter that has no other packages for the app."""
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(package) as opened:
        opened.extractall(folder / "app")
    (folder / "host").mkdir()
    (folder / "host" / "local").symlink_to(HOME / "local")
    for name in OF_THE_HOST:
        if (found := find_spec(name)) and found.origin:
            place = Path(found.origin)
            place = place.parent if place.name == "__init__.py" else place
            (folder / "host" / place.name).symlink_to(place)
    path = os.pathsep.join((str(folder / "app" / PACKAGES), str(folder / "host")))
    settings = {**stack.values, "PYTHONPATH": path, "PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"}
    command = (sys.executable, "-S", "-m", "local.host", "--app", str(folder / "app"))
    places = ("--port", str(stack.ports.functions), "--state", str(folder / "timers"))
    try:
        for name in ("azurite", "mitid", "fasit", "cvr"):
            stack.start_part(name)
        with (folder / "log").open("w") as log:
            host = subprocess.Popen((*command, *places), cwd=folder, env=settings, stdout=log, stderr=log)
        try:
            yield _ready(f"http://127.0.0.1:{stack.ports.functions}", folder / "log")
        finally:
            host.terminate()
            host.wait()
    finally:
        stack.stop()


def _ready(address: str, log: Path) -> str:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            if httpx.get(f"{address}/admin/host/status").json()["state"] == "Running":
                return address
        except httpx.HTTPError:
            time.sleep(0.2)
    raise AssertionError(f"the host did not start:\n{log.read_text()}")


def test_unpacked_alone_it_answers(address: str) -> None:
    assert len(httpx.get(f"{address}/admin/host/status").json()["functions"]) > 10
    assert httpx.get(f"{address}/api/health/live").json() == {"status": "ok"}
    ready = httpx.get(f"{address}/api/health/ready")
    assert ready.json() == {"status": "ok", "checks": {"storage": True, "definitions": True}}
    published = httpx.get(f"{address}/api/openapi.json").json()
    assert published == json.loads((HOME / "docs" / "openapi.json").read_text("utf-8"))


def test_unpacked_alone_it_takes_an_attachment_and_gives_it_back(stack: Stack, address: str) -> None:
    """Through Pillow and the blobs' client as they lie in the package."""
    cookie = session(stack.url, stack.keys.read("session-key.pem"))
    own = {"Cookie": f"{COOKIE}={cookie}", "Origin": stack.url, "X-Feltskema": "1"}
    photo = (HOME / "shared/definitions/examples/stue.jpg").read_bytes()
    url = f"{address}/api/attachments/019aaf3c-8f2a-7c31-9d57-3f1f6a0c2b44/7f0c2f64-52a4-4f3c-9a1f-6f3b0f7f2a10"
    sent = httpx.put(url, content=photo, headers={**own, "Content-Type": "image/jpeg"})
    assert (sent.status_code, sent.json()["size"]) == (201, len(photo)), sent.text
    got = httpx.get(url, headers=own)
    assert (got.content, got.headers["content-type"]) == (photo, "image/jpeg")


def test_unpacked_alone_it_signs_in_and_keeps_others_out(address: str) -> None:
    begun = httpx.get(f"{address}/api/auth/login?next=/")
    assert begun.status_code == 302
    assert "/op/connect/authorize?" in begun.headers["location"]
    assert begun.headers["set-cookie"].startswith("__Host-feltskema-device=")
    refused = httpx.get(f"{address}/api/registrations")
    assert (refused.status_code, refused.json()["code"]) == (401, "no-session")
