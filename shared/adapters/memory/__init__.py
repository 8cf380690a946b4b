"""In-memory adapters of the ports (`shared/domain/ports/`), for tests and for the preview of a form. Each passes the contract
tests of its port (`tests/contracts/`), as the real adapter does."""
