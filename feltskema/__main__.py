"""The way in."""

from __future__ import annotations

from feltskema.shell import main

if __name__ == "__main__":
    main()
