"""The mistakes that form authors make, by theme, each with the remedy that cures it."""

from __future__ import annotations

from tests.domain.mistakes import bounds, choices, expressions, keys, numbers, texts, values, yaml_text

MISTAKES = [
    *keys.MISTAKES,
    *values.MISTAKES,
    *numbers.MISTAKES,
    *bounds.MISTAKES,
    *choices.MISTAKES,
    *expressions.MISTAKES,
    *yaml_text.MISTAKES,
    *texts.MISTAKES,
]
