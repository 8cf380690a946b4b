"""A Functions host for one machine: a small stand-in for `func start`.

It runs HTTP, queue and timer triggers and queue outputs as Azure's host and Python worker do, including their oddities, so that
what works here works in Azure. `docs/local-host.md` lists what it imitates and what it does not.
"""
