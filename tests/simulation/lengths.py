"""The default length of a run."""

REGISTRATIONS = 100
"""How many registrations a run has."""
MINUTES_EACH = 53
"""Simulated minutes for each registration: a million registrations are a hundred years."""
