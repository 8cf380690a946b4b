"""Shuts the static site to everybody but the gateway: `python3 infra/static_site.py CONFIG`, run by azd before a deployment.

Adds to `staticwebapp.config.json` which host may be forwarded and which header must come along. The values are the outputs of
the Bicep deployment, which azd gives as PUBLIC_URL and STATIC_SITE_TOKEN.
"""

from __future__ import annotations

from collections.abc import Mapping
import json
import os
from pathlib import Path
import sys
from typing import Any
from urllib.parse import urlsplit

HEADER = "X-Feltskema-Gateway"
LARGEST = 20 * 1024
"""Bytes that Static Web Apps accepts of this file."""


def shut(config: Mapping[str, Any], public_url: str, token: str) -> dict[str, Any]:
    """The configuration with the gateway as the only way in. `ValueError` names what is missing."""
    host = urlsplit(public_url).netloc
    if not host:
        raise ValueError("PUBLIC_URL must be the public address: run azd provision first")
    if not token:
        raise ValueError("STATIC_SITE_TOKEN must be the gateway's token: run azd provision first")
    forwarding = {"allowedForwardedHosts": [host], "requiredHeaders": {HEADER: token}}
    return {**config, "forwardingGateway": forwarding}


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        sys.stderr.write("usage: python3 infra/static_site.py CONFIG\n")
        return 2
    file = Path(arguments[0])
    try:
        config = json.loads(file.read_text("utf-8"))
        written = shut(config, os.environ.get("PUBLIC_URL", ""), os.environ.get("STATIC_SITE_TOKEN", ""))
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{file}: {error}\n")
        return 1
    text = json.dumps(written, indent=2, ensure_ascii=False) + "\n"
    if len(text.encode()) > LARGEST:
        sys.stderr.write(f"{file}: larger than {LARGEST} bytes, which Static Web Apps refuses\n")
        return 1
    file.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
