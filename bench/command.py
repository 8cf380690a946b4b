"""The command line of every benchmark: `--help` prints what it measures, without measuring it."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
import sys
from tempfile import TemporaryDirectory

from bench.figures import Figure, table
from tests.stack.running import Running, running


def command_parser(documentation: str | None) -> argparse.ArgumentParser:
    """The parser of the command line of the module that was started, whose docstring is `documentation`."""
    specification = sys.modules["__main__"].__spec__
    assert specification is not None, "start it as a module: python -m bench.NAME"
    return argparse.ArgumentParser(
        prog=f"python -m {specification.name.removesuffix('.__main__')}",
        description=documentation,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def arguments(documentation: str | None, times: int | None = None) -> argparse.Namespace:
    """Read the command line of the module that was started, whose docstring is `documentation`. A number in `times` adds the
    option `--times`, and is its default."""
    parser = command_parser(documentation)
    if times is not None:
        parser.add_argument(
            "--times", type=int, default=times, help=f"how often each is measured; the median counts ({times})"
        )
    return parser.parse_args()


def print_figures(documentation: str | None, figures: Callable[[], Sequence[Figure]]) -> None:
    """Run a benchmark that needs no stack, and print its table."""
    arguments(documentation)
    print(table(figures()))


def print_figures_of_stack(documentation: str | None, figures: Callable[[Running], Sequence[Figure]]) -> None:
    """Run a benchmark on a stack of its own, and print its table."""
    arguments(documentation)
    with TemporaryDirectory() as folder, running(Path(folder)) as product:
        print(table(figures(product)))
