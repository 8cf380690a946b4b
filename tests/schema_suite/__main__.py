"""Takes the suite's files anew from the source distribution of `jsonschema`: `python -m tests.schema_suite [VERSION]`."""

from __future__ import annotations

from pathlib import Path
import subprocess
import sys
import tarfile
from tempfile import TemporaryDirectory

from tests.schema_suite import FILES, KEYWORDS

VERSION = "4.26.0"


def main(version: str = VERSION) -> None:
    with TemporaryDirectory() as folder:
        command = ["pip", "download", "--quiet", "--no-deps", "--no-binary", "jsonschema", f"jsonschema=={version}"]
        subprocess.run([sys.executable, "-m", *command, "--dest", folder], check=True)
        (archive,) = Path(folder).glob("jsonschema-*.tar.gz")
        with tarfile.open(archive) as opened:
            suite = f"jsonschema-{version}/json"
            for keyword in KEYWORDS:
                _take(opened, f"{suite}/tests/draft2020-12/{keyword}.json", FILES / f"{keyword}.json")
            _take(opened, f"{suite}/LICENSE", FILES.parent / "LICENSE")


def _take(archive: tarfile.TarFile, name: str, to: Path) -> None:
    extractfile = archive.extractfile(name)
    assert extractfile is not None, name
    to.write_bytes(extractfile.read())


if __name__ == "__main__":
    main(*sys.argv[1:2])
