"""Measures importing and indexing the app, which a cold start waits for, against a function app that says hello."""

from __future__ import annotations

from pathlib import Path
import subprocess
import sys
from tempfile import TemporaryDirectory

from bench.command import print_figures
from bench.figures import Figure, median, timed
from local.run.parts import HOME

TIMES = 7
INDEX = "import function_app; function_app.app.get_functions()"
HELLO = """import azure.functions as func
app = func.FunctionApp()

@app.route("hello")
async def hello(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("hello")
"""


def figures() -> list[Figure]:
    with TemporaryDirectory() as folder:
        (Path(folder) / "function_app.py").write_text(HELLO)
        bare = _median("pass", Path(folder))
        hello = _median(INDEX, Path(folder)) - bare
    ours = _median(INDEX, HOME) - bare
    return [Figure("import and index the app, above bare Python", ours, hello, "a function app that says hello")]


def _median(code: str, folder: Path) -> float:
    return median(timed(lambda: subprocess.run([sys.executable, "-c", code], cwd=folder, check=True), TIMES))


if __name__ == "__main__":
    print_figures(__doc__, figures)
