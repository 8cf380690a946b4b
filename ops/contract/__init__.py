"""Everything that is written of the contract between server, phone and readers: made of the server's code, never by hand."""
