"""The stand-in for Fasit: its public documents contract, checked strictly, and a page that shows what was received."""
