"""The roles there are: the one catalogue that definitions, the access list and the edge read."""

from __future__ import annotations

CONSULTANT = "konsulent"
"""Who may use an app whose definition names no roles."""

OPERATOR = "operatoer"
"""Who runs the instance, and keeps the access list."""

TEAM_LEADER = "teamleder"
"""Who sees to the deliveries of their team when a consultant is away."""

FORM_AUTHOR = "formularforfatter"
"""Who writes definitions, and sees their drafts."""

EVALUATOR = "evaluator"
"""Who judges the trial: uptime, consumption and effect, never answers."""

ROLES = (CONSULTANT, TEAM_LEADER, FORM_AUTHOR, EVALUATOR, OPERATOR)
"""In the order in which people read them. Their names for people: `role.<role>` in `shared/texts/access.json`."""
