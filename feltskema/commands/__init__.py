"""The commands: each file holds one, the function `run`, and has its name. A file is imported only when its command is called, so
that `--help` is fast."""
