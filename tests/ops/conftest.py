"""The deployment package, made and unpacked once, and the Python that it is for; operators who have deployed with either tool."""

from __future__ import annotations

from pathlib import Path
import zipfile

import pytest

from ops import interpreter
from ops.package.archive import build
from ops.package.contents import PACKAGES
from tests import python313
from tests.infra.tools import program
from tests.ops.cloud.guide import deploy, key_made
from tests.ops.cloud.operator import SECRETS, Operator, arrive, as_outputs
from tests.python313 import HOME


@pytest.fixture(scope="session")
def python() -> Path:
    """Of exactly the version that is deployed, without packages."""
    find_interpreter = interpreter.find_interpreter()
    if find_interpreter is None:
        pytest.skip(f"{python313.ABSENT}; nor is the package made")
    return find_interpreter


@pytest.fixture(scope="session")
def package(python: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The zip; its bill of materials lies beside it."""
    file = tmp_path_factory.mktemp("package") / "feltskema.zip"
    build(file)
    return file


@pytest.fixture(scope="session")
def unpacked(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the function app runs from. Nothing may be written there."""
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(package) as opened:
        opened.extractall(folder)
    return folder


@pytest.fixture(scope="session")
def worker_library(python: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with Azure's own worker library and nothing else: the app's packages are those of the package."""
    environment = python313.environment(str(python), HOME / "requirements.txt", python313.WORKER)
    folder = tmp_path_factory.mktemp("worker")
    library = next(environment.parents[1].glob(f"lib/*/site-packages/{python313.LIBRARY}"))
    (folder / library.name).symlink_to(library)
    return folder


def packages(unpacked: Path) -> Path:
    return unpacked / PACKAGES


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Operator:
    """One who has filled `my.env` in and made a key, as "Before the first deployment" says."""
    program("bicep", "FELTSKEMA_BICEP")
    operator = arrive(tmp_path_factory.mktemp("prepared") / "operator", tmp_path_factory.getbasetemp() / "foretold")
    operator.fill_in()
    operator.bring("session-key.pem")
    operator.type(key_made())
    operator.type("echo certificate > ~/fasit.pem; echo pfx > ~/besoeg.pfx; cp ~/besoeg.pfx ~/new-fasit.pem")
    return operator


@pytest.fixture
def operator(prepared: Operator, tmp_path: Path) -> Operator:
    return prepared.copied(tmp_path / "operator")


def having(prepared: Operator, typed: str, folder: Path) -> Operator:
    operator = prepared.copied(folder)
    operator.type(typed)
    operator.variables = as_outputs(operator) | {"FELTSKEMA_STAGE": "prod"}
    return operator


@pytest.fixture(scope="session")
def once_by_az(prepared: Operator, tmp_path_factory: pytest.TempPathFactory) -> Operator:
    return having(prepared, SECRETS + deploy("make package"), tmp_path_factory.mktemp("az") / "operator")


@pytest.fixture(scope="session")
def once_by_azd(prepared: Operator, tmp_path_factory: pytest.TempPathFactory) -> Operator:
    return having(
        prepared,
        deploy("set -a; . infra/bicep/my.env; set +a\nazd env new"),
        tmp_path_factory.mktemp("azd") / "operator",
    )


@pytest.fixture
def deployed(once_by_az: Operator, tmp_path: Path) -> Operator:
    """One who has deployed everything by `az`."""
    return once_by_az.copied(tmp_path / "operator")


@pytest.fixture
def with_azd(once_by_azd: Operator, tmp_path: Path) -> Operator:
    """One who has deployed everything by `azd`."""
    return once_by_azd.copied(tmp_path / "operator")
