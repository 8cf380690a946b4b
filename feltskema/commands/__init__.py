"""The commands: each file holds one, `run`, named as the file is. Read when it is called, so that help comes at once."""
