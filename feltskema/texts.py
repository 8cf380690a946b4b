"""The command line's texts, in the language that the caller chose."""

from __future__ import annotations

from functools import cache
import os
import sys

from shared.texts import LANGUAGES, author_text


@cache
def language() -> str:
    """The language: `--language` anywhere among the arguments, otherwise `FELTSKEMA_LANGUAGE`, otherwise Danish. Read from
    `sys.argv` before the arguments are parsed, since help and errors need it too."""
    words = sys.argv[1:]
    chosen = [words[n + 1] for n, word in enumerate(words[:-1]) if word == "--language"]
    chosen += [word.partition("=")[2] for word in words if word.startswith("--language=")]
    wishes = [*reversed(chosen), os.environ.get("FELTSKEMA_LANGUAGE", "")]
    return next((wish for wish in wishes if wish in LANGUAGES), LANGUAGES[0])


def phrase(key: str, /, **values: object) -> str:
    """The text `tool.<key>` of `shared/texts/authors.json`, with `values` in its braces."""
    return author_text(f"tool.{key}", language(), **values)


def how_many(key: str, number: int) -> str:
    """A number with its noun, such as `1 fejl` or `3 apps`: the text `<key>.one` or `<key>.many`."""
    return phrase(f"{key}.{'one' if number == 1 else 'many'}", number=number)
