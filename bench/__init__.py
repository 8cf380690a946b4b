"""Benchmarks: each figure is compared with a floor or another product in the same run. How to read them: `bench/README.md`."""
