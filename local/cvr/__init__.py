"""A CVR register for one machine: invented companies in the shape of Virk's index."""
