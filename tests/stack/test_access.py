"""Keeping the access list: over HTTP as an operator, and on the command line."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

from local.run.parts import HOME
from tests.stack.consultant import APP, Consultant, new_id
from tests.stack.employees import let_in
from tests.stack.running import Running


def command(product: Running, *words: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m ops.access` on this stack."""
    data = product.stack.data / "settings.json"
    ran = (sys.executable, "-m", "ops.access", "--settings", str(data), *words)
    return subprocess.run(
        ran, cwd=HOME, env={"PYTHONPATH": str(HOME), "LOGNAME": "drift"}, capture_output=True, text=True, check=False
    )


def me(browser: Consultant) -> dict[str, Any]:
    result: dict[str, Any] = browser.get("/api/auth/me").json()
    return result


def test_a_new_employee_is_let_in_registers_and_is_shut_out_again(product: Running) -> None:
    employee = product.employ("Nanna Ny")
    nanna, dorte = product.consultant(employee.id), product.consultant("dorte")
    answer = me(nanna)
    assert (answer["name"], answer["roles"]) == (employee.name, [])
    assert nanna.get("/api/definitions").json()["code"] == "no-access"
    assert nanna.put(new_id()).json()["code"] == "no-access"
    waiting = command(product, "waiting")
    assert f"{answer['number']}  waiting  []  {employee.name}" in waiting.stdout.splitlines()

    let_in(dorte, answer["number"], "konsulent")
    assert APP in {entry["app"] for entry in nanna.get("/api/definitions").json()["items"]}
    assert me(nanna)["roles"] == ["konsulent"]
    assert nanna.put(new_id()).status_code == 201

    removed = command(product, "remove", answer["number"], "--reason", "stoppet")
    assert (removed.returncode, removed.stderr) == (0, "")
    assert nanna.put(new_id()).status_code == 401
    trail = command(product, "trail", answer["number"]).stdout.splitlines()
    assert [line.split()[1] for line in trail] == ["asked", "allowed", "removed"]
    assert "by Dorte Holm" in trail[1]
    assert "by command line: drift  (stoppet)" in trail[2]


def test_the_command_line_lets_in_changes_and_refuses(product: Running) -> None:
    employee = product.employ("Frans Lykke", "konsulent")
    number = me(product.consultant(employee.id))["number"]
    changed = command(
        product, "allow", number, "--roles", "teamleder,konsulent", "--team", "Nord", "--to", "2099-12-31"
    )
    assert changed.stdout.strip() == f"{number}  -        [konsulent,teamleder Nord ..2099-12-31]  {employee.name}"
    assert command(product, "list", employee.name).stdout == changed.stdout
    for words, text in (
        (("allow", number, "--roles", "konge"), "roles"),
        (("allow", "0000-0000-0000-0000", "--roles", "konsulent"), "findes ikke på listen"),
    ):
        refused = command(product, *words)
        assert (refused.returncode, refused.stdout) == (1, "")
        assert text in refused.stderr
    assert command(product, "allow", number, "--roles", "konsulent,formularforfatter").returncode == 0
    ended = command(product, "end-sessions", number, "--reason", "mistet")
    assert ended.returncode == 0


def test_nobody_but_an_operator_sees_the_list(product: Running, karen: Consultant) -> None:
    key = me(karen)["key"]
    for method, path in (
        ("GET", "/api/access"),
        ("GET", f"/api/access/{key}"),
        ("PUT", f"/api/access/{key}"),
        ("POST", f"/api/access/{key}/remove"),
    ):
        answer = karen.send(method, path, **({} if method == "GET" else {"json": {}}))
        assert (answer.status_code, answer.json()["code"]) == (403, "not-operator")
