"""The tool of form authors, as they run it."""
