"""A company's number, however it is written."""

from __future__ import annotations

import pytest

from shared.domain.fields.cvr import Cvr, number_in


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("CVR: 90002759", "90002759"),
        ("cvr-nr. 90 00 27 59", "90002759"),
        ("CVR-nummer DK-90.00.27.59", "90002759"),
        ("90.00.27.59", "90002759"),
        ("DK 90002759.", "90002759"),
        ("dk90002759,", "90002759"),
        ("SE 90\u00a000\u00a027\u00a059", "90002759"),
        (" 9000", "9000"),
        ("1090123456", "1090123456"),
        ("7-Eleven", ""),
        ("3F", ""),
        ("90002759 ApS", ""),
        ("CVR", ""),
        ("", ""),
        (" . " * 5000 + "x", ""),
    ],
)
def test_the_digits_of_what_is_a_number(text: str, digits: str) -> None:
    assert number_in(text) == digits


def test_a_field_reads_it_so() -> None:
    field = Cvr.model_validate({"id": "cvr", "type": "cvr", "label": {"da": "CVR", "en": "CVR"}})
    assert field.parse("CVR: 90.00.27.59") == "90002759"
    assert field.parse(" noget andet ") == "noget andet"
