from __future__ import annotations

from tests.domain.compiled_copy import COPY, compiled


def test_the_phone_is_tested_on_the_definition_as_it_is() -> None:
    assert COPY.read_text("utf-8") == compiled(), "write it anew: python -m tests.domain.compiled_copy"
