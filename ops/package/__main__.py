"""Writes the zip and its bill of materials, and prints what they contain: `python -m ops.package [--out FILE]`."""

from __future__ import annotations

import argparse
from hashlib import sha256
from pathlib import Path
import sys

from ops.package.archive import bill_of, build
from ops.package.contents import HOME, PackageError, changed

OUT = HOME / "dist" / "feltskema.zip"


def main() -> int:
    parser = argparse.ArgumentParser(prog="make package", description="The deployment package for Flex Consumption.")
    parser.add_argument("--out", type=Path, default=OUT)
    out: Path = parser.parse_args().out
    try:
        built = build(out)
    except PackageError as error:
        print(error, file=sys.stderr)
        return 1
    if changed():
        print("Some files differ from the commit: this package is of the working copy.", file=sys.stderr)
    content = out.read_bytes()
    size, digest = len(content) / 1e6, sha256(content).hexdigest()
    print(f"{out}: {len(built.names)} files, {size:.1f} MB, compiled by Python {built.interpreter}, SHA-256 {digest}")
    print(f"{bill_of(out)}: what is in it (CycloneDX 1.6)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
