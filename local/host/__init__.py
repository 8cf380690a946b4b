"""A Functions host for one machine: a small, honest stand-in for `func start`.

It serves HTTP, queue and timer triggers and queue outputs as Azure's host and Python worker do, oddities included, so that
what works here works there. What it imitates and what not: `docs/local-host.md`.
"""
