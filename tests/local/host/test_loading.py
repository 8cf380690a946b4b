"""What a fault in the app, in host.json or in one binding takes down."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from local.host import configuration
from local.host.configuration import HostError, connection
from tests.local.host.process import host

pytestmark = pytest.mark.starts

BUNDLE = "Microsoft.Azure.Functions.ExtensionBundle"


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


def test_without_an_extension_bundle_there_are_http_and_timers_alone(tmp_path: Path) -> None:
    """The worker is content and every HTTP test is green; the function never runs."""
    with host("unbundled", tmp_path, AzureWebJobsStorage="UseDevelopmentStorage=true") as app:
        assert app.get("/api/hello").text == "hello"
        assert app.get("/api/output").status_code == 404
        status = app.get("/admin/host/status").json()
        assert (status["state"], status["functions"]) == ("Running", ["hello", "yearly"])
        for name, kind in (("take_message", "queueTrigger"), ("send_out", "queue")):
            assert f"{name} is not loaded: The binding type(s) '{kind}' are not registered." in app.log


def test_a_parameter_without_a_binding_takes_every_function_down(tmp_path: Path) -> None:
    with host("unbound", tmp_path) as app:
        assert app.get("/api/hello").status_code == 404
        assert "the parameter extra has no binding" in app.log


@pytest.mark.parametrize(
    ("content", "reported"),
    [
        ({"functionTimeout": "00:00:00.5"}, "functionTimeout"),
        ({"extensions": {"queues": {"batchSize": 33}}}, "batchSize"),
        ({"extensions": {"queues": {"maxDequeueCount": 0}}}, "maxDequeueCount"),
        ({"extensions": {"queues": {"newBatchThreshold": -1}}}, "newBatchThreshold"),
        ({"extensions": {"queues": {"maxPollingInterval": "00:00:00.050"}}}, "maxPollingInterval"),
        ({"extensions": {"queues": {"messageEncoding": "utf-8"}}}, "messageEncoding"),
        ({"extensionBundle": None}, "value of id"),
        ({"extensionBundle": {"version": "[4.*, 5.0.0)"}}, "value of id"),
        ({"extensionBundle": {"id": BUNDLE}}, "value of version"),
        ({"extensionBundle": {"id": BUNDLE, "version": "latest"}}, "value of version"),
    ],
)
def test_what_the_host_does_not_start_with(tmp_path: Path, content: dict[str, object], reported: str) -> None:
    (tmp_path / "host.json").write_text(json.dumps({"version": "2.0", **content}))
    with pytest.raises(configuration.HostError, match=reported):
        configuration.read(tmp_path)


@pytest.mark.parametrize("name", ["x", "a_b", "-ab", "ab-", "a--b", "a" * 64, "a.b"])
def test_a_name_that_no_queue_can_have(name: str) -> None:
    with pytest.raises(configuration.HostError, match="no queue's name"):
        configuration.queue("%NAME%", {"NAME": name})
    assert configuration.queue("Registrations-2", {}) == "registrations-2"


def test_the_host_adds_a_bundle_only_where_there_is_no_host_json(tmp_path: Path) -> None:
    assert configuration.read(tmp_path).bundle
    (tmp_path / "host.json").write_text('{"version": "2.0"}')
    assert not configuration.read(tmp_path).bundle


def test_a_connection_is_looked_for_as_the_real_host_does() -> None:
    assert connection("Data", {"AzureWebJobsData": "prefixed", "Data": "bare"}) == "prefixed"
    assert connection("Data", {"AzureWebJobsData": "", "Data": "bare"}) == "bare"
    assert connection("", {"AzureWebJobsStorage": "the host's own"}) == "the host's own"
    for settings in ({}, {"Data": ""}, {"AzureWebJobsStorage": "another"}):
        with pytest.raises(HostError, match="Data does not exist"):
            connection("Data", settings)
    with pytest.raises(HostError, match="signs in by identity"):
        connection("Data", {"Data__queueServiceUri": "https://x.example", "Data__credential": "managedidentity"})
