"""The catalogue of roles, for definitions, the access list and `functions/http.py`."""

from __future__ import annotations

CONSULTANT = "konsulent"
"""May use an app whose definition names no roles."""

OPERATOR = "operatoer"
"""Operates the instance, and maintains the access list."""

TEAM_LEADER = "teamleder"
"""Handles the deliveries of their team when a consultant is away."""

FORM_AUTHOR = "formularforfatter"
"""Writes definitions, and sees their drafts."""

EVALUATOR = "evaluator"
"""Evaluates the trial: uptime, consumption and effect, never answers."""

ROLES = (CONSULTANT, TEAM_LEADER, FORM_AUTHOR, EVALUATOR, OPERATOR)
"""In the order in which they are shown. Their names for people: `role.<role>` in `shared/texts/access.json`."""
