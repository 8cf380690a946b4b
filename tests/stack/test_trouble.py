"""What a consultant sees when an outside service or the storage fails, and that nothing is lost."""

from __future__ import annotations

from pathlib import Path
import re
import subprocess
import sys

import httpx
import pytest

from local.run.keys import keys
from local.run.parts import HOME
from tests.stack.consultant import OFFLINE, SHORT, Consultant, new_id
from tests.stack.running import Fasit, Running


def test_fasit_refuses_and_the_reason_is_shown(karen: Consultant, fasit: Fasit) -> None:
    fasit.fail(opret={"mode": "refuse", "reason": "Parten findes ikke i <Fasit>", "times": 1})
    id = new_id()
    karen.put(id)
    registration = karen.wait(id, "refused")
    assert registration["reason"]["code"] == "refused"
    assert registration["reason"]["message"].startswith("Fasit afviste registreringen: Parten findes ikke i")
    assert registration["receipt"] is None
    assert fasit.documents(id) == []


def test_fasit_is_down_and_comes_back(karen: Consultant, fasit: Fasit) -> None:
    fasit.fail(upload2={"mode": "status", "status": 503})
    id = new_id()
    karen.put(id)
    waiting = karen.wait(id, "waiting")
    assert waiting["reason"]["message"] == "Fasit kunne ikke nås. Der prøves igen af sig selv."
    fasit.fail()
    karen.wait(id, "delivered")
    assert len(fasit.documents(id)) == 1


def test_a_known_failure_of_the_second_call_is_tried_again_with_the_same_upload(
    karen: Consultant, fasit: Fasit
) -> None:
    before = fasit.calls("upload2")
    fasit.fail(opret={"mode": "status", "status": 429, "times": 1})
    id = new_id()
    karen.put(id)
    karen.wait(id, "waiting")
    karen.wait(id, "delivered")
    assert len(fasit.documents(id)) == 1
    assert fasit.calls("upload2") == before + 1


def test_a_lost_answer_is_uncertain_and_never_sent_again_blindly(
    product: Running, karen: Consultant, fasit: Fasit
) -> None:
    product.clear_queue()
    fasit.fail(opret={"mode": "drop-after-work", "times": 1})
    id = new_id()
    karen.put(id)
    registration = karen.wait(id, "uncertain")
    assert "Ingen ved" in registration["reason"]["message"]
    karen.put(id)
    product.wait_until_emptied()
    assert karen.look(id)["status"] == "uncertain"
    assert len(fasit.documents(id)) == 1
    assert karen.settle(id, "delivered", "sag-17").json()["status"] == "delivered"
    settled = karen.look(id)
    assert settled["receipt"]["id"] == "sag-17"
    assert settled["history"][-1]["by"] == karen.get("/api/auth/me").json()["name"]
    assert karen.settle(id, "send-again").status_code == 409


def test_a_call_that_never_arrived_is_sent_again_by_a_person(karen: Consultant, fasit: Fasit) -> None:
    fasit.fail(opret={"mode": "drop-before-work", "times": 1})
    id = new_id()
    karen.put(id)
    karen.wait(id, "uncertain")
    assert fasit.documents(id) == []
    assert karen.settle(id, "send-again").status_code == 200
    karen.wait(id, "delivered")
    assert len(fasit.documents(id)) == 1


def test_an_answer_without_an_id_still_gives_a_receipt(karen: Consultant, fasit: Fasit) -> None:
    fasit.fail(opret={"mode": "empty-body", "times": 1})
    id = new_id()
    karen.put(id)
    registration = karen.wait(id, "delivered")
    [document] = fasit.documents(id)
    assert registration["receipt"]["id"] == document["upload"]


@pytest.mark.parametrize(
    ("certificate", "reason"),
    [("not on Fasit's list", "Fasit kender os ikke"), ("of a stranger", "Fasit kunne ikke nås.")],
)
def test_a_wrong_client_certificate_is_told_and_nothing_is_lost(
    product: Running, fasit: Fasit, tmp_path: Path, certificate: str, reason: str
) -> None:
    karen, id = product.consultant("karen"), new_id()
    wrong = (
        product.stack.keys.file("fasit-server.pem")
        if "list" in certificate
        else keys(tmp_path).file("fasit-client.pem")
    )
    with product.under(FASIT_CLIENT_CERTIFICATE=wrong.read_text()):
        karen.put(id)
        waiting = karen.wait(id, "waiting")
        assert waiting["reason"]["message"].startswith(reason)
    karen.wait(id, "delivered")
    assert len(fasit.documents(id)) == 1


def test_the_register_is_down_and_registering_goes_on(product: Running, karen: Consultant, fasit: Fasit) -> None:
    assert karen.get("/api/companies/90002759").json()["units"]
    faults = f"http://127.0.0.1:{product.stack.ports.cvr}/_faults"
    httpx.put(faults, json={"status": 502}).raise_for_status()
    try:
        for address in ("/api/companies/90002759", "/api/companies?query=caf"):
            answer = karen.get(address)
            assert (answer.status_code, answer.json()["code"]) == (503, "register-unavailable")
            assert answer.headers["content-type"] == "application/problem+json"
        expected, unknown = new_id(), new_id()
        assert karen.put(expected).status_code == 201
        assert karen.put(unknown, OFFLINE).status_code == 201
        karen.wait(expected, "delivered")
        assert karen.wait(unknown, "waiting")["reason"]["code"] == "register-unavailable"
    finally:
        httpx.put(faults, json={}).raise_for_status()
    assert karen.get("/api/companies/90002759").status_code == 200
    assert karen.wait(unknown, "delivered")["title"] == "Café Blåbær ApS · 90002759"
    [document] = fasit.documents(unknown)
    assert "Café Blåbær ApS" in fasit.text(document)


def test_the_register_finds_companies_by_number_and_by_name(karen: Consultant) -> None:
    company = karen.get("/api/companies/90002759").json()
    assert (company["name"], company["address"]) == ("Café Blåbær ApS", "Bredgade 161, 1260 København K")
    registration = karen.get("/api/companies?query=café bl").json()["items"]
    assert [item["cvr"] for item in registration] == ["90002759"]
    assert karen.get("/api/companies/90001019").status_code in (400, 404)


def test_the_storage_is_down_and_nothing_is_lost(product: Running, karen: Consultant, fasit: Fasit) -> None:
    before, sent = new_id(), new_id()
    assert karen.put(before).status_code == 201
    karen.wait(before, "delivered")
    product.stack.stop_part("azurite")
    try:
        answer = karen.put(sent)
        assert answer.status_code == 503
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["code"] == "storage-unavailable"
        assert "ligger stadig på telefonen" in answer.json()["detail"]
        assert karen.get("/api/registrations").status_code == 503
        assert karen.get("/api/health/ready").status_code == 503
        assert karen.get("/api/health/live").status_code == 200
    finally:
        product.stack.start_part("azurite")
    assert karen.get("/api/health/ready").json()["status"] == "ok"
    assert karen.look(before)["status"] == "delivered"
    assert karen.put(sent).status_code == 201
    karen.wait(sent, "delivered")
    assert len(fasit.documents(sent)) == 1


def test_no_answer_of_a_person_is_in_any_log(product: Running, karen: Consultant, fasit: Fasit) -> None:
    canary = "Kanariefuglen Qvxzæ"
    fasit.fail(upload2={"mode": "status", "status": 503, "times": 1})
    good, bad = new_id(), new_id()
    karen.put(good, {**SHORT, "notat": canary})
    karen.put(bad, {**SHORT, "notat": 7, "ukendt": canary, "udfald": canary})
    karen.send("PUT", f"/api/registrations/virksomhedsbesoeg/{bad}", content=f'{{"{canary}'.encode())
    karen.wait(good, "delivered")
    text = [line for _part, line in product.log if "Kanariefuglen" in line or "Qvxz" in line]
    assert text == []
    assert any(good in line for part, line in product.log if part == "functions")


def test_the_outbox_can_be_written_anew_by_a_command(product: Running, karen: Consultant, fasit: Fasit) -> None:
    fasit.fail(opret={"mode": "refuse", "reason": "Parten findes ikke", "times": 1})
    id = new_id()
    karen.put(id)
    karen.wait(id, "refused")
    data = product.stack.data / "settings.json"
    ran = subprocess.run(
        (sys.executable, "-m", "ops.operations", "rebuild-outbox", "--settings", str(data)),
        cwd=HOME,
        env={"PYTHONPATH": str(HOME)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    written = re.fullmatch(r"(\d+) entries written; .*\n", ran.stdout)
    assert written is not None
    assert int(written[1]) >= 1
    assert karen.look(id)["status"] == "refused"
