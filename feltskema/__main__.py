"""Runs the command line: `python -m feltskema`."""

from __future__ import annotations

from feltskema.shell import main

if __name__ == "__main__":
    main()
