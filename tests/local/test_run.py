"""`python -m local.run`, as the person at the keyboard meets it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
import os
from pathlib import Path
import signal
import socket
import stat
import subprocess
import sys
import threading

import httpx
import pytest

from local.run.keys import keys
from local.run.parts import HOME
from local.run.ports import Ports
from tests.waiting import PATIENCE, until

pytestmark = pytest.mark.starts


class Terminal:
    """A run in a session of its own, with what it prints."""

    def __init__(self, *arguments: str, **environment: str) -> None:
        self.lines: list[str] = []
        self.process = subprocess.Popen(
            [sys.executable, "-m", "local.run", *arguments],
            cwd=HOME,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            env={**os.environ, **environment},
        )
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line.rstrip())

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def until(self, words: str) -> None:
        def text() -> bool:
            # Its last words are still read after its end.
            over = self.process.poll() is not None and not self.reader.is_alive()
            result = words in self.text
            assert result or not over, self.text
            return result

        until(text, lambda: self.text)

    def children(self) -> list[int]:
        """The processes that it has started and that are still there, theirs too."""
        result = [self.process.pid]
        for pid in result:
            for task in Path("/proc").glob(f"{pid}/task/*/children"):
                result.extend(map(int, task.read_text().split()))
        return result[1:]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    (folder / "index.html").write_text("<!doctype html><title>Feltskema</title>")
    return folder


@contextmanager
def terminal(*arguments: str, **environment: str) -> Iterator[Terminal]:
    terminal = Terminal(*arguments, **environment)
    try:
        yield terminal
    finally:
        if terminal.process.poll() is None:
            terminal.process.send_signal(signal.SIGINT)
            try:
                terminal.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                terminal.process.kill()


def test_all_of_it_starts_tells_how_to_sign_in_and_ends_at_ctrl_c(tmp_path: Path, pages: Path) -> None:
    options = ("--free-ports", "--data", str(tmp_path), "--pages", str(pages))
    with terminal(*options) as run:
        run.until("Ctrl-C stops everything.")
        for part in ("azurite", "mitid", "fasit", "cvr", "momentum", "functions", "front"):
            assert f"ready  {part}" in run.text
        assert "Karen Kristensen" in run.text
        address = run.text.partition("Feltskema   ")[2].split()[0]
        assert httpx.get(f"{address}/api/health/ready").json()["status"] == "ok"
        run.until("functions | ")
        left = run.children()
        assert len(left) >= 6
        run.process.send_signal(signal.SIGINT)
        assert run.process.wait(PATIENCE) == 0
        assert not [pid for pid in left if _runs(pid)]
        assert "Traceback" not in run.text

    with terminal(*options) as run:
        run.until("Ctrl-C stops everything.")
        fallen = _pid_of("local.cvr", run.children())
        os.kill(fallen, signal.SIGKILL)
        assert run.process.wait(PATIENCE) == 1
        assert "cvr has ended. Its last lines:" in run.text
        assert "ready http://127.0.0.1:" in run.text.partition("cvr has ended")[2]


def test_without_the_runner_of_the_policies_it_says_how_to_have_one(tmp_path: Path, pages: Path) -> None:
    options = ("--gateway", "--free-ports", "--data", str(tmp_path), "--pages", str(pages))
    with terminal(*options, FELTSKEMA_APIM_GATEWAY="/nowhere") as run:
        assert run.process.wait(PATIENCE) == 1
        run.reader.join()
        assert run.text.startswith("apim-gateway not found: put it on PATH or name it in FELTSKEMA_APIM_GATEWAY")


def test_a_port_in_use_is_one_line_with_the_remedy(tmp_path: Path, pages: Path) -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            other.bind(("127.0.0.1", Ports().cvr))
        except OSError:
            pass  # Somebody else holds it: as good.
        else:
            other.listen()
        done = subprocess.run(
            [sys.executable, "-m", "local.run", "--data", str(tmp_path), "--pages", str(pages)],
            cwd=HOME,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    assert done.returncode == 1
    [line] = done.stderr.strip().splitlines()
    assert f"{Ports().cvr} (cvr)" in line
    assert "make run ARGS=--free-ports" in line


def test_a_front_end_that_is_not_built_is_one_line_with_the_remedy(tmp_path: Path) -> None:
    run = [sys.executable, "-m", "local.run", "--free-ports", "--data", str(tmp_path), "--pages", str(tmp_path)]
    done = subprocess.run(run, cwd=HOME, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("The front end is not built")
    assert done.stderr.strip().endswith("Run: make run")


def test_keys_are_made_once_and_for_their_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    first = {file.name: file.read_bytes() for file in keys(folder).folder.iterdir()}
    assert {
        "session-key.pem",
        "draft-keys",
        "broker-secret",
        "cvr-password",
        "fasit-client.pem",
        "ca.pem",
    } <= first.keys()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}
    assert {file.name: file.read_bytes() for file in keys(folder).folder.iterdir()} == first


@pytest.mark.parametrize("name", ["fasit-client.pem", "session-key.pem"])
def test_a_key_that_was_deleted_is_made_again(tmp_path: Path, name: str) -> None:
    keys(tmp_path).file(name).unlink()
    assert keys(tmp_path).file(name).exists()


def _runs(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


def _pid_of(words: str, pids: list[int]) -> int:
    return next(pid for pid in pids if words in Path(f"/proc/{pid}/cmdline").read_text())
