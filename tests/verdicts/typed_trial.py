"""Values as people type them, read by the phone and by the server: `python -m tests.verdicts.typed_trial --texts 5000 [--seed 1]`."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
import json
import os
from pathlib import Path
from random import Random
import shutil
import subprocess
import sys
from tempfile import TemporaryDirectory
from typing import Any

from tests.fields.test_typed import read

WEB = Path(__file__).parents[2] / "static-web"
BEGINNINGS = {
    "integer": ("0", "7", "12", "1.000", "12.345", "1 000", "012.345", "1,250", "-3", "\u20135"),
    "decimal": ("0,5", "0.500", "1.250", "1.250,75", "1,250.75", "2,5", "12,345", "-1.250", ".5", "5,"),
    "money": ("100", "100,-", "kr. 100", "100 kroner", "1.234,50", "DKK 1,234.50", "0.500", "99.95", "12.345"),
    "phone": ("12 34 56 78", "45 20304050", "+4520304050", "+46 (0)70-123 45 67", "0046701234567", "tel:20304050"),
    "email": ("navn@firma.dk", "mailto:navn@firma.dk", "Navn <navn@firma.dk>", "info@rødgrød.dk"),
    "url": ("www.firma.dk", "https://www.firma.dk/a?b=1", "HTTP://firma.dk", "www.müller.dk"),
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


def texts(seed: int, many: int) -> Iterator[dict[str, Any]]:
    """So many, each of a type: what is right with up to three signs put in, taken out or put in another's place."""
    random = Random(seed)
    for _ in range(many):
        type = random.choice(sorted(BEGINNINGS))
        text = random.choice(BEGINNINGS[type])
        for _ in range(random.randrange(4)):
            place = random.randrange(len(text) + 1)
            text = text[:place] + random.choice(MARKS) + text[place + random.randrange(2) :]
        yield {"type": type, "typed": text}


def disagreements(seed: int, many: int) -> str:
    """What vitest tells of texts that the phone reads otherwise than the server; empty where there are none."""
    vectors = []
    for text in texts(seed, many):
        answer = read(text)
        vectors.append({**text, **(answer if isinstance(answer, dict) else {"answer": answer})})
    with TemporaryDirectory() as folder:
        file = Path(folder) / "typed.json"
        file.write_text(json.dumps(vectors), "utf-8")
        npx = shutil.which("npx")
        assert npx, "Node.js is missing"
        run = subprocess.run(
            [npx, "vitest", "run", "src/form/tests/typed.test.ts", "--reporter=dot"],
            cwd=WEB, env={**os.environ, "TYPED_VECTORS": str(file)}, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
    return "" if run.returncode == 0 else run.stdout + run.stderr


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.verdicts.typed_trial", description=__doc__)
    parser.add_argument("--texts", type=int, default=5000, help="how many (5000)")
    parser.add_argument("--seed", type=int, default=1, help="where chance begins (1)")
    asked = parser.parse_args()
    problem = disagreements(asked.seed, asked.texts)
    sys.stdout.write(problem or f"{asked.texts} texts, no disagreement\n")
    return 1 if problem else 0


if __name__ == "__main__":
    sys.exit(main())
