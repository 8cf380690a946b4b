from __future__ import annotations

import pytest

from tests.domain.compiled_copy import FOLDERS, compiled, copy_of


@pytest.mark.parametrize("app", FOLDERS)
def test_the_phone_is_tested_on_the_definition_as_it_is(app: str) -> None:
    assert copy_of(app).read_text("utf-8") == compiled(app), "write it anew: python -m tests.domain.compiled_copy"
