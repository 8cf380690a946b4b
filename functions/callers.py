"""Who may call an endpoint, and which methods change nothing."""

from __future__ import annotations

ANONYMOUS, PERSON, ROLE = "anonymous", "person", "role"
"""Anybody; who is signed in; who also has a role. Otherwise the name of the role that it takes."""

PERSON_OR_NOBODY = "person-or-nobody"
"""Anybody: the handler is called for who is signed in, and everybody else is answered 204."""

LEADERS = "operatoer|teamleder"
"""Either of the roles of `shared/services/team.py`: who sees to other people's deliveries."""

SAFE_METHODS = frozenset({"GET", "HEAD"})
