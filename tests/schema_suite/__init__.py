"""The official JSON Schema Test Suite, for the keywords that definitions compile to."""

from pathlib import Path

FILES = Path(__file__).parent / "draft2020-12"
KEYWORDS = frozenset(
    (
        *("type", "enum", "const", "properties", "required", "additionalProperties", "items", "minItems", "maxItems"),
        *("uniqueItems", "minLength", "maxLength", "pattern", "minimum", "maximum", "allOf", "boolean_schema"),
    )
)
"""By the names of their files."""
