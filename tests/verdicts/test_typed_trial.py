"""Phone and server read alike what people type: a seeded few hundred texts at each run."""

import pytest

from tests.verdicts.typed_trial import disagreements, texts

pytestmark = pytest.mark.starts


def test_phone_and_server_read_the_same_of_what_is_typed() -> None:
    assert len({text["type"] for text in texts(20261127, 400)}) == 12
    assert disagreements(20261127, 400) == ""
