"""The form authors' command line, `python -m feltskema`. Every command is a file in `feltskema/commands/`."""
