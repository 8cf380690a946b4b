"""What the doctor ticks off where nothing answers, and which instance it looks at."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ops.doctor.__main__ import examined
from ops.doctor.diagnoses import Level
from ops.doctor.instance import Instance, is_of
from tests.ops.test_doctor_findings import Crooked, codes, crooked

__all__ = ["crooked"]

pytestmark = pytest.mark.starts


def test_functions_that_do_not_run_have_refused_nobody(crooked: tuple[Crooked, Instance]) -> None:
    stopped = Instance("http://127.1:9", "http://127.0.0.1:9")
    diagnoses = {diagnosis.code: diagnosis.level for diagnosis in examined(stopped)}
    assert (diagnoses["front.unreachable"], diagnoses["direct.unseen"]) == (Level.WRONG, Level.UNSEEN)
    assert Level.OK not in diagnoses.values()
    # The page answers, and nothing behind it.
    crooked[0].live = (404, None)
    assert codes(examined(Instance(crooked[1].url, "http://127.0.0.1:9")))["direct.unseen"] is Level.UNSEEN


@pytest.mark.parametrize(
    ("url", "is_same"),
    [("", True), ("http://127.0.0.1:7070", True), ("http://localhost:1", False), ("https://app.example", False)],
)
def test_only_the_stack_of_the_settings_is_looked_at_with_them(url: str, is_same: bool, tmp_path: Path) -> None:
    settings = tmp_path / "local.settings.json"
    settings.write_text(json.dumps({"Values": {"PUBLIC_URL": "http://localhost:7070"}}), "utf-8")
    assert is_of(settings, url) is is_same
