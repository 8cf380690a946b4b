"""Reading a definition, assembling it from its parts, and every fault found in one."""
