"""Who may call an endpoint, and which methods change nothing."""

from __future__ import annotations

ANONYMOUS, PERSON, ROLE = "anonymous", "person", "role"
"""Anybody; who is signed in; who also has a role. Otherwise the name of the role that it takes."""

SAFE_METHODS = frozenset({"GET", "HEAD"})
