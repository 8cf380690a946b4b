"""A free port is one process's own from when it is chosen, not from when its part listens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
import socket
import subprocess
import sys

import pytest

from local.run.ports import free_port

pytestmark = pytest.mark.starts

FEW = range(14_000, 14_008)
"""A range of this test's own, below those that `free_port` gives by itself."""

_CHOOSES = """
import sys
from local.run.ports import free_port
few = range(int(sys.argv[1]), int(sys.argv[2]))
print(*(free_port(few) for _ in range(int(sys.argv[3]))), flush=True)
sys.stdin.read()
"""


@contextmanager
def another_process(chooses: int) -> Iterator[set[int]]:
    """A process that has chosen so many of the ports, and listens on none; it ends with the block."""
    command = (sys.executable, "-c", _CHOOSES, str(FEW.start), str(FEW.stop), str(chooses))
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield {int(port) for port in process.stdout.readline().split()}


def test_what_another_process_has_chosen_is_not_given_until_it_ends() -> None:
    with another_process(chooses=5) as first, another_process(chooses=2) as second:
        assert (len(first), len(second)) == (5, 2)
        assert not first & second
        given = free_port(FEW)
        assert {given} == {*FEW} - first - second
        with pytest.raises(OSError, match="no port of 14000 to 14007 is free: stop what uses them"):
            free_port(FEW)
    assert {free_port(FEW) for _ in range(7)} == {*FEW} - {given}


def test_a_port_that_a_program_listens_on_is_not_given() -> None:
    few = range(FEW.stop, FEW.stop + 2)
    with socket.create_server(("127.0.0.1", few[0])):
        assert free_port(few) == few[1]
