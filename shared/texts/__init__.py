"""The one catalogue of texts to people, Danish and English, for the server and the phone.

`fields.json` faults of a field · `authors.json` faults of a definition · `ui.json` and `form.json` the phone · `server.json`
problems, reasons, documents · `evaluation.json` the reports for evaluators.
Each is `{key: {"da": …, "en": …}}`; braces are filled by name.
"""

from __future__ import annotations

from functools import cache
import json
from pathlib import Path

LANGUAGES = ("da", "en")


@cache
def _catalogue(name: str) -> dict[str, dict[str, str]]:
    texts: dict[str, dict[str, str]] = json.loads((Path(__file__).parent / f"{name}.json").read_text("utf-8"))
    return texts


def text(key: str, language: str = "da", **values: object) -> str:
    """The text of the server's catalogue by its key, with its braces filled. `KeyError` for a key that is not there."""
    return _catalogue("server")[key][language].format(**values)


def evaluation_text(key: str, language: str = "da", **values: object) -> str:
    """A text of the evaluators' reports. `KeyError` for a key that is not there."""
    return _catalogue("evaluation")[key][language].format(**values)


def field_fault(code: str, language: str, label: str, limit: object = None) -> str:
    """What is wrong with a field and what to do about it."""
    texts = _catalogue("fields")[code][language]
    # A limit in kroner or minutes ends with a point of its own.
    if str(limit).endswith("."):
        texts = texts.replace("{limit}.", "{limit}")
    return texts.format(label=label, limit=limit)


def author_text(key: str, language: str = "da", /, **values: object) -> str:
    """What is wrong with a definition, or what to do about it (`<key>.do`, empty where there is no more to say)."""
    texts = _catalogue("authors")
    if key.endswith(".do") and key not in texts:
        return ""
    return texts[key][language].format(**values)


def preferred(accept_language: str) -> str:
    """`en` when an Accept-Language header puts English before Danish, else `da`."""
    for wish in accept_language.lower().split(","):
        tag = wish.strip().split(";")[0].split("-")[0]
        if tag in LANGUAGES:
            return tag
    return LANGUAGES[0]
