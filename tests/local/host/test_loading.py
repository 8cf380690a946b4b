"""What a fault in the app, in host.json or in one binding takes down."""

from __future__ import annotations

from pathlib import Path

from tests.local.host.process import host


def test_an_import_that_fails_takes_every_function_down(tmp_path: Path) -> None:
    with host("broken", tmp_path) as app:
        assert app.get("/api/hello").status_code == 404
        status = app.get("/admin/host/status").json()
        assert (status["state"], status["functions"]) == ("Running", [])
        assert "a setting is missing" in app.log


def test_a_host_json_that_cannot_be_read_is_a_503_everywhere(tmp_path: Path) -> None:
    with host("bad_host_json", tmp_path) as app:
        answer = app.get("/api/hello")
        assert (answer.status_code, answer.text) == (503, "Function host is not running.")
        status = app.get("/admin/host/status").json()
        assert status["state"] == "Error"
        assert "host.json is not JSON" in status["errors"][0]


def test_one_bad_binding_loses_that_function_alone(tmp_path: Path) -> None:
    storage = {"AzureWebJobsStorage": "UseDevelopmentStorage=true", "ByIdentity__queueServiceUri": "https://x.example"}
    with host("half", tmp_path, **storage) as app:
        assert app.get("/api/hello").text == "hello"
        assert app.get("/api/output").status_code == 404
        assert app.get("/admin/host/status").json()["functions"] == ["hello"]
        for name in ("queue_without_a_name", "timer_without_a_schedule", "timer_that_is_no_schedule"):
            assert f"{name} is not loaded" in app.log
        assert "queue_without_storage is not loaded: storage account connection string NoSuchStorage does" in app.log
        assert "queue_by_identity is not loaded: ByIdentity__… signs in by identity" in app.log
