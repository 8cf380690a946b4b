"""What is measured, as ratios against a floor or a peer of the same run. How to read it: `bench/README.md`."""
