"""What the libraries say of their own accord: nothing for each request, and all that the worker tells of itself."""

from __future__ import annotations

from contextlib import nullcontext, suppress
import json
import logging
import subprocess
import sys
from typing import Any

import pytest

from functions.unexpected import VERBOSE_LOGGERS
from local.run.parts import HOME
from shared import wired_instance, wiring
from shared.domain.failures import Unavailable
from shared.settings import settings
from tests.servers import Servers


async def test_no_library_has_a_line_for_each_request(
    servers: Servers, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """On the real clients of all that the product speaks to, at the level that the worker sets."""
    servers.account()
    broker = {name: value for name, value in servers.broker().items() if name.startswith(("OIDC_", "PUBLIC_"))}
    for name, value in {**servers.cvr(), **servers.fasit(), **servers.momentum(), **broker}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AZURE_FUNCTIONS_ENVIRONMENT", "Development")
    settings.cache_clear()
    caplog.set_level(logging.INFO)
    with wiring.override():
        for name, probe in wired_instance.probes().items():
            # Nothing stands at the public address here: its client is spoken to all the same.
            with suppress(Unavailable) if name == "gateway" else nullcontext():
                await probe()
        rows: Any = wiring.dependencies().registrations
        await rows.page("0" * 32, 5)
        await rows.close()
    settings.cache_clear()
    records = [record.name for record in caplog.records if record.levelno == logging.INFO]
    assert not [name for name in records if not name.startswith("feltskema")]


def test_the_workers_own_diagnostics_are_left_alone(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    logging.getLogger("azure.functions").info("as the worker says it")
    assert caplog.messages == ["as the worker says it"]


@pytest.mark.starts
def test_it_is_so_from_the_first_import() -> None:
    script = (
        "import json, logging, sys, function_app; print(json.dumps([logging.getLogger(n).level for n in sys.argv[1:]]))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, "azure", *VERBOSE_LOGGERS], cwd=HOME, capture_output=True, text=True, check=True
    )
    assert json.loads(ran.stdout) == [logging.NOTSET] + [logging.WARNING] * len(VERBOSE_LOGGERS)
