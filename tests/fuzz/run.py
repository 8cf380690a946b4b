"""One round of schemathesis against a running stack."""

from __future__ import annotations

from dataclasses import dataclass
import os
from pathlib import Path
import re
import subprocess
import sys

from local.run.stack import Stack

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Outcome:
    """`requests` that were made, distinct `failures` of the checks, and what schemathesis printed."""

    requests: int
    failures: int
    told: str


def fuzz(stack: Stack, seed: int, examples: int, seconds: float = 3600) -> Outcome:
    """At most `examples` of generated requests an operation, from the document that the app publishes. The same seed makes the
    same requests."""
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
    config = ("--config-file", str(HERE / "schemathesis.toml"))
    command = (sys.executable, "-m", "schemathesis.cli", *config, "run", f"{api}/openapi.json", *own, *rules)
    environment = {
        "SCHEMATHESIS_HOOKS": "tests.fuzz.hooks",
        "FUZZ_ISSUER": stack.url,
        "FUZZ_SESSION_KEY": stack.keys.read("session-key.pem"),
        "HYPOTHESIS_STORAGE_DIRECTORY": str(stack.data / "hypothesis"),
    }
    ran = subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, text=True, timeout=seconds, check=False
    )
    return _read(ran.returncode, ran.stdout + ran.stderr)


def _read(status: int, told: str) -> Outcome:
    made = re.search(r"(\d+) generated(?:.*?(\d+) skipped)?", told)
    requests = int(made[1]) - int(made[2] or 0) if made else 0
    found = re.search(r"(\d+) unique failures", told)
    failures = int(found[1]) if found else 0
    return Outcome(requests, failures or int(status != 0), told)
