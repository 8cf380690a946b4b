"""What the tool says, in the language that the caller chose."""

from __future__ import annotations

from functools import cache
import os
import sys

from shared.texts import LANGUAGES, author_text


@cache
def language() -> str:
    """`--language`, wherever it stands, else `FELTSKEMA_LANGUAGE`, else Danish. Read before any command is, since also the
    help speaks it."""
    words = sys.argv[1:]
    asked = [words[n + 1] for n, word in enumerate(words[:-1]) if word == "--language"]
    asked += [word.partition("=")[2] for word in words if word.startswith("--language=")]
    wanted = [*reversed(asked), os.environ.get("FELTSKEMA_LANGUAGE", "")]
    return next((wish for wish in wanted if wish in LANGUAGES), LANGUAGES[0])


def phrase(key: str, /, **values: object) -> str:
    """A text of the tool, `tool.<key>` in `shared/texts/authors.json`."""
    return author_text(f"tool.{key}", language(), **values)


def how_many(key: str, number: int) -> str:
    """`1 fejl`, `3 apps`: the text `<key>.one` or `<key>.many`."""
    return phrase(f"{key}.{'one' if number == 1 else 'many'}", number=number)
