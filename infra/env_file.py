"""Checks a file of environment values for lines that its readers would read differently: `python3 infra/env_file.py FILE`.

The shell, azd and this code read the file, and differ on values without quotes: a PEM without quotes gives the shell an *empty*
variable, without an error. Uses only the standard library.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
import re
import sys

_LINE = re.compile(r"(?:export )?[A-Z_][A-Z0-9_]*=(?P<value>.*)")
_ALIKE = (r"'[^']*'", r'"[^"$`\\!]*"', r"[\w@%+=:,./{}-]*")
"""Values that all readers read the same: in single quotes; in double quotes without characters that a reader would replace; or
without quotes and without special characters."""


def faults(text: str) -> Iterator[str]:
    """Every fault with its line and the remedy, but without the value, which may be a secret."""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line)
        if match is None:
            yield f"line {number}: is not NAME=VALUE on one line; a PEM has \\n for its line breaks and single quotes round it"
        elif not any(re.fullmatch(pattern, match["value"]) for pattern in _ALIKE):
            yield f"line {number}: put single quotes round the value of {line.partition('=')[0]}, and remarks on their own line"


def quoted(value: str) -> str:
    """The value in quotes where it needs them, for all readers. Raises `ValueError` for one that cannot be written for all."""
    if re.fullmatch(_ALIKE[2], value):
        return value
    if "'" in value or "\n" in value:
        raise ValueError("a value may hold neither a single quote nor a line break")
    return f"'{value}'"


def with_values(text: str, values: Mapping[str, str]) -> str:
    """The text with these values in place of their earlier ones, at the first of those or at the end."""
    lines = text.splitlines()
    own = [place for place, line in enumerate(lines) if _name(line) in values]
    assignments = [f"{name}={quoted(value)}" for name, value in values.items()]
    first = own[0] if own else len(lines)
    others = [line for place, line in enumerate(lines) if place not in own]
    return "\n".join([*others[:first], *assignments, *others[first:]]) + "\n"


def _name(line: str) -> str:
    return line.partition("=")[0].removeprefix("export ").strip()


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        sys.stderr.write("usage: python3 infra/env_file.py FILE\n")
        return 2
    try:
        all_faults = list(faults(Path(arguments[0]).read_text("utf-8")))
    except OSError as error:
        all_faults = [str(error.strerror)]
    sys.stderr.writelines(f"{arguments[0]}: {fault}\n" for fault in all_faults)
    return 1 if all_faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
