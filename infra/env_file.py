"""The file of values that the parameter files read: `python3 infra/env_file.py FILE` says which lines are not read alike by all.

The shell, azd and this code each read it, and differ in what they make of a value that is not quoted: a PEM without quotes leaves
the shell with an *empty* variable, and no word of it. Needs nothing but the standard library.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
import re
import sys

_LINE = re.compile(r"(?:export )?[A-Z_][A-Z0-9_]*=(?P<value>.*)")
_ALIKE = (r"'[^']*'", r'"[^"$`\\!]*"', r"[\w@%+=:,./{}-]*")
"""Single quotes, double quotes round nothing that one of them replaces, or no character that means anything."""


def faults(text: str) -> Iterator[str]:
    """What is wrong, with the line and the remedy, never the value: it may be a secret."""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line)
        if match is None:
            yield f"line {number}: is not NAME=VALUE on one line; a PEM has \\n for its line breaks and single quotes round it"
        elif not any(re.fullmatch(pattern, match["value"]) for pattern in _ALIKE):
            yield f"line {number}: put single quotes round the value of {line.partition('=')[0]}, and remarks on their own line"


def quoted(value: str) -> str:
    """As each of the readers takes it. `ValueError` for what none would."""
    if re.fullmatch(_ALIKE[2], value):
        return value
    if "'" in value or "\n" in value:
        raise ValueError("a value may hold neither a single quote nor a line break")
    return f"'{value}'"


def with_values(text: str, values: Mapping[str, str]) -> str:
    """The text with these values, where the first of them stood or at the end. What they were before is gone."""
    lines = text.splitlines()
    own = [place for place, line in enumerate(lines) if _name(line) in values]
    written = [f"{name}={quoted(value)}" for name, value in values.items()]
    first = own[0] if own else len(lines)
    kept = [line for place, line in enumerate(lines) if place not in own]
    return "\n".join([*kept[:first], *written, *kept[first:]]) + "\n"


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
