"""The stand-in for KMD Momentum: the calls that public municipal code makes, checked strictly, and a page of its tasks."""
