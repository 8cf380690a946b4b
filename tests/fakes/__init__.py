"""In-memory fakes of the ports (`shared/domain/ports.py`). Each passes the contract tests of its port, as the real adapter
does (`tests/contracts/`)."""
