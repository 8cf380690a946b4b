"""The files that follow from the contract, by their paths."""

from __future__ import annotations

from collections.abc import Mapping
import json
from pathlib import Path
import re
import subprocess
from tempfile import NamedTemporaryFile
from typing import Any

from functions.contract.answers import answer_schemas
from functions.contract.document import document
from ops.contract.limits import limits
from ops.contract.tables import TABLES
from shared.adapters.definition_files import DefinitionFiles
from shared.domain.answers.verdict import verdict
from shared.wiring import DEFINITIONS

HOME = Path(__file__).parents[2]
PAGES = ("docs/architecture.md", "docs/definition-language.md")
_MARKED = re.compile(r"(?P<begin><!-- contract: (?P<name>[a-z-]+) -->\n).*?(?P<end><!-- end -->)", re.DOTALL)


def written() -> dict[str, str]:
    """The content of each file as the code has it."""
    definitions = DefinitionFiles(DEFINITIONS)
    whole = document(definitions)
    return {
        "docs/openapi.json": json.dumps(whole, ensure_ascii=False, indent=2) + "\n",
        "shared/contract/limits.json": json.dumps(limits(), ensure_ascii=False, indent=2) + "\n",
        "shared/contract/verdict.json": json.dumps(verdict(), ensure_ascii=False, indent=2) + "\n",
        "static-web/src/generated/api.ts": _types(whole, set(answer_schemas(definitions.all()))),
        **{page: _with_tables((HOME / page).read_text("utf-8")) for page in PAGES},
    }


def _types(whole: Mapping[str, Any], left_out: set[str]) -> str:
    """The phone's types of the schemas. Each app's own answers are left out: the page knows no app."""
    schemas = {
        name: {key: value for key, value in schema.items() if key != "examples"}
        for name, schema in whole["components"]["schemas"].items()
        if name not in left_out
    }
    with NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump({**whole, "paths": {}, "components": {"schemas": schemas}}, file)
        file.flush()
        command = ["node", "generate-types.mjs", file.name]
        made = subprocess.run(command, cwd=HOME / "static-web", capture_output=True, text=True, check=False)
    if made.returncode:
        raise SystemExit(f"the phone's types were not made:\n{made.stderr}")
    return made.stdout


def _with_tables(page: str) -> str:
    """The page with what stands between `<!-- contract: NAME -->` and `<!-- end -->` as the code has it."""
    return _MARKED.sub(lambda match: f"{match['begin']}\n{TABLES[match['name']]()}\n\n{match['end']}", page)
