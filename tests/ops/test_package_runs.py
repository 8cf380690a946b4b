"""The package as it lies in Azure: unpacked alone, on the Python that is deployed, it starts and answers and compiles nothing."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
import json
import os
from pathlib import Path
import subprocess
from typing import Any

import httpx
import pytest

from functions.contract.routes import functions
from local.run.parts import HOME
from local.run.ports import free_ports
from local.run.stack import Stack
from tests.fuzz.hooks import COOKIE, session
from tests.fuzz.run import let_in
from tests.ops.conftest import packages
from tests.waiting import until

pytestmark = pytest.mark.rare

WATCHED = HOME / "tests" / "ops" / "watched.py"
OF_THE_HOST = ("croniter", "dateutil", "six", "pytz")
"""What the local host needs beside the app's own packages. Azure's host brings its own."""


def indexed(python: Path, unpacked: Path, library: Path, noted: Path, *options: str) -> dict[str, Any]:
    """What Azure's own worker library makes of it, in an interpreter that has no other packages and no settings."""
    ran = subprocess.run(
        [python, "-S", *options, WATCHED, unpacked, noted, HOME / "tests" / "local" / "index_app.py", unpacked],
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": os.pathsep.join((str(packages(unpacked)), str(library)))},
        cwd="/",
        capture_output=True,
        text=True,
        check=True,
    )
    body: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return body


def test_azures_worker_takes_it_and_compiles_nothing(
    python: Path, unpacked: Path, worker_library: Path, tmp_path: Path
) -> None:
    reported = indexed(python, unpacked, worker_library, tmp_path / "compiled")
    assert reported["message"] == ""
    assert set(reported["functions"]) == set(functions())
    assert (tmp_path / "compiled").read_text() == ""


def test_that_would_be_seen(python: Path, unpacked: Path, worker_library: Path, tmp_path: Path) -> None:
    """Where Python looks for bytecode elsewhere, it compiles hundreds of modules before the first call."""
    elsewhere = ("-X", f"pycache_prefix={tmp_path / 'nowhere'}", "-B")
    indexed(python, unpacked, worker_library, tmp_path / "compiled", *elsewhere)
    assert len((tmp_path / "compiled").read_text().splitlines()) > 100


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Stack:
    folder = tmp_path_factory.mktemp("stack")
    return Stack(free_ports(), folder / "data", folder, lambda name, line: None)


@pytest.fixture(scope="module")
def noted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the running host's compiled sources are written down."""
    return tmp_path_factory.mktemp("noted") / "compiled"


@pytest.fixture(scope="module")
def address(
    python: Path, unpacked: Path, stack: Stack, noted: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The local host on the unpacked package, in an interpreter that has no other packages for the app."""
    folder = tmp_path_factory.mktemp("host")
    (folder / "host").mkdir()
    (folder / "host" / "local").symlink_to(HOME / "local")
    for name in OF_THE_HOST:
        if (result := find_spec(name)) and result.origin:
            place = Path(result.origin)
            place = place.parent if place.name == "__init__.py" else place
            (folder / "host" / place.name).symlink_to(place)
    path = os.pathsep.join((str(packages(unpacked)), str(folder / "host")))
    settings = {**stack.values, "PYTHONPATH": path, "PATH": os.environ["PATH"]}
    command = (python, "-S", WATCHED, unpacked, noted, "-m", "local.host", "--app", unpacked)
    places = ("--port", str(stack.ports.functions), "--state", folder / "timers")
    try:
        for name in ("azurite", "mitid", "fasit", "cvr", "momentum"):
            stack.start_part(name)
        with (folder / "log").open("w") as log:
            host = subprocess.Popen((*command, *places), cwd=folder, env=settings, stdout=log, stderr=log)
        try:
            yield _ready(f"http://127.0.0.1:{stack.ports.functions}", folder / "log", host)
        finally:
            host.terminate()
            host.wait()
    finally:
        stack.stop()


def _ready(address: str, log: Path, host: subprocess.Popen[bytes]) -> str:
    def runs() -> bool:
        assert host.poll() is None, f"the host did not start:\n{log.read_text()}"
        try:
            return bool(httpx.get(f"{address}/admin/host/status").json()["state"] == "Running")
        except httpx.HTTPError:
            return False

    until(runs, log.read_text)
    return address


def test_the_unpacked_package_answers_without_the_repository(stack: Stack, address: str) -> None:
    assert len(httpx.get(f"{address}/admin/host/status").json()["functions"]) > 10
    assert httpx.get(f"{address}/api/health/live").json() == {"status": "ok"}
    ready = httpx.get(f"{address}/api/health/ready")
    assert ready.json() == {"status": "ok", "checks": {"storage": True, "definitions": True}}
    cookie = session(stack.url, stack.keys.read("session-key.pem"))
    published = httpx.get(f"{address}/api/openapi.json", headers={"Cookie": f"{COOKIE}={cookie}"}).json()
    assert published == _without_examples(json.loads((HOME / "docs" / "openapi.json").read_text("utf-8")))


def _without_examples(document: dict[str, Any]) -> dict[str, Any]:
    """As it is for published versions, which carry no example of their answers: that stands in the working file."""
    for name, schema in document["components"]["schemas"].items():
        if name.endswith("Registration"):
            schema.pop("examples", None)
    return document


def test_unpacked_alone_it_takes_an_attachment_and_gives_it_back(stack: Stack, address: str) -> None:
    """Through Pillow and the blobs' client as they lie in the package."""
    let_in(stack)
    cookie = session(stack.url, stack.keys.read("session-key.pem"))
    own = {"Cookie": f"{COOKIE}={cookie}", "Origin": stack.url, "X-Feltskema": "1"}
    photo = (HOME / "shared/definitions/examples/stue.jpg").read_bytes()
    url = f"{address}/api/attachments/019aaf3c-8f2a-7c31-9d57-3f1f6a0c2b44/7f0c2f64-52a4-4f3c-9a1f-6f3b0f7f2a10"
    sent = httpx.put(url, content=photo, headers={**own, "Content-Type": "image/jpeg"})
    assert (sent.status_code, sent.json()["size"]) == (201, len(photo)), sent.text
    answer = httpx.get(url, headers=own)
    assert (answer.content, answer.headers["content-type"]) == (photo, "image/jpeg")


def test_unpacked_alone_it_signs_in_and_keeps_others_out(address: str) -> None:
    begun = httpx.get(f"{address}/api/auth/login?next=/")
    assert begun.status_code == 302
    assert "/op/connect/authorize?" in begun.headers["location"]
    assert begun.headers["set-cookie"].startswith("__Host-feltskema-device=")
    refused = httpx.get(f"{address}/api/registrations")
    assert (refused.status_code, refused.json()["code"]) == (401, "no-session")


def test_none_of_that_compiled_or_wrote_anything(address: str, unpacked: Path, package: Path, noted: Path) -> None:
    """Last of this file: after sign-in, storage, pictures and the contract."""
    import zipfile

    httpx.get(f"{address}/api/health/live").raise_for_status()
    assert noted.read_text() == ""
    with zipfile.ZipFile(package) as opened:
        shipped = set(opened.namelist())
    assert {file.relative_to(unpacked).as_posix() for file in unpacked.rglob("*") if file.is_file()} == shipped
