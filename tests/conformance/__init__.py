"""A test suite that every target must pass: what the product's services make of each failure of the target, from the first try to
the final state. The stand-ins run in the test's process; no stack is started."""
