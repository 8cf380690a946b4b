"""`python -m bench.NAME --help` prints what the benchmark measures, and measures nothing."""

from __future__ import annotations

import ast
from pathlib import Path
import runpy
import sys

import pytest

from local.run.parts import HOME
from tests.sources import tree

FILES = sorted((HOME / "bench").rglob("*.py"))


def module_name(file: Path) -> str:
    return ".".join(file.relative_to(HOME).with_suffix("").parts).removesuffix(".__main__")


def is_benchmark(file: Path) -> bool:
    """Whether the file measures something: it has a function `figures` or `main`."""
    functions = (node for node in tree(file).body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return any(function.name in ("figures", "main") for function in functions)


BENCHMARKS = [file for file in FILES if is_benchmark(file)]


def test_the_readmes_benchmarks_are_among_those_tested() -> None:
    assert {"bench", "bench.waking", "bench.first_load", "bench.large_form", "bench.lighthouse"} <= set(
        map(module_name, BENCHMARKS)
    )


@pytest.mark.parametrize("file", BENCHMARKS, ids=module_name)
def test_help_prints_the_command_and_what_it_measures(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    name = module_name(file)
    monkeypatch.setattr(sys, "argv", [name, "--help"])
    # A module that an earlier test has imported would warn that it is run a second time.
    monkeypatch.delitem(sys.modules, name, raising=False)
    with pytest.raises(SystemExit) as ended:
        runpy.run_module(name, run_name="__main__", alter_sys=True)
    printed = capsys.readouterr().out
    documentation = ast.get_docstring(tree(file))
    assert ended.value.code == 0
    assert printed.startswith(f"usage: python -m {name} [-h]")
    assert documentation
    assert documentation.splitlines()[0] in printed
