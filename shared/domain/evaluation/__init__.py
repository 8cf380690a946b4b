"""Uptime, consumption, cost and effect of a period, counted from samples, meters and registrations, and their reports."""
