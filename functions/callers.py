"""Who may call an endpoint, and which methods change nothing."""

from __future__ import annotations

ANONYMOUS, PERSON, ROLE = "anonymous", "person", "role"
"""Anybody; who is signed in; who also has a role. Otherwise the name of the role that it takes."""

LEADERS = "operatoer|teamleder"
"""Either of the roles of `shared/services/team.py`: who sees to other people's deliveries."""

SAFE_METHODS = frozenset({"GET", "HEAD"})
