"""Values as people type them, read by the phone and by the server: `python -m tests.verdicts.typed_trial --texts 5000`."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import datetime, timedelta
import json
import os
from pathlib import Path
from random import Random
import shutil
import subprocess
import sys
from tempfile import TemporaryDirectory
from typing import Any

from shared.domain.fields import FORMATS
from tests.fields.test_typed import read

WEB = Path(__file__).parents[2] / "static-web"
BEGINNINGS = {
    "integer": ("0", "7", "12", "1.000", "12.345", "1 000", "012.345", "1,250", "-3", "\u20135"),
    "decimal": ("0,5", "0.500", "1.250", "1.250,75", "1,250.75", "2,5", "12,345", "-1.250", ".5", "5,"),
    "money": ("100", "100,-", "kr. 100", "100 kroner", "1.234,50", "DKK 1,234.50", "0.500", "99.95", "12.345"),
    "phone": ("12 34 56 78", "45 20304050", "+4520304050", "+46 (0)70-123 45 67", "0046701234567", "tel:20304050"),
    "email": ("navn@firma.dk", "mailto:navn@firma.dk", "Navn <navn@firma.dk>", "info@rødgrød.dk"),
    "url": ("www.firma.dk", "https://www.firma.dk/a?b=1", "HTTP://firma.dk", "www.müller.dk"),
    "duration": (
        "90",
        "1:30",
        "1 t. 30 min.",
        "1 time og 30 minutter",
        "1,5 t",
        "0,25 timer",
        "2h 5m",
        "45 min",
        "0.175 t",
    ),
    "address.postcode": ("1620", "0800", "DK-1620", "dk 1620", "162"),
    "date": ("2026-12-07", "2024-02-29", "2026-02-29", "0026-12-07", "2026-12-31"),
    "time": ("14:05", "00:00", "23:59", "24:00", "9:05"),
    "cvr": ("64942212", "64 94 22 12", "DK-64942212", "CVR: 64 94 22 12"),
}
MARKS = (
    "",
    "",
    "",
    " ",
    "\u00a0",
    "\u200b",
    "\u202a",
    "\u202c",
    "\ufeff",
    "-",
    "\u2013",
    ".",
    ",",
    "0",
    "5",
    "/",
    "(",
    ")",
    "+",
    "\t",
)


BOXES = ("date", "time")
"""Types whose boxes give an answer as it is sent, whatever is typed."""
CHANGES = ("2026-03-29T01:30", "2026-10-25T01:30")
"""Not long before the clock in Denmark changes."""


def texts(seed: int, count: int) -> Iterator[dict[str, Any]]:
    """Yields `count` valid texts, each changed in up to three places.

    A box for a moment gives no text but whole minutes: those are often near a change of the clock.
    """
    random = Random(seed)
    for _ in range(count):
        type = random.choice((*sorted(BEGINNINGS), "date-time"))
        if type == "date-time":
            near = random.choice((*CHANGES, f"{random.randrange(1950, 2100)}-01-01T00:00"))
            moment = datetime.fromisoformat(near) + timedelta(
                minutes=random.randrange(150 if random.random() < 0.5 else 500_000)
            )
            yield {"type": type, "typed": f"{moment:%Y-%m-%dT%H:%M}"}
            continue
        text = random.choice(BEGINNINGS[type])
        for _ in range(random.randrange(4)):
            place = random.randrange(len(text) + 1)
            text = text[:place] + random.choice(MARKS) + text[place + random.randrange(2) :]
        yield {"type": type, "typed": text}


def box_value(text: dict[str, Any]) -> str | None:
    """What a box for a day or a time gives, which is a text of its own format, if the server takes it as it is."""
    typed = str(text["typed"])
    return typed if FORMATS[text["type"]](typed) else None


def disagreements(seed: int, count: int) -> str:
    """What vitest tells of texts that the phone reads otherwise than the server; empty where there are none."""
    vectors = []
    for text in texts(seed, count):
        answer = box_value(text) if text["type"] in BOXES else read(text)
        vectors.append({**text, **(answer if isinstance(answer, dict) else {"answer": answer})})
    with TemporaryDirectory() as folder:
        file = Path(folder) / "typed.json"
        file.write_text(json.dumps(vectors), "utf-8")
        npx = shutil.which("npx")
        assert npx, "Node.js is missing"
        run = subprocess.run(
            [npx, "vitest", "run", "src/form/tests/typed.test.ts", "--reporter=dot", "--no-color"],
            cwd=WEB, env={**os.environ, "TYPED_VECTORS": str(file)}, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
    # A line for each text that was read alike tells nothing.
    return "" if run.returncode == 0 else run.stdout.lstrip("\n ·x") + run.stderr.lstrip()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.verdicts.typed_trial", description=__doc__)
    parser.add_argument("--texts", type=int, default=5000, help="how many (5000)")
    parser.add_argument("--seed", type=int, default=1, help="where chance begins (1)")
    arguments = parser.parse_args()
    problem = disagreements(arguments.seed, arguments.texts)
    sys.stdout.write(problem or f"{arguments.texts} texts, no disagreement\n")
    return 1 if problem else 0


if __name__ == "__main__":
    sys.exit(main())
