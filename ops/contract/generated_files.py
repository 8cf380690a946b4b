"""The contents of the generated files."""

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


def generated_files() -> dict[str, str]:
    """The content of each generated file, by its path below the project."""
    definitions = DefinitionFiles(DEFINITIONS)
    api = document(definitions)
    return {
        "docs/openapi.json": json.dumps(api, ensure_ascii=False, indent=2) + "\n",
        "shared/contract/limits.json": json.dumps(limits(), ensure_ascii=False, indent=2) + "\n",
        "shared/contract/verdict.json": json.dumps(verdict(), ensure_ascii=False, indent=2) + "\n",
        "static-web/src/generated/api.ts": _types(api, set(answer_schemas(definitions.all()))),
        **{page: _with_tables((HOME / page).read_text("utf-8")) for page in PAGES},
    }


def _types(api: Mapping[str, Any], left_out: set[str]) -> str:
    """TypeScript types of the API's schemas, for the phone. `left_out`: the schemas of each app's own answers, since the page's
    code is the same for all apps."""
    schemas = {
        name: {key: value for key, value in schema.items() if key != "examples"}
        for name, schema in api["components"]["schemas"].items()
        if name not in left_out
    }
    with NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump({**api, "paths": {}, "components": {"schemas": schemas}}, file)
        file.flush()
        command = ["node", "generate-types.mjs", file.name]
        result = subprocess.run(command, cwd=HOME / "static-web", capture_output=True, text=True, check=False)
    if result.returncode:
        raise SystemExit(f"the phone's types were not made:\n{result.stderr}")
    return result.stdout


def _with_tables(page: str) -> str:
    """The page with the generated table between each `<!-- contract: NAME -->` and `<!-- end -->`."""
    return _MARKED.sub(lambda match: f"{match['begin']}\n{TABLES[match['name']]()}\n\n{match['end']}", page)
