"""The command line in a folder with definitions: called in this process, where the process itself is not the point."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from importlib import import_module
import io
import json
import logging
import os
from pathlib import Path
import re
import shutil
import subprocess
import sys
import threading
import traceback

from tests.waiting import PATIENCE, until

ROOT = Path(__file__).parents[2]
DEFINITIONS = ROOT / "shared" / "definitions"
CSP = "default-src 'self'; object-src 'none'; require-trusted-types-for 'script'; trusted-types feltskema-worker"


def environment(**more: str) -> dict[str, str]:
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("FELTSKEMA", "NO_COLOR", "FORCE"))
    }
    return {**inherited, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", **more}


def run(folder: Path, *words: str, root: Path = ROOT, **more: str) -> subprocess.CompletedProcess[str]:
    """`python -m feltskema WORDS` standing in a folder. In a process of its own where that is another copy of the product, or
    where the command speaks to a stack."""
    if root == ROOT and "AzureWebJobsStorage" not in more:
        return _called(folder, words, environment(**more))
    return process(folder, *words, root=root, **more)


def process(folder: Path, *words: str, root: Path = ROOT, **more: str) -> subprocess.CompletedProcess[str]:
    """The same, always in a process of its own."""
    command = [sys.executable, "-m", "feltskema", *words]
    expected = {**environment(**more), "PYTHONPATH": str(root)}
    return subprocess.run(
        command, check=False, cwd=folder, env=expected, capture_output=True, text=True, timeout=PATIENCE
    )


def _called(folder: Path, words: tuple[str, ...], values: dict[str, str]) -> subprocess.CompletedProcess[str]:
    out, error = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
    code: int | str | None = 0
    with chdir(folder), _as_at_the_start(["feltskema", *words], values), redirect_stdout(out), redirect_stderr(error):
        try:
            import_module("feltskema.shell").main()
        except SystemExit as ended:
            code = ended.code
        except Exception:  # what would end a process, with its trace
            traceback.print_exc()
            code = 1
    return subprocess.CompletedProcess(words, int(code or 0), *(_written(stream) for stream in (out, error)))


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode("utf-8")


@contextmanager
def _as_at_the_start(arguments: list[str], values: dict[str, str]) -> Iterator[None]:
    """The command's modules read the language when they are imported: each call has its own."""
    ours = {name: module for name, module in sys.modules.items() if name.partition(".")[0] == "feltskema"}
    before, environ = sys.argv, dict(os.environ)
    # The tool silences it, for its own process.
    log = logging.getLogger("feltskema.definitions")
    level = log.level
    for name in ours:
        del sys.modules[name]
    sys.argv = arguments
    os.environ.clear()
    os.environ.update(values)
    try:
        yield
    finally:
        sys.argv = before
        log.setLevel(level)
        os.environ.clear()
        os.environ.update(environ)
        for name in [name for name in sys.modules if name.partition(".")[0] == "feltskema"]:
            del sys.modules[name]
        sys.modules.update(ours)


def workshop(folder: Path) -> Path:
    """A folder with the product's definitions, as authors stand in; of the published ones those that a newer one comes from."""
    home = folder / "shared" / "definitions"
    shutil.copytree(DEFINITIONS, home, ignore=shutil.ignore_patterns("published"))
    for earlier in ("virksomhedsbesoeg/1.yaml", "virksomhedsbesoeg/2.yaml", "rekrutteringsanmodning/2.yaml"):
        (home / "published" / earlier).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(DEFINITIONS / "published" / earlier, home / "published" / earlier)
    return folder


class Running:
    """The preview at work. `address` is its origin."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.lines: list[str] = []
        threading.Thread(target=self._read, daemon=True).start()
        self.page = self.wait(r"http://\S+")
        self.address = self.page.split("/ny/")[0]

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line.rstrip())

    def wait(self, pattern: str) -> str:
        """What a line printed matches."""

        def printed() -> str:
            match = re.search(pattern, "\n".join(self.lines))
            assert match or self.process.poll() is None, self.lines
            return match[0] if match else ""

        return until(printed, lambda: f"{pattern} never came: {self.lines}")


def built(folder: Path) -> Path:
    """A stand-in for the built phone page, under headers as strict as the product's."""
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text(
        "<!doctype html><html><head></head><body><div id=app></div></body></html>", "utf-8"
    )
    (folder / "assets" / "index-1.js").write_text("// the phone\n", "utf-8")
    (folder / "staticwebapp.config.json").write_text(
        json.dumps({"globalHeaders": {"Content-Security-Policy": CSP}}), "utf-8"
    )
    return folder


@contextmanager
def preview(folder: Path, file: str, pages: Path, more: Mapping[str, str] = {}) -> Iterator[Running]:
    words = ["preview", file, "--port", "0", "--no-open", "--pages", str(pages)]
    process = subprocess.Popen(
        [sys.executable, "-m", "feltskema", *words],
        cwd=folder,
        env=environment(**more),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield Running(process)
    finally:
        process.terminate()
        process.wait(PATIENCE)
