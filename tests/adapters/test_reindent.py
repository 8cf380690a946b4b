"""Following the advice on indentation: a line of a shipped form that was moved by one space is put back where it stood."""

from __future__ import annotations

import pytest

from local.run.parts import HOME
from shared.adapters.yaml_source import read_yaml
from shared.domain.source.faults import DefinitionError, Fault

VISIT = (HOME / "shared/definitions/virksomhedsbesoeg.yaml").read_text("utf-8").splitlines()


def moved(begin: str, by: int, count: int = 1) -> tuple[int, Fault]:
    """The number of the first line that begins so, and the fault that is told when it is moved with those below it."""
    at = next(number for number, line in enumerate(VISIT) if line.startswith(begin))
    lines = list(VISIT)
    for number in range(at, at + count):
        indent = len(VISIT[number]) - len(VISIT[number].lstrip()) + by
        lines[number] = " " * indent + VISIT[number].lstrip()
    with pytest.raises(DefinitionError) as caught:
        read_yaml("\n".join(lines), "virksomhedsbesoeg.yaml")
    return at + 1, caught.value.faults[0]


@pytest.mark.parametrize(
    ("begin", "by"),
    [
        ("          - {value: telefon", -1),
        ("          - {value: telefon", 1),
        ("  - id: behov", 1),
        ("  - id: behov", -1),
        ("  navn: ", -1),
        ("  navn: ", -2),
        ("        label: ", 2),
    ],
)
def test_a_moved_line_is_named_with_the_column_where_it_stood(begin: str, by: int) -> None:
    line, fault = moved(begin, by)
    column = len(begin) - len(begin.lstrip()) + 1
    assert (fault.line, fault.text.key) == (line, "yaml-indent")
    assert f"begynder i kolonne {column}." in fault.remedy("da")


def test_a_field_that_was_moved_with_all_its_lines_is_named_with_them() -> None:
    line, fault = moved("      - id: navn", 1, count=4)
    assert (fault.line, fault.text.key) == (line, "yaml-indent-lines")
    assert "Ryk alle 4 linjer lige langt, så den første begynder i kolonne 7." in fault.remedy("da")
