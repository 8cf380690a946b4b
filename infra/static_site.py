"""Closes the static site to all callers but the gateway: `python3 infra/static_site.py CONFIG`, run by azd before a deployment.

Adds the allowed forwarded host and the required header to `staticwebapp.config.json`. The values are outputs of the Bicep
deployment, which azd passes on as PUBLIC_URL and STATIC_SITE_TOKEN.
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
MAX_BYTES = 20 * 1024
"""The largest configuration file that Static Web Apps accepts."""


def shut(config: Mapping[str, Any], public_url: str, token: str) -> dict[str, Any]:
    """The configuration with the gateway as the only allowed caller. Raises `ValueError`, which names what is missing."""
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
        content = shut(config, os.environ.get("PUBLIC_URL", ""), os.environ.get("STATIC_SITE_TOKEN", ""))
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{file}: {error}\n")
        return 1
    text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
    if len(text.encode()) > MAX_BYTES:
        sys.stderr.write(f"{file}: larger than {MAX_BYTES} bytes, which Static Web Apps refuses\n")
        return 1
    file.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
