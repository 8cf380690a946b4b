"""The kinds of setting values: how each is read, and the message about one that cannot be used."""

from __future__ import annotations

from base64 import b64decode
import re
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field


def _pem(value: str) -> str:
    """Key Vault and app settings keep a PEM on one line, with `\\n` for the line breaks."""
    normalised = value.replace("\\n", "\n").strip() + "\n"
    if not normalised.startswith("-----BEGIN ") or not normalised.endswith("-----\n"):
        raise ValueError("is no PEM: it begins with -----BEGIN and ends with -----, line breaks as they are or as \\n")
    return normalised


def _comma_separated(value: object) -> object:
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


def _encrypted(value: str) -> str:
    """A password or personal data goes there: in the clear only within this machine."""
    if value.startswith("http://") and urlsplit(value).hostname not in ("localhost", "127.0.0.1", "::1"):
        raise ValueError("is plain http, which anybody on the way can read: begin it with https://")
    return value


def person_number(value: str) -> str:
    """The number on the page of who has no role yet, or a whole person key; as people copy it."""
    normalised = "".join(value.split()).replace("-", "").lower()
    if normalised and not (len(normalised) in (16, 32) and set(normalised) <= set("0123456789abcdef")):
        raise ValueError("is no person's number: sign in, and copy the number from the page that says who lets you in")
    return normalised


def draft_secrets(value: object) -> object:
    """Split at commas or white space, so that a file with one secret a line can be used unchanged."""
    if not isinstance(value, str):
        return value
    try:
        secrets = tuple(b64decode(part, validate=True) for part in value.replace(",", " ").split())
    except ValueError:
        secrets = ()
    if not secrets or any(len(secret) < DRAFT_SECRET_BYTES for secret in secrets):
        raise ValueError(
            f"is no list of secrets of at least {DRAFT_SECRET_BYTES} bytes in base64, the newest first: make one with "
            f"openssl rand -base64 {DRAFT_SECRET_BYTES}"
        )
    return secrets


def svg(value: str) -> str:
    """A drawing and nothing else: no program, no other file, no text that asks for a font, nothing that unfolds."""
    try:
        drawing = b64decode("".join(value.split()), validate=True).decode("utf-8")
    except ValueError:
        drawing = ""
    if "<svg" not in drawing or len(drawing) > MAX_LOGO_LENGTH or _NO_DRAWING.search(drawing):
        raise ValueError(
            f"is no logo: an SVG of at most {MAX_LOGO_LENGTH} characters in base64, its texts made into outlines, without "
            "pictures, scripts, style sheets and a DOCTYPE. Make it with base64 -w0 logo.svg"
        )
    return drawing


Broker = Literal["signaturgruppen", "idura", "signicat"]
Pem = Annotated[str, BeforeValidator(_pem)]
OptionalPem = Annotated[str, BeforeValidator(lambda value: _pem(value) if value else "")]
Names = Annotated[tuple[str, ...], BeforeValidator(_comma_separated)]
Url = Annotated[str, Field(pattern=r"^https?://[^\s]+[^/\s]$")]
EncryptedUrl = Annotated[Url, AfterValidator(_encrypted)]

DRAFT_SECRET_BYTES = 32

MAX_LOGO_LENGTH = 12_000
"""Characters: it goes along in every document, and an app setting is no place for more."""

_NO_DRAWING = re.compile(r"<!|<\?xml-stylesheet|<(\w+:)?(script|image|text|style|foreignObject|use)\b", re.IGNORECASE)
