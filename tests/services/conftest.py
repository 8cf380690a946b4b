"""The services among fakes."""

from __future__ import annotations

import pytest

from tests.dependencies import EvaluationContext


@pytest.fixture
def context() -> EvaluationContext:
    return EvaluationContext()
