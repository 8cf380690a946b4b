"""A Fasit for one machine: the public documents contract, checked strictly, and a page of what it has received."""
