"""`preview`: the form follows its file, a broken one shows its faults, and what is sent is validated for real."""

from __future__ import annotations

from collections.abc import Iterator
import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.authors.tool import Running, built, preview, run, workshop
from tests.domain.folder import form
from tests.waiting import PATIENCE

pytestmark = pytest.mark.starts

APP = "proeve"
GOOD = form("{id: antal, type: integer, label: {da: Antal, en: Number}, maximum: 5}")
ID = "0195b3c0-0000-7000-8000-000000000001"
OWN = {"X-Feltskema": "1", "Accept-Language": "da"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = workshop(tmp_path) / "shared/definitions" / f"{APP}.yaml"
    path.write_text(GOOD, "utf-8")
    return path


@pytest.fixture
def running(tmp_path: Path, file: Path) -> Iterator[Running]:
    with preview(tmp_path, APP, built(tmp_path / "pages")) as item:
        yield item


@pytest.fixture
def http(running: Running) -> Iterator[httpx.Client]:
    origin = {"Origin": running.address}
    with httpx.Client(base_url=running.address, timeout=PATIENCE, trust_env=False, headers=origin) as client:
        yield client


def revisions(http: httpx.Client) -> Iterator[str]:
    """What the page is told, as long as it listens."""
    with http.stream("GET", "/feltskema/events") as stream:
        assert stream.headers["content-type"] == "text/event-stream"
        for line in stream.iter_lines():
            if line.startswith("data: "):
                yield line.removeprefix("data: ")


def ids(http: httpx.Client) -> list[str]:
    layout = http.get(f"/api/definitions/{APP}").json()
    return [field["id"] for section in layout["sections"] for field in section["fields"]]


def put(http: httpx.Client, answers: dict[str, Any], id: str = ID) -> httpx.Response:
    body = {"version": 1, "answers": answers}
    return http.put(f"/api/registrations/{APP}/{id}", json=body, headers=OWN)


def test_the_page_is_the_products_own_and_reloads_itself(http: httpx.Client, running: Running) -> None:
    page = http.get(f"/ny/{APP}", headers={"Accept": "text/html"})
    assert '<script type="module" src="/feltskema/reload.js"></script>' in page.text
    assert "trusted-types" in page.headers["content-security-policy"]
    assert (
        http.get("/feltskema/reload.js")
        .headers["content-type"]
        .startswith(("text/javascript", "application/javascript"))
    )
    assert http.get("/assets/index-1.js").text == "// the phone\n"
    assert http.get("/assets/none.js").status_code == 404
    assert http.get("/..%2f..%2fetc/passwd").text.startswith("<!doctype html>")
    assert http.get("/api/auth/me").json()["name"] == "Kim Konsulent"
    assert running.page.endswith(f"/ny/{APP}")


def test_a_saved_file_is_drawn_anew_a_broken_one_shows_its_faults_and_a_mended_one_the_form(
    http: httpx.Client, file: Path
) -> None:
    reported = revisions(http)
    first = next(reported)
    file.write_text(GOOD.replace("id: antal", "id: mange"), "utf-8")
    assert next(reported) != first
    assert ids(http) == ["navn", "mange"]

    file.write_text(GOOD.replace("type: integer", "type: integr"), "utf-8")
    next(reported)
    page = http.get(f"/ny/{APP}").text
    assert "Felttypen integr findes ikke." in page
    assert f"{APP}.yaml:12:27" in page
    assert "Mente du integer?" in page
    assert "/feltskema/reload.js" in page
    assert "id=app" not in page
    assert ids(http) == ["navn", "mange"]

    file.unlink()
    next(reported)
    assert "Filen er væk" in http.get(f"/ny/{APP}").text

    file.write_text(GOOD, "utf-8")
    assert next(reported) == first
    assert "id=app" in http.get(f"/ny/{APP}").text
    assert ids(http) == ["navn", "antal"]


def test_a_part_is_watched_too(http: httpx.Client, file: Path) -> None:
    part = file.parent / "parts/proevedel.yaml"
    part.write_text("fields: [{id: a, type: text, label: {da: A, en: A}}]\n", "utf-8")
    reported = revisions(http)
    next(reported)
    file.write_text(form("include: proevedel"), "utf-8")
    next(reported)
    assert ids(http) == ["navn", "a"]
    part.write_text("fields: [{id: b, type: text, label: {da: B, en: B}}]\n", "utf-8")
    next(reported)
    assert ids(http) == ["navn", "b"]


def test_what_is_sent_is_validated_and_shown(http: httpx.Client, running: Running) -> None:
    refused = put(http, {"navn": "Anna", "antal": 6})
    assert refused.status_code == 422
    assert refused.json()["errors"] == [{"path": "/antal", "code": "too-large", "message": "Antal: må højst være 5."}]
    assert put(http, {"navn": "Anna", "antal": 3}).status_code == 201
    assert put(http, {"navn": "Bo"}).json()["code"] == "conflict"
    (item,) = http.get("/api/registrations").json()["items"]
    assert (item["title"], item["status"]) == ("Anna", "delivered")
    registration = http.get(f"/api/registrations/{APP}/{ID}").json()
    assert registration["answers"] == {"navn": "Anna", "antal": 3}
    running.wait("modtaget: Anna")
    running.wait('"antal": 3')


def test_its_answers_are_those_of_the_live_app(http: httpx.Client) -> None:
    """What goes nowhere is not said to be in Fasit (the phone asks the app's target), what is refused there is refused here, and
    who signs out is out."""
    (app,) = http.get("/api/definitions").json()["items"]
    assert app["targets"] == ["log"]
    assert put(http, {"navn": "Anna"}).json()["status"] == "received"
    registration = http.get(f"/api/registrations/{APP}/{ID}").json()
    assert [line["status"] for line in registration["history"]] == ["received", "delivering", "delivered"]
    assert registration["receipt"]["id"] == ID

    elsewhere = http.put(f"/api/registrations/{APP}/{ID}", json={}, headers={**OWN, "Origin": "https://evil.example"})
    assert (elsewhere.status_code, elsewhere.json()["code"]) == (403, "wrong-origin")
    assert http.get("/api/registrations", params={"limit": "mange"}).json()["code"] == "bad-request"
    assert http.get("/api/companies/12345678").json()["code"] == "bad-request"
    assert http.get("/api/findes-ikke").json()["code"] == "unknown-route"
    assert http.delete("/api/definitions", headers=OWN).json()["code"] == "wrong-method"

    assert http.post("/api/auth/logout", headers=OWN).status_code == 204
    assert http.get("/api/auth/me").status_code == 204
    assert http.get("/api/auth/login", params={"next": "/mine"}).headers["location"] == "/mine"
    assert http.get("/api/auth/me").json()["name"] == "Kim Konsulent"


def test_companies_and_lists_of_other_apps_can_be_chosen(tmp_path: Path) -> None:
    workshop(tmp_path)
    with (
        preview(tmp_path, "kandidatbehov", built(tmp_path / "pages")) as running,
        httpx.Client(base_url=running.address, trust_env=False) as http,
    ):
        assert http.get("/api/companies/90001000").json()["name"] == "Nørrebro Håndværkerbageri ApS"
        assert len(http.get("/api/companies", params={"query": "tømrer"}).json()["items"]) == 1
        assert len(http.get("/api/entities/kandidat").json()["items"]) == 1


def test_a_taken_port_and_an_unbuilt_page_are_told(tmp_path: Path, file: Path) -> None:
    pages = str(built(tmp_path / "pages"))
    with preview(tmp_path, APP, Path(pages)) as running:
        port = running.address.rpartition(":")[2]
        taken = run(tmp_path, "preview", APP, "--port", port, "--no-open", "--pages", pages)
        assert taken.returncode == 1
        assert f"Port {port} kan ikke bruges" in taken.stderr
    unbuilt = run(tmp_path, "preview", APP, "--no-open", "--pages", str(tmp_path))
    assert unbuilt.returncode == 1
    assert "local/setup.sh node front" in unbuilt.stderr


def test_the_preview_ends_when_it_is_told_to(tmp_path: Path, file: Path) -> None:
    with preview(tmp_path, APP, built(tmp_path / "pages")) as running:
        pass
    assert running.process.returncode == 0
    assert not [line for line in running.lines if "Traceback" in line], json.dumps(running.lines)
