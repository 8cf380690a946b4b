from __future__ import annotations

import pytest

from tests.python313 import ABSENT


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """A run without Python 3.13 says so in plain sight."""
    if any(ABSENT in str(report.longrepr) for report in terminalreporter.stats.get("skipped", [])):
        terminalreporter.write_line(f"NOT CHECKED: {ABSENT}")
