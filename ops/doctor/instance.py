"""The instance that is examined, and a session to call it with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
import json
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from shared.domain.access.person import Person
from shared.domain.access.roles import OPERATOR
from shared.services.session import Sessions

PATIENCE = 15.0
LOOPBACK = ("localhost", "127.0.0.1")


@dataclass(frozen=True)
class Instance:
    """An instance to examine. `url`: its public address; `direct`: the functions' own address (empty: unknown); `session`: the
    value of an operator's session cookie (empty: none); `cookie`: that cookie's name."""

    url: str
    direct: str = ""
    session: str = ""
    cookie: str = "__Host-feltskema"

    @property
    def local(self) -> bool:
        """Whether it runs on this machine, without gateway and TLS in front."""
        return urlsplit(self.url).hostname in LOOPBACK

    @cached_property
    def client(self) -> httpx.Client:
        return httpx.Client(timeout=PATIENCE, follow_redirects=False)

    def get(self, path: str, operator: bool = False) -> httpx.Response:
        """Call a path of the public address; with `operator`, in the operator's session. Raises `httpx.HTTPError`."""
        headers = {"Cookie": f"{self.cookie}={self.session}"} if operator else {}
        return self.client.get(f"{self.url}{path}", headers=headers)


def is_of(settings: Path, url: str) -> bool:
    """Whether the address (empty: yes) is that of the stack with these settings. Another one on this machine has other functions
    behind it, and takes no session of this stack."""
    address, public = urlsplit(url), urlsplit(str(json.loads(settings.read_text("utf-8"))["Values"]["PUBLIC_URL"]))
    if address.hostname in LOOPBACK and public.hostname in LOOPBACK:
        return address.port == public.port
    return not url or address.netloc == public.netloc


def on_this_machine(settings: Path, url: str, direct: str) -> Instance:
    """The local stack, with a session signed by its own key. Raises `FileNotFoundError` when it was never started here."""
    content = json.loads(settings.read_text("utf-8"))
    values = content["Values"]
    address = url or values["PUBLIC_URL"]
    person = Person(key="0" * 32, name="make doctor", cvr="64942212", roles=(OPERATOR,))
    sessions = Sessions(values["PUBLIC_URL"], values["SESSION_KEY"].replace("\\n", "\n"), "", _MINUTE, _MINUTE)
    token = sessions.write(sessions.begin(person, datetime.now(UTC)))
    port = content.get("Host", {}).get("LocalHttpPort", 7071)
    return Instance(address, direct or f"http://127.0.0.1:{port}", token)


_MINUTE = timedelta(minutes=1)
