"""The hosting's configuration by the rules that Static Web Apps applies when it is deployed; its emulator accepts more."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator
from hashlib import sha384
import json
from pathlib import Path
import re
from typing import Any

import pytest

from local.run.parts import HOME
from local.static_web_apps.site import CONFIGURATION, Site, matches

pytestmark = pytest.mark.starts

CONFIG = json.loads((HOME / "static-web" / "public" / CONFIGURATION).read_text("utf-8"))
DIST = HOME / "static-web" / "dist"

Config = dict[str, Any]


def faults(config: Config) -> Iterator[str]:
    """What the host would refuse, or do otherwise than meant."""
    routes = [rule["route"] for rule in config.get("routes", [])]
    fallback = config.get("navigationFallback", {})
    for pattern in [*routes, *fallback.get("exclude", [])]:
        # `*` stands at the end, or before one list of extensions.
        if not re.fullmatch(r"/[^*{}]*(\*|\*\.\w+|\*\.\{[\w,]+\})?", pattern):
            yield f"{pattern}: no such wildcard"
    plain = [route.rstrip("/") for route in routes]
    yield from (
        f"{route}: stands twice, the slash at the end counts for nothing" for route in plain if plain.count(route) > 1
    )
    for place, route in enumerate(routes):
        earlier = [item for item in routes[:place] if matches(item, route.replace("*", "x"))]
        yield from (f"{route}: never reached, {item} matches first" for item in earlier)
        if route.endswith("/*") and route[:-2] in fallback.get("rewrite", ""):
            yield f"{route}: does not match {route[:-2]} itself"
    if "trailingSlash" in config:
        yield "trailingSlash: its redirects lead to the hidden host"
    for rule in config.get("routes", []):
        if "immutable" in rule.get("headers", {}).get("Cache-Control", "") and rule["route"] != "/assets/*":
            yield f"{rule['route']}: may be kept for a year, and only names in /assets/ carry a hash"
    if len(config.get("forwardingGateway", {}).get("allowedForwardedHosts", [])) > 10:
        yield "allowedForwardedHosts: at most ten"
    if len(json.dumps(config, indent=2).encode()) > 20 * 1024:
        yield "larger than 20 KB"


def test_our_configuration_breaks_no_rule() -> None:
    assert list(faults(CONFIG)) == []


def changed(change: Callable[[Config], object]) -> Config:
    config: Config = json.loads(json.dumps(CONFIG))
    change(config)
    return config


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda c: c["routes"].append({"route": "/a/*/b"}), "/a/*/b: no such wildcard"),
        (lambda c: c["routes"].append({"route": "/*.{js}*"}), "/*.{js}*: no such wildcard"),
        (lambda c: c["routes"].extend([{"route": "/a"}, {"route": "/a/"}]), "/a: stands twice"),
        (
            lambda c: c["routes"].append({"route": "/assets/x.js"}),
            "/assets/x.js: never reached, /assets/* matches first",
        ),
        (lambda c: c.update(trailingSlash="auto"), "trailingSlash"),
        (
            lambda c: c["routes"].append({"route": "/icon.svg", "headers": {"Cache-Control": "max-age=9, immutable"}}),
            "/icon.svg: may be kept for a year",
        ),
        (lambda c: c.update(forwardingGateway={"allowedForwardedHosts": ["h"] * 11}), "at most ten"),
        (lambda c: c.update(mimeTypes={f".{n}": "text/plain" for n in range(2000)}), "larger than 20 KB"),
    ],
)
def test_each_broken_rule_is_reported(change: Callable[[Config], object], message: str) -> None:
    assert message in "\n".join(faults(changed(change)))


def files() -> list[str]:
    if not (DIST / "index.html").exists():
        pytest.skip("the front end is not built here: local/setup.sh node front")
    result = (file for file in DIST.rglob("*") if file.is_file() and not file.name.startswith("."))
    return [f"/{file.relative_to(DIST).as_posix()}" for file in result]


def test_a_file_that_is_gone_is_never_answered_with_the_page() -> None:
    exclude = CONFIG["navigationFallback"]["exclude"]
    for name in [*files(), "/x.xml", "/x.webp", "/.well-known/security.txt", "/api/definitions"]:
        assert name == "/index.html" or any(matches(pattern, name) for pattern in exclude), name
    assert not any(matches(pattern, "/registreringer/1") for pattern in exclude)


def test_the_worker_is_one_file_that_knows_every_file_of_the_build_by_its_bytes() -> None:
    """Under our headers `importScripts` ends an install; and the host may serve two builds at once, file by file."""
    served = [name for name in files() if re.fullmatch(r"/index\.html|/assets/.+\.(js|css|woff2)", name)]
    worker = (DIST / "sw.js").read_text("utf-8")
    assert not re.search(r"importScripts|\bimport\b|\beval\b|new Function", worker)
    expected = dict(re.findall(r"path:`(/[^`]+)`,integrity:`(sha384-[^`]+)`", worker))
    assert expected == {name: _integrity(DIST / name.lstrip("/")) for name in served}


def _integrity(file: Path) -> str:
    return f"sha384-{b64encode(sha384(file.read_bytes()).digest()).decode()}"


def test_a_new_worker_is_never_kept_by_a_browser() -> None:
    """And it obeys the headers of its own file, the security policy too."""
    headers = Site([DIST]).answer("/sw.js")[1]
    assert headers["cache-control"] == "no-cache"
    assert "trusted-types feltskema-worker" in headers["content-security-policy"]


def test_what_may_be_kept_for_a_year_carries_a_hash_and_nothing_is_empty() -> None:
    route = CONFIG["routes"][0]
    assert (route["route"], route["headers"]["Cache-Control"]) == ("/assets/*", "public, max-age=31536000, immutable")
    for name in files():
        # An empty file is answered with 400 when a part of it is asked for (NewFuture/my-stickers#440).
        assert (DIST / name.lstrip("/")).stat().st_size, name
        if name.startswith("/assets/"):
            assert re.search(r"-[\w-]{8}\.\w+$", Path(name).name), name
