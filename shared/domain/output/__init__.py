"""The outputs: the case document, the tables of exports."""
