"""The running stack that tests use: the whole product on free ports, with its log and its Fasit stand-in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
import io
import os
from pathlib import Path
import shutil
from typing import Any, Literal

from azure.storage.queue import QueueClient
import httpx
from pypdf import PdfReader

from local.run.parts import HOME
from local.run.ports import Ports, free_ports
from local.run.settings import behind_the_gateway, broker_settings, over_https
from local.run.stack import Stack
from tests.faulty_storage.faults import StorageRequest
from tests.faulty_storage.proxy import FaultyStorage, faulty_storage
from tests.stack.consultant import Consultant
from tests.stack.employees import Employee, employ, let_in
from tests.waiting import until

_BUILT = HOME / "static-web" / "dist"
_CONFIGURATION = HOME / "static-web" / "public" / "staticwebapp.config.json"


@dataclass
class Fasit:
    """The Fasit stand-in, for tests to look into. `url`: its page."""

    url: str

    def everything(self) -> dict[str, Any]:
        body: dict[str, Any] = httpx.get(f"{self.url}/api/everything").json()
        return body

    def documents(self, id: str) -> list[dict[str, Any]]:
        """The documents of one registration, by the user-facing key that holds its id."""
        return [item for item in self.everything()["documents"] if item["userKey"] == id]

    def text(self, document: dict[str, Any]) -> str:
        """The PDF's text on one line."""
        content = httpx.get(f"{self.url}{document['pdf']}").content
        return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())

    def fail(self, **faults: dict[str, Any]) -> None:
        """Set faults by call (`local/fasit/faults.py` lists them); without arguments, end all faults."""
        httpx.put(f"{self.url}/api/faults", json=faults).raise_for_status()

    def release(self) -> None:
        httpx.post(f"{self.url}/api/release").raise_for_status()

    def wait_until_held(self) -> None:
        until(lambda: self.everything()["held"], lambda: "no call came to be held")

    def wait_for_call(self, call: str, before: int) -> None:
        until(lambda: self.calls(call) > before, lambda: f"no {call} came")

    def calls(self, call: str) -> int:
        """How often a call was received, without the empty uploads that only test the connection."""
        received = (item for item in self.everything()["calls"] if not item["probe"])
        return sum(item["call"] == call for item in received)


@dataclass
class Running:
    """A running stack. `storage`: the proxy that makes the storage fail on demand, if the stack was started with it; `log`: every
    line of every part."""

    stack: Stack
    storage: FaultyStorage
    log: list[tuple[str, str]] = field(default_factory=list)

    @property
    def fasit(self) -> Fasit:
        return Fasit(self.stack.fasit)

    def consultant(self, person: str = "") -> Consultant:
        """A new browser, signed in as `person` if one is named."""
        item = Consultant(self.stack.url)
        if person:
            answer = item.sign_in(person)
            assert answer.status_code == 200, answer.text
        return item

    def employ(self, name: str, *roles: str) -> Employee:
        """Make a person that no other test uses, with these roles; without roles they wait to be let in."""
        employee = employ(self.stack.data / "broker", name)
        if roles:
            number = self.consultant(employee.id).get("/api/auth/me").json()["number"]
            let_in(self.consultant("dorte"), number, *roles)
        return employee

    @contextmanager
    def under(self, **settings: str) -> Iterator[None]:
        """Run the block with other settings of the app; its functions are restarted before and after."""
        usual = {name: self.stack.values[name] for name in settings if name in self.stack.values}
        self._restarted(settings)
        try:
            yield
        finally:
            for name in settings:
                del self.stack.values[name]
            self._restarted(usual)

    def _restarted(self, settings: Mapping[str, str]) -> None:
        self.stack.values.update(settings)
        self.stack.stop_part("functions")
        self.stack.start_part("functions")

    @contextmanager
    def inject_faults(self, seed: str) -> Iterator[None]:
        """While the block runs, one in ten of the product's calls to the storage fails as in Azure; the same ones for the same
        seed."""
        self.storage.trouble.inject_faults(seed, 0.1, touching=_of_the_product)
        try:
            yield
        finally:
            self.storage.trouble.calm()

    def wait_for_line(self, words: str) -> None:
        """Wait until the words are in the log, whose lines come through pipes and a little later than answers."""
        until(lambda: any(words in line for _part, line in list(self.log)), lambda: f"nothing in the log says: {words}")

    def clear_queue(self) -> None:
        """Delete all messages, before a test that waits until the queue is emptied: other tests leave some that are hidden for
        minutes, as where a registration waits for the CVR register."""
        with QueueClient.from_connection_string(self.stack.storage, "registrations") as queue:
            queue.clear_messages()

    def wait_until_emptied(self) -> None:
        """Wait until the queue has no message left, also none that is hidden: all deliveries have been tried. A test that does
        so begins with `clear_queue`."""
        with QueueClient.from_connection_string(self.stack.storage, "registrations") as queue:
            until(
                lambda: not queue.get_queue_properties().approximate_message_count, lambda: "the queue is not emptied"
            )

    def run_timer(self, function: str) -> None:
        """Run a timer's function now, instead of by its schedule."""
        httpx.post(f"{self.stack.functions}/admin/functions/{function}", json={}).raise_for_status()


@contextmanager
def running(
    folder: Path,
    settings: Mapping[str, str] | None = None,
    front: Literal["plain", "gateway", "https"] = "plain",
    broker: str = "signaturgruppen",
    may_fail: bool = False,
) -> Iterator[Running]:
    """Start the whole stack with its data in `folder`, and stop it at the end. `front`: "gateway" (or FELTSKEMA_FRONT=gateway in
    the environment) puts the gateway's shipped policies in front, and the functions refuse other callers; "https" puts TLS in
    front. `broker`: the broker that the stand-in plays. `may_fail`: `Running.inject_faults` can make the storage fail."""
    log: list[tuple[str, str]] = []
    ports = free_ports()
    door = os.environ.get("FELTSKEMA_FRONT", front) if front == "plain" else front
    behind = {"gateway": behind_the_gateway, "https": over_https}.get(door, _nothing)(ports)
    reported = {**behind, **broker_settings(ports, broker), **(settings or {})}
    stack = Stack(ports, folder, _pages(folder), lambda name, line: log.append((name, line)), reported)
    with faulty_storage(stack.storage) as faulty:
        if may_fail:
            failing = {name: faulty.connection for name, value in stack.values.items() if value == stack.storage}
            stack.values.update(failing)
        try:
            stack.start()
            yield Running(stack, faulty, log)
        finally:
            stack.stop()


def _nothing(_ports: Ports) -> dict[str, str]:
    return {}


def _of_the_product(request: StorageRequest) -> bool:
    """Whether a storage request is the product's own, and not the Functions host's polling of its queue."""
    return request.service != "queue" or request.method == "POST"


def _pages(folder: Path) -> Path:
    """The folder of pages to serve: the test's own (`site` in its folder), otherwise the built front end, otherwise a page of one
    line with the same configuration."""
    if (folder / "site").exists():
        return folder / "site"
    if (_BUILT / "index.html").exists() and (_BUILT / "staticwebapp.config.json").exists():
        return _BUILT
    built = folder / "pages"
    built.mkdir(parents=True)
    (built / "index.html").write_text("<!doctype html><html lang=da><title>Feltskema</title>", "utf-8")
    if _CONFIGURATION.exists():
        shutil.copy(_CONFIGURATION, built)
    return built
