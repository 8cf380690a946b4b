"""Names who may call an endpoint, and the methods that change nothing."""

from __future__ import annotations

ANONYMOUS, PERSON, ROLE = "anonymous", "person", "role"
"""Who may call: anybody; a signed-in person; a person who also has a role. Anything else is the name of the role that is
required."""

PERSON_OR_NOBODY = "person-or-nobody"
"""Anybody: the handler is called for a signed-in person, and everybody else is answered 204."""

LEADERS = "operatoer|teamleder"
"""Either of the roles of `shared/services/team.py`, who handle other people's deliveries."""

SAFE_METHODS = frozenset({"GET", "HEAD"})
