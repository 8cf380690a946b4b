"""Import of the app against a hello-world function app, side by side: `python -m bench.import_time`.

Each import in a process of its own, the two taking turns, bytecode compiled beforehand; what counts is the ratio of medians.
"""

from __future__ import annotations

from pathlib import Path
import statistics
import subprocess
import sys
import tempfile

HOME = Path(__file__).parents[1]
RUNS = 15

HELLO = """import azure.functions as func

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)


@app.route("hello", methods=["GET"])
async def get_hello(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("Hello")
"""


def ratio(runs: int = RUNS, app: Path = HOME) -> tuple[float, float, float]:
    """Milliseconds of the app and of hello-world (medians), and how many times the one is the other."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "function_app.py").write_text(HELLO, "utf-8")
        places = (app, Path(folder))
        for place in places:
            _imported(place, bytecode=True)
        seconds: tuple[list[float], list[float]] = ([], [])
        for _ in range(runs):
            for place, found in zip(places, seconds, strict=True):
                found.append(_imported(place))
    own, hello = (statistics.median(one) for one in seconds)
    return own / 1000, hello / 1000, own / hello


def _imported(place: Path, bytecode: bool = False) -> float:
    """Microseconds that `import function_app` takes, as the interpreter counts them."""
    options = () if bytecode else ("-B",)
    command = (sys.executable, *options, "-X", "importtime", "-c", "import function_app")
    ran = subprocess.run(command, cwd=place, capture_output=True, text=True, check=True)
    line = next(line for line in ran.stderr.splitlines() if line.rsplit("|", 1)[-1].strip() == "function_app")
    return float(line.split("|")[1])


def main() -> None:
    own, hello, times = ratio()
    print(f"import of the app {own:.0f} ms, of hello-world {hello:.0f} ms: {times:.2f} times (at most 2)")


if __name__ == "__main__":
    main()
