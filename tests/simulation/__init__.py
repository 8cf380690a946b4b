"""A municipality in simulation: phones, API, storage, queue, workers, timers and case systems on one virtual clock and one seed.

What is real, what is modelled and what is left out: `docs/simulation.md`.
"""
