"""Names who may call an endpoint, and the methods that change nothing."""

from __future__ import annotations

from shared.domain.access.roles import OPERATOR, TEAM_LEADER

ANONYMOUS, PERSON, ROLE = "anonymous", "person", "role"
"""Who may call: anybody; a signed-in person; a person who also has a role. Anything else names the role that is required, or
several of which one is."""

PERSON_OR_NOBODY = "person-or-nobody"
"""Anybody: the handler is called for a signed-in person, and everybody else is answered 204."""

OPERATORS_AND_LEADERS = frozenset({OPERATOR, TEAM_LEADER})
"""Either of the roles that handle other people's deliveries (`shared/services/team.py`)."""

Access = str | frozenset[str]
"""One of the words above, the name of the required role, or a set of roles of which one is required."""

SAFE_METHODS = frozenset({"GET", "HEAD"})


def roles_allowed(access: Access) -> frozenset[str]:
    """The roles of which one is required, where `access` names roles."""
    return access if isinstance(access, frozenset) else frozenset({access})
