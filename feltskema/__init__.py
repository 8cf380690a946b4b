"""`python -m feltskema`: what form authors work with. Every command is a file in `feltskema/commands/`."""
