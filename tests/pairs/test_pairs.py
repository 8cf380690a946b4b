"""A change of a form loses no draft begun before it: a seeded share at each run; `make pairs` for a hundred thousand."""

from __future__ import annotations

from itertools import islice

import pytest

from tests.pairs.changes import KINDS
from tests.pairs.judge import faults
from tests.pairs.trial import Tally, trials

pytestmark = pytest.mark.starts


def test_no_change_of_a_form_crashes_or_loses_a_draft_in_silence() -> None:
    tally = Tally()
    assert list(islice(faults(trials(20261127, 1600, tally), tally), 3)) == []
    assert tally.pairs >= 1600
    assert tally.refused < tally.pairs / 10
    assert tally.moved > tally.pairs / 2
    assert tally.sendable > tally.moved / 10
    assert tally.with_loss > tally.moved / 10
    assert set(tally.kinds) == set(KINDS)
