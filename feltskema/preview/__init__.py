"""The phone form of one definition on this machine, compiled anew whenever its file is saved."""
