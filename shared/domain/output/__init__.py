"""What goes out: the case document, the tables of exports."""
