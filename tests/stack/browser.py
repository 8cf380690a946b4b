"""An HTTP client that stores cookies as a browser does, and follows no redirect by itself.

httpx's own cookie jar sends no Secure cookie over plain http, but every browser does for localhost.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

import httpx

from tests.waiting import PATIENCE


@dataclass
class Browser:
    """`url`: the public address, which paths of requests are relative to."""

    url: str
    cookies: dict[tuple[str, str], str] = field(default_factory=dict)

    def request(self, method: str, address: str, headers: dict[str, str] | None = None, **more: Any) -> httpx.Response:
        target = httpx.URL(self.url).join(address)
        sent = {"cookie": self._sent(target.path), **(headers or {})}
        headers = {k: v for k, v in sent.items() if v}
        answer = self.call(method, target, headers=headers, follow_redirects=False, timeout=PATIENCE, **more)
        for cookie in answer.headers.get_list("set-cookie"):
            self._keep(cookie)
        return answer

    def get(self, address: str, headers: dict[str, str] | None = None) -> httpx.Response:
        return self.request("GET", address, headers)

    def cookie(self, name: str) -> str:
        return next((value for (cookie, _), value in self.cookies.items() if cookie == name), "")

    def call(self, method: str, target: httpx.URL, **more: Any) -> httpx.Response:
        """Send it, on a connection of its own."""
        return httpx.request(method, target, **more)

    def _sent(self, path: str) -> str:
        # One jar for all ports of localhost: cookies do not depend on the port.
        return "; ".join(f"{name}={value}" for (name, place), value in self.cookies.items() if path.startswith(place))

    def _keep(self, header: str) -> None:
        for name, morsel in SimpleCookie(header).items():
            key = (name, morsel["path"] or "/")
            if morsel["max-age"] == "0" or "1970" in morsel["expires"]:
                self.cookies.pop(key, None)
            else:
                self.cookies[key] = morsel.value
