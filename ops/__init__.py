"""The operators' tools: packaging, the doctor, the access list and the timers on the command line, the generated contract."""
