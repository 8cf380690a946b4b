"""Serves the phone form of one definition on this machine, compiled again whenever its file is saved."""
