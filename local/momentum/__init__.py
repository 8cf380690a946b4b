"""A KMD Momentum for one machine: the calls that public municipal code makes, checked strictly, and a page of its tasks."""
