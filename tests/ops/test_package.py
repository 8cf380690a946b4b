"""The deployment package: what is in it, and that it is the same each time."""

from __future__ import annotations

from importlib.util import cache_from_source
import json
from pathlib import Path
import re
import subprocess
import sys
import zipfile

import pytest

from local.run.parts import HOME
from ops.interpreter import DEPLOYED
from ops.package.archive import bill_of, build
from ops.package.contents import PACKAGES, own_files
from tests.infra.predicted import committed

pytestmark = pytest.mark.rare

UNCHECKED = 0b01
"""PEP 552: bytecode with a hash of its source, which is not looked at."""


@pytest.fixture(scope="module")
def names(package: Path) -> list[str]:
    with zipfile.ZipFile(package) as opened:
        return opened.namelist()


def test_it_holds_the_app_and_nothing_else(package: Path, names: list[str]) -> None:
    with zipfile.ZipFile(package) as opened:
        assert all(entry.date_time == (1980, 1, 1, 0, 0, 0) for entry in opened.infolist())
    assert names == sorted(names)
    own = [name for name in names if not name.startswith(f"{PACKAGES}/")]
    tops = {"function_app.py", "functions", "host.json", "requirements.txt", "shared", "__pycache__"}
    assert {name.split("/")[0] for name in own} == tops
    assert {Path(name).suffix for name in own} <= {".py", ".pyc", ".json", ".yaml", ".csv", ".typ", ".txt"}
    definitions = {file.relative_to(HOME).as_posix() for file in (HOME / "shared/definitions").rglob("*.yaml")}
    assert definitions <= set(own)
    assert {f"shared/texts/{name}.json" for name in ("authors", "fields", "form", "server", "ui")} <= set(own)
    tops = {name.removeprefix(f"{PACKAGES}/").split("/")[0] for name in names if name.startswith(PACKAGES)}
    assert {"azure", "jwt", "pydantic", "typst", "tzdata", "yaml", "jsonschema_rs", "msal", "PIL", "xlsxwriter"} <= tops
    assert [name for name in names if name.startswith(f"{PACKAGES}/azure/storage/blob/")]
    assert not tops & {"pytest", "hypothesis", "schemathesis", "mypy", "ruff", "uv", "bin", "local", "tests"}


def test_its_definitions_are_compiled_by_the_code_that_is_in_it(
    package: Path, names: list[str], tmp_path: Path
) -> None:
    sources = {Path(name).relative_to("shared/definitions") for name in names if name.startswith("shared/definitions/")}
    published = {path for path in sources if path.parts[0] == "published" and path.stem.isdigit()}
    expected = {path.with_suffix(".json") for path in published}
    assert expected
    assert {Path("compiled") / path for path in expected} == {path for path in sources if path.suffix == ".json"}
    with zipfile.ZipFile(package) as opened:
        opened.extractall(tmp_path, [name for name in names if name.startswith("shared/")])
    code = """
from pathlib import Path
from shared.adapters.definition_folder import DefinitionFolder
from shared.adapters.served_definitions import ServedDefinitions
print(len(ServedDefinitions(DefinitionFolder(Path("shared/definitions")), lambda: 1 / 0).all()))
"""
    ran = subprocess.run([sys.executable, "-B", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert int(ran.stdout) == len({path.parts[1] for path in published})


def test_it_says_in_the_log_which_commit_it_was_made_of(package: Path) -> None:
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=HOME, capture_output=True, text=True, check=True)
    with zipfile.ZipFile(package) as opened:
        source = opened.read("shared/domain/release.py").decode()
    named = re.search(r'^RELEASE = "([0-9a-f]{12})\+?"$', source, re.M)
    assert named is not None
    assert head.stdout.startswith(named[1])


def test_every_module_has_its_bytecode_for_the_python_that_is_deployed(package: Path, names: list[str]) -> None:
    modules = [name for name in names if name.endswith(".py")]
    tag = f"cpython-{DEPLOYED.replace('.', '')}"
    assert len(modules) > 1000
    expected = {re.sub(r"cpython-\d+", tag, cache_from_source(name)) for name in modules}
    assert {name for name in names if name.endswith(".pyc")} == expected
    with zipfile.ZipFile(package) as opened:
        for name in expected:
            assert int.from_bytes(opened.read(name)[4:8], "little") == UNCHECKED, name


def test_nothing_of_this_machine_is_in_the_bytecode(package: Path, names: list[str]) -> None:
    with zipfile.ZipFile(package) as opened:
        for name in (name for name in names if name.endswith(".pyc")):
            assert b"/tmp/" not in opened.read(name) or PACKAGES in name, name
        assert b"functions/http.py" in opened.read(
            f"functions/__pycache__/http.cpython-{DEPLOYED.replace('.', '')}.pyc"
        )


def test_it_is_small_enough_to_start_fast(package: Path) -> None:
    """Flex Consumption fetches the whole package at each cold start."""
    assert package.stat().st_size < 76_000_000


def test_the_same_commit_gives_the_same_bytes(package: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.zip"
    build(again)
    assert again.read_bytes() == package.read_bytes()
    assert bill_of(again).read_bytes() == bill_of(package).read_bytes()


def test_the_packages_are_those_of_the_cloud(names: list[str]) -> None:
    """Built for the Python and the processor of Azure, whatever this machine has."""
    built = [name for name in names if name.endswith(".so") and "cpython" in name]
    assert built
    assert all("cpython-313-x86_64-linux-gnu" in name for name in built)
    assert {committed(stage).the_one("Microsoft.Web/sites")["properties"]["functionAppConfig"]["runtime"]["version"]
            for stage in ("dev", "test", "prod")} == {DEPLOYED}  # fmt: skip


def test_its_bill_of_materials_names_everything_in_it(package: Path, names: list[str]) -> None:
    bill = json.loads(bill_of(package).read_text("utf-8"))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert "timestamp" not in bill["metadata"]
    reported = {part["purl"].partition("?")[0] for part in bill["components"]}
    inside = {
        match[1].lower().replace("_", "-") + "@" + match[2]
        for name in names
        if (match := re.match(rf"{re.escape(PACKAGES)}/([\w.-]+?)-([\w.]+)\.dist-info/METADATA", name))
    }
    assert {f"pkg:pypi/{item}" for item in inside} == {item for item in reported if item.startswith("pkg:pypi/")}
    assert any(item.startswith("pkg:npm/preact@") for item in reported)
    assert not any(item.startswith("pkg:npm/vite@") for item in reported)
    assert all(part.get("licenses") for part in bill["components"])


def locked(file: str) -> set[str]:
    return set(re.findall(r"^([\w.-]+==[^\s;]+)", (HOME / file).read_text("utf-8"), re.M))


def test_the_lock_that_is_deployed_takes_no_other_python() -> None:
    """A marker would let a build on another Python pass, whose every call then fails."""
    lock = (HOME / "requirements.txt").read_text("utf-8")
    assert not re.search(r"^[\w.-]+==.*;", lock, re.M)
    # Needs Python 3.13 by its own metadata, so that pip on any older one says so and stops.
    assert re.search(r"^azure-functions==2\.", lock, re.M)
    assert locked("requirements.txt") <= locked("requirements-dev.txt")


def left_out(names: list[str], folder: Path) -> set[str]:
    """Of `names`, what `.funcignore` drops, by the rules of `.gitignore`, which it shares."""
    subprocess.run(["git", "init", "--quiet", folder], check=True)
    (folder / ".gitignore").write_bytes((HOME / ".funcignore").read_bytes())
    names_to_check = "\0".join(names).encode()
    command = ["git", "check-ignore", "--no-index", "--stdin", "-z"]
    done = subprocess.run(command, cwd=folder, input=names_to_check, capture_output=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return set(done.stdout.decode().split("\0")) - {""}


def test_no_tool_sends_keys_or_anything_that_is_not_the_app(tmp_path: Path) -> None:
    keys = ["session-key.pem", "shared/new.pem", "fasit.p12", "my.env", "infra/bicep/my.env", "local.settings.json"]
    others = [
        "dist/feltskema.zip",
        ".azure/prod/.env",
        "tests/conftest.py",
        "feltskema/__main__.py",
        "a-new-folder/x.py",
    ]
    assert left_out([*keys, *others], tmp_path) == {*keys, *others}


def test_no_tool_drops_anything_that_is_in_the_package(names: list[str], tmp_path: Path) -> None:
    """Certificates of authorities, licences, folders named `tests` or `docs`: what a pattern for our own folder would hit."""
    assert f"{PACKAGES}/certifi/cacert.pem" in names
    assert left_out(names, tmp_path) == set()


def test_no_tool_sends_more_than_the_app(tmp_path: Path) -> None:
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=HOME, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert set(tracked) - left_out(tracked, tmp_path) == set(own_files())
