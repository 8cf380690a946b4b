"""Writes the generated files of the contract, or with `--check` lists those that differ: `python -m ops.contract [--check]`."""

from __future__ import annotations

import sys

from ops.contract.generated_files import HOME, generated_files


def main() -> int:
    stale = [(path, content) for path, content in generated_files().items() if not _is(path, content)]
    for path, content in stale:
        print(
            f"{path} differs from what the code generates: run `make contract`" if _only_check() else f"{path} written"
        )
        if not _only_check():
            (HOME / path).write_text(content, "utf-8")
    return int(_only_check() and bool(stale))


def _only_check() -> bool:
    return "--check" in sys.argv[1:]


def _is(path: str, content: str) -> bool:
    file = HOME / path
    return file.exists() and file.read_text("utf-8") == content


if __name__ == "__main__":
    sys.exit(main())
