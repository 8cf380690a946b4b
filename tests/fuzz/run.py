"""One round of schemathesis against a running stack."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
import os
from pathlib import Path
import re
import subprocess
import sys

import httpx

from local.run.parts import HOME
from local.run.stack import Stack
from shared.adapters.access_table import TableAccess
from shared.adapters.storage import Account
from shared.domain.access.access_list import Actor, Grant
from shared.services.access import AccessEditor
from tests.fuzz.hooks import COOKIE, PERSON, session

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Outcome:
    """`requests` that were made, distinct `failures` of the checks, and what schemathesis printed."""

    requests: int
    failures: int
    report: str


def is_failure(part: str, line: str) -> bool:
    """Whether a line is the app's own word for what went wrong, which stands in no answer."""
    return part == "functions" and any(word in line for word in ("storage failed", "unforeseen", "ERROR host"))


_GOOD = ("--include-operation-id-regex", "^put-registration", "--mode", "positive", "--phases", "fuzzing")
"""Good registrations alone: among all other calls hardly one in a hundred is, and what they leave behind is what the rest of
the API shows."""


def fuzz(stack: Stack, seed: int, examples: int) -> Outcome:
    """A round of everything, after one of good registrations: at most `examples` generated requests an operation each, from the
    document that the app publishes. The same seed makes the same requests."""
    let_in(stack)
    outcomes = [_ran(stack, seed, examples, choice) for choice in (_GOOD, ())]
    report = "\n".join(outcome.report for outcome in outcomes)
    return Outcome(sum(outcome.requests for outcome in outcomes), sum(outcome.failures for outcome in outcomes), report)


def let_in(stack: Stack) -> None:
    """Who fuzzes has roles by the access list, like everybody else."""

    async def added() -> None:
        table = TableAccess(Account(stack.storage, create=True))
        try:
            if await table.get(PERSON.key) is None:
                keeping = AccessEditor(table, Actor("", "fuzz"), datetime.now(UTC))
                await keeping.add(PERSON.key, PERSON.name, Grant(PERSON.roles))
        finally:
            await table.close()

    asyncio.run(added())


def _published(stack: Stack, api: str) -> Path:
    """The document as the app publishes it to who is signed in, in a file."""
    cookie = f"{COOKIE}={session(stack.url, stack.keys.read('session-key.pem'))}"
    answer = httpx.get(f"{api}/openapi.json", headers={"Cookie": cookie}).raise_for_status()
    file = stack.data / "openapi.json"
    file.write_bytes(answer.content)
    return file


def _ran(stack: Stack, seed: int, examples: int, choice: tuple[str, ...]) -> Outcome:
    api = f"http://127.0.0.1:{stack.ports.functions}/api"
    own = ("-H", f"Origin: {stack.url}", "-H", "X-Feltskema: 1")
    rules = (
        "--checks",
        "all",
        "--max-examples",
        str(examples),
        "--seed",
        str(seed),
        "--continue-on-failure",
        "--no-color",
    )
    # How long hypothesis looks for a value that fits says nothing about the product.
    patience = ("--suppress-health-check", "filter_too_much,too_slow")
    config = ("--config-file", str(HERE / "schemathesis.toml"))
    command = (
        sys.executable,
        "-m",
        "schemathesis.cli",
        *config,
        "run",
        str(_published(stack, api)),
        "--url",
        api,
        *own,
        *rules,
        *patience,
        *choice,
    )
    ran = subprocess.run(command, cwd=stack.data, env=_environment(stack), capture_output=True, text=True, check=False)
    return _read(ran.returncode, ran.stdout + ran.stderr)


def _environment(stack: Stack) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": str(HOME),
        "SCHEMATHESIS_HOOKS": "tests.fuzz.hooks",
        "FUZZ_ISSUER": stack.url,
        "FUZZ_SESSION_KEY": stack.keys.read("session-key.pem"),
        "HYPOTHESIS_STORAGE_DIRECTORY": str(stack.data / "hypothesis"),
    }


def _read(status: int, report: str) -> Outcome:
    counted = re.search(r"(\d+) generated(?:.*?(\d+) skipped)?", report)
    requests = int(counted[1]) - int(counted[2] or 0) if counted else 0
    match = re.search(r"(\d+) unique failures", report)
    failures = int(match[1]) if match else 0
    return Outcome(requests, failures or int(status != 0), report)
