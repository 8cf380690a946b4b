"""How long a run is, unless somebody says otherwise."""

REGISTRATIONS = 100
"""Of one run."""
MINUTES_EACH = 53
"""Of simulated time for each: a million registrations are a hundred years."""
