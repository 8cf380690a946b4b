"""`make doctor` on the running stack: healthy, and with things broken on purpose."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
import subprocess
import sys
from typing import Any

from azure.core.exceptions import ResourceNotFoundError
from azure.data.tables import TableClient
from azure.storage.queue import QueueClient
import httpx
import pytest

from local.run.parts import HOME
from local.run.ports import free_ports
from local.run.settings import write_settings
from local.run.stack import Stack
from shared.domain.timers import TIMERS
from tests.fuzz.hooks import COOKIE, session
from tests.waiting import PATIENCE, until

pytestmark = pytest.mark.starts


class Clinic:
    """A stack of its own, and the doctor to look at it."""

    def __init__(self, folder: Path) -> None:
        (folder / "pages").mkdir()
        (folder / "pages" / "index.html").write_text("<!doctype html><title>Feltskema</title>", "utf-8")
        self.stack = Stack(free_ports(), folder / "data", folder / "pages", lambda name, line: None)
        self.settings = folder / "local.settings.json"
        write_settings(self.settings, self.stack.ports, self.stack.keys, {})
        self.direct = f"http://127.0.0.1:{self.stack.ports.functions}"

    def doctor(self, *arguments: str) -> tuple[int, str]:
        command = (sys.executable, "-m", "ops.doctor", "--settings", str(self.settings), *arguments)
        ran = subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=False)
        assert not ran.stderr or ran.returncode == 2, ran.stderr
        return ran.returncode, ran.stdout + ran.stderr

    def wait_for_samples(self, down: frozenset[str] = frozenset()) -> None:
        """Wait until the newest samples say that all dependencies but `down` are up. A minute keeps its first sample, which may
        be older than what a test has changed: so all are deleted, and the next need not wait for its minute."""
        with (
            TableClient.from_connection_string(self.stack.storage, "uptime") as samples,
            suppress(ResourceNotFoundError),
        ):
            for sample in samples.list_entities():
                samples.delete_entity(sample)
        self._start("probe_dependencies")

        def seen() -> bool:
            newest = self._operation()["samples"]
            return all(newest.values()) and {check for check in newest if not newest[check]["up"]} == down

        until(seen, lambda: self.doctor()[1])

    def run_timers(self) -> None:
        """Run each timer once, as has happened a quarter of an hour after a deployment, and wait for its heartbeat."""
        for name in TIMERS:
            self._start(name)
        until(
            lambda: {timer["pulse"] for timer in self._operation()["timers"].values()} == {"beats"},
            lambda: self.doctor()[1],
        )

    def _start(self, function: str) -> None:
        assert httpx.post(f"{self.direct}/admin/functions/{function}", timeout=PATIENCE).status_code == 202

    def _operation(self) -> Any:
        """What the doctor reads too, and much cheaper to ask for than to start it."""
        cookie = session(self.stack.url, self.stack.keys.read("session-key.pem"), ("operatoer",))
        operation = f"{self.stack.url}/api/health/operation"
        return httpx.get(operation, headers={"Cookie": f"{COOKIE}={cookie}"}, timeout=PATIENCE).json()


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    clinic = Clinic(tmp_path_factory.mktemp("doctor"))
    try:
        clinic.stack.start()
        clinic.wait_for_samples()
        clinic.run_timers()
        yield clinic
    finally:
        clinic.stack.stop()


def test_the_doctor_finds_nothing_wrong_with_a_running_stack(clinic: Clinic) -> None:
    code, doctor = clinic.doctor()
    assert code == 0, doctor
    for line in (
        "✓ Indgangen svarer",
        "✓ Registreringer kan modtages",
        "✓ Cookien __Host-feltskema-device kommer frem, som den skal",
        "✓ Værten har indlæst",
        "✓ Timerne går",
        "✓ Køen registrations-poison er tom",
        "✓ Certifikatet til Fasit gælder til",
        "✓ Definitioner: boliganvisning, ",
        "Alt er i orden",
    ):
        assert line in doctor


def test_the_doctor_reports_in_english_when_asked(clinic: Clinic) -> None:
    code, doctor = clinic.doctor("--language", "en")
    assert code == 0, doctor
    assert "✓ The front door answers" in doctor
    assert "All is well" in doctor


def test_a_poison_message_needs_care_and_says_what_becomes_of_it(clinic: Clinic) -> None:
    queue = QueueClient.from_connection_string(clinic.stack.storage, "registrations-poison")
    with queue:
        queue.create_queue()
        queue.send_message("f/0")
        code, doctor = clinic.doctor()
        queue.delete_queue()
    assert code == 0, doctor
    assert "! Køen registrations-poison har en besked" in doctor
    assert "→ Produktet sender dem igen af sig selv hvert minut" in doctor
    assert "Intet er galt, men noget kræver omtanke: 1." in doctor


def test_another_address_on_this_machine_is_not_mixed_with_the_stack(clinic: Clinic) -> None:
    code, doctor = clinic.doctor("--direct", "", "http://localhost:1")
    assert code == 1
    assert "✗ Indgangen svarer ikke" in doctor
    assert "✓" not in doctor


def test_without_a_session_it_says_what_it_could_not_see(clinic: Clinic) -> None:
    absent = clinic.settings.with_name("absent.json")
    code, doctor = clinic.doctor(clinic.stack.url, "--direct", clinic.direct, "--settings", str(absent))
    assert code == 2, doctor
    assert "? Kø, timere, certifikat og definitioner er ikke set" in doctor


def test_a_session_that_is_none_and_one_without_the_role(clinic: Clinic) -> None:
    code, doctor = clinic.doctor(clinic.stack.url, "--direct", clinic.direct, "--session", "a.b.c")
    assert (code, "? Den givne session gælder ikke" in doctor) == (2, True)
    konsulent = session(clinic.stack.url, clinic.stack.keys.read("session-key.pem"), ("konsulent",))
    code, doctor = clinic.doctor(clinic.stack.url, "--direct", clinic.direct, "--session", konsulent)
    assert (code, "? Den givne session har ikke rollen operatoer" in doctor) == (2, True)


def test_a_shut_front_door_is_told_and_the_rest_still_looked_at(clinic: Clinic) -> None:
    clinic.stack.kill("front")
    try:
        code, doctor = clinic.doctor()
    finally:
        clinic.stack.start_part("front")
    assert code == 1
    assert "✗ Indgangen svarer ikke" in doctor
    assert "✓ Værten har indlæst" in doctor


@pytest.mark.parametrize("url", ["feltskema.dk", "ftp://feltskema.dk"])
def test_what_is_no_address_is_refused(clinic: Clinic, url: str) -> None:
    code, doctor = clinic.doctor(url)
    assert code == 2
    assert "skriv den med https://" in doctor


def test_a_dependency_that_is_down_is_named(clinic: Clinic) -> None:
    """The last one, since a sample is kept a minute: what is up again would be seen no sooner than in the next."""
    clinic.stack.kill("cvr")
    clinic.wait_for_samples(down=frozenset({"cvr"}))
    code, doctor = clinic.doctor()
    assert code == 1
    assert "✗ cvr svarer ikke" in doctor
