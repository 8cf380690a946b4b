"""What `az` and `azd` accept (`commands.json`), and how they say no."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
import json
from pathlib import Path
from typing import Any


class Refused(Exception):
    """The tool would not run that; the message is what it would say."""


@dataclass(frozen=True)
class Call:
    """`options` by their first name, such as `--resource-group`, each with the values given."""

    command: str
    options: dict[str, list[str]] = field(default_factory=dict)
    arguments: list[str] = field(default_factory=list)

    def value(self, name: str) -> str:
        """The one value of an option; empty when it was not given."""
        return " ".join(self.options.get(name, []))


@cache
def documented(tool: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(Path(__file__).with_name("commands.json").read_text("utf-8"))[tool]
    return content


def command_of(tool: str, words: Sequence[str]) -> str:
    """The longest documented command that the words begin with. `Refused` when there is none."""
    commands = documented(tool)["commands"]
    for length in range(len(words), 0, -1):
        if (name := " ".join(words[:length])) in commands:
            return name
    raise Refused(
        f"'{' '.join(words)}' is misspelled or not recognized by the system: no such command in commands.json"
    )


def checked(tool: str, typed: Sequence[str]) -> Call:
    """The call, read and held against the documentation. `Refused` names what the tool would complain of."""
    words = list(typed)
    first = next((place for place, word in enumerate(words) if word.startswith("-")), len(words))
    command = command_of(tool, words[:first])
    expected = documented(tool)["commands"][command]
    rest = words[len(command.split()) :]
    names = _names([*expected.get("needs", []), *expected["takes"], *documented(tool)["global"]])
    options, arguments = _read(command, rest, names)
    least, most = expected.get("arguments", [0, 0])
    if not least <= len(arguments) <= most:
        raise Refused(f"{command}: unrecognized arguments: {' '.join(arguments) or 'too few'}")
    missing = [item for item in expected.get("needs", []) if item.split()[0] not in options]
    if missing:
        raise Refused(f"{command}: the following arguments are required: {', '.join(missing)}")
    for option, allowed in expected.get("choices", {}).items():
        if wrong := [value for value in options.get(option.split()[0], []) if value not in allowed]:
            raise Refused(
                f"{command}: {option}: '{wrong[0]}' is not a valid value. Allowed values: {', '.join(allowed)}"
            )
    return Call(command, options, arguments)


def _names(listed: Sequence[str]) -> dict[str, str]:
    """Each spelling of an option to its first one: a documented line is such as `--name -n`."""
    return {spelling: line.split()[0] for line in listed for spelling in line.split()}


def _read(command: str, rest: Sequence[str], names: dict[str, str]) -> tuple[dict[str, list[str]], list[str]]:
    options: dict[str, list[str]] = {}
    arguments: list[str] = []
    current: list[str] = arguments
    for word in rest:
        # A number or a PEM may begin with `-` too; an option has a letter next, or two hyphens.
        if (word.startswith("--") and not word.startswith("-----")) or (
            len(word) == 2 and word[0] == "-" and word[1].isalpha()
        ):
            name, _, value = word.partition("=")
            if name not in names:
                raise Refused(f"{command}: unrecognized arguments: {name}")
            current = options.setdefault(names[name], [value] if value else [])
        elif word == "":
            raise Refused(f"{command}: an argument is empty, so a variable of the shell was not set")
        else:
            current.append(word)
    return options, arguments
