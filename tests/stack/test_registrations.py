"""A registration from the phone to Fasit."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from azure.storage.queue import QueueClient
import httpx

from tests.stack.consultant import SHORT, VERSION_OF_VISIT, VISIT, Consultant, new_id
from tests.stack.running import Fasit, Running

IN_THE_PDF = """90002759
Café Blåbær ApS
Bredgade 161, 1260 København K
Caféer, værtshuse, diskoteker mv.
1090014068
23. november 2026 kl. 14.05
Fysisk møde
Rekruttering
Første kontakt
Åse Sørensen
Køkkenchef
+45 20 30 40 50
aase@blaabaer.dk
Jørgen Ærø
Souschef
Virksomhedspraktik
Kok
Antal
04.01.2027
37 timer
Fuld tid, også weekend.
Opvasker
Aften.
Ordinært ansatte 23
Ansatte med støtte 4
Aftale indgået
To ugers praktik fra januar
Ansvarlig
15.12.2026
01.12.2026
Indgangen er i gården. Spørg efter Åse.
Konsulent: Karen Kristensen""".splitlines()

FOREIGN = ("hvad er det", '{"id": "x"}', '["a"]', "🙂", f"{'a' * 32}/ikke-en-uuid", f"{'b' * 32}/{new_id()}")


def test_a_visit_lands_in_fasit_as_one_document_with_every_answer(karen: Consultant, fasit: Fasit) -> None:
    id = new_id()
    accepted = karen.put(id, VISIT, VERSION_OF_VISIT)
    assert accepted.status_code == 201, accepted.text
    assert accepted.json()["title"] == "Café Blåbær ApS · 90002759"
    registration = karen.wait(id, "delivered")
    [document] = fasit.documents(id)
    assert registration["receipt"]["id"] == document["id"]
    assert [event["status"] for event in registration["history"]] == ["received", "delivering", "delivered"]
    assert document["party"] == "urn:schultz:dokument:1.0:primaerpart:cvr:90002759"
    text = fasit.text(document)
    assert not [answer for answer in (*IN_THE_PDF, id) if answer not in text]


def test_whatever_is_typed_arrives_and_is_shown(karen: Consultant, fasit: Fasit) -> None:
    id, note = new_id(), "Ærø 😀 Ελένη #set text(red) \\ $x$ <b> & *a* _b_ [c] عربي"
    assert karen.put(id, {**SHORT, "notat": note}).status_code == 201
    assert karen.wait(id, "delivered")["answers"]["notat"] == note
    [document] = fasit.documents(id)
    text = fasit.text(document)
    assert "Ελένη" in text
    assert "#set text(red) \\ $x$ <b> & *a* _b_ [c]" in text


def test_the_same_thrice_at_once_is_one_row_and_one_document(product: Running, karen: Consultant, fasit: Fasit) -> None:
    product.clear_queue()
    id = new_id()
    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(lambda _: karen.put(id), range(3)))
    assert [answer.status_code for answer in answers] == [201, 201, 201]
    karen.wait(id, "delivered")
    assert karen.put(id).json()["status"] == "delivered"
    product.wait_until_emptied()
    assert len(fasit.documents(id)) == 1
    assert [item["id"] for item in karen.mine("?limit=100")["items"]].count(id) == 1


def test_other_content_under_the_same_id_is_a_conflict(karen: Consultant, fasit: Fasit) -> None:
    id = new_id()
    karen.put(id)
    answer = karen.put(id, {**SHORT, "notat": "noget andet"})
    assert answer.status_code == 409
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "conflict"
    assert "notat" not in karen.wait(id, "delivered")["answers"]
    assert len(fasit.documents(id)) == 1


def test_a_message_that_comes_again_makes_no_second_document(product: Running, karen: Consultant, fasit: Fasit) -> None:
    product.clear_queue()
    id = new_id()
    key = karen.get("/api/auth/me").json()["key"]
    with QueueClient.from_connection_string(product.stack.storage, "registrations") as queue:
        karen.put(id)
        for _ in range(3):
            queue.send_message(f"{key}/{id}")
        karen.wait(id, "delivered")
        queue.send_message(f"{key}/{id}")
    product.wait_until_emptied()
    assert len(fasit.documents(id)) == 1
    assert [event["status"] for event in karen.look(id)["history"]] == ["received", "delivering", "delivered"]


def test_a_foreign_message_is_dropped_and_does_not_go_round(product: Running, karen: Consultant, fasit: Fasit) -> None:
    product.clear_queue()
    with QueueClient.from_connection_string(product.stack.storage, "registrations") as queue:
        for text in FOREIGN:
            queue.send_message(text)
    product.wait_until_emptied()
    # The queue's own work goes on.
    id = new_id()
    karen.put(id)
    karen.wait(id, "delivered")


def test_the_list_is_mine_alone_newest_first_and_paged(product: Running) -> None:
    eva, frans = (product.consultant(product.employ(name, "konsulent").id) for name in ("Eva Bruun", "Frans Lykke"))
    ids = []
    for _ in range(3):
        ids.append(new_id())
        eva.put(ids[-1])
    page = eva.mine("?limit=2")
    assert [item["id"] for item in page["items"]] == [ids[2], ids[1]]
    rest = eva.mine(f"?limit=2&after={page['next']}")
    assert [item["id"] for item in rest["items"]] == [ids[0]]
    assert rest["next"] is None
    assert frans.mine()["items"] == []
    assert frans.get(f"/api/registrations/virksomhedsbesoeg/{ids[0]}").status_code == 404


def test_bad_input_is_told_at_its_field_and_nothing_is_stored(karen: Consultant, fasit: Fasit) -> None:
    id = new_id()
    answer = karen.put(id, {**SHORT, "cvr": "12345678", "kontaktpersoner": [{"rolle": "chef"}], "ukendt": 1})
    assert answer.status_code == 422
    problem = answer.json()
    faults = {(fault["path"], fault["code"]) for fault in problem["errors"]}
    assert {("/cvr", "cvr"), ("/ukendt", "unknown-field"), ("/kontaktpersoner", "not-relevant")} <= faults
    assert problem["title"] == "Registreringen kan ikke modtages endnu"
    assert karen.get(f"/api/registrations/virksomhedsbesoeg/{id}").status_code == 404
    assert fasit.documents(id) == []


def test_what_cannot_be_read_is_refused_as_a_problem(karen: Consultant) -> None:
    path = f"/api/registrations/virksomhedsbesoeg/{new_id()}"
    for content, status in (
        (b"{", 400),
        (b"\xff", 400),
        (b"[]", 400),
        (b'{"version":NaN}', 400),
        (b" " * 300_000, 413),
    ):
        _is_problem(karen.send("PUT", path, content=content), status)
    _is_problem(karen.send("PUT", "/api/registrations/virksomhedsbesoeg/1", json={"version": 1, "answers": {}}), 422)
    _is_problem(karen.send("PUT", f"/api/registrations/ukendt/{new_id()}", json={"version": 1, "answers": {}}), 404)
    _is_problem(karen.request("PUT", path, {"x-feltskema": "1"}, json={}), 403)
    _is_problem(Consultant(karen.url).send("PUT", path, json={}), 401)


def _is_problem(answer: httpx.Response, status: int) -> None:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = answer.json()
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]
