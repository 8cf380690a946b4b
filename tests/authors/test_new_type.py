"""A new field type touches two places: the guide's page is followed in a copy of the product."""

from __future__ import annotations

from pathlib import Path
import re
import shutil

import pytest

from tests.authors.test_tutorial import edited
from tests.authors.tool import ROOT, run
from tests.domain.folder import definitions, form

pytestmark = pytest.mark.starts

PAGE = ROOT / "docs" / "forms" / "new-field-type.md"
_BLOCK = re.compile(r"<!-- (?P<what>file|edit): (?P<file>\S+) -->\n```\w+\n(?P<text>.*?)```", re.DOTALL)


def test_a_new_type_is_known_everywhere(tmp_path: Path) -> None:
    copy = tmp_path / "product"
    for name in ("shared", "feltskema", "functions"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    touched = set()
    for block in _BLOCK.finditer(PAGE.read_text("utf-8")):
        path = copy / block["file"]
        path.write_text(
            edited(path.read_text("utf-8"), block["text"]) if block["what"] == "edit" else block["text"], "utf-8"
        )
        touched.add(block["file"])
    assert len(touched) == 2

    folder = tmp_path / "forms"
    text = form("{id: bil, type: plate, label: {da: Bil, en: Car}}", "example: {navn: A, bil: AB12345}\n")
    definitions(folder, proeve=text)
    good = run(folder, "check", "proeve.yaml", root=copy)
    assert (good.returncode, good.stdout) == (0, "1 app: ingen fejl.\n"), good.stderr
    definitions(folder, proeve=text.replace("AB12345", "12"))
    bad = run(folder, "check", "proeve.yaml", root=copy)
    assert bad.returncode == 1
    assert "/bil" in bad.stdout
    assert '"plate"' in run(folder, "schema", root=copy).stdout
    assert "Felttypen plate findes ikke" in run(folder, "check", "proeve.yaml").stdout
