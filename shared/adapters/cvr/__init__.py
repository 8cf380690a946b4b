"""The CVR register, through Virk's index (Elasticsearch 6, Basic auth): look-up by number, search by name and address, and a
company's production units.

register   implements the port
queries    builds the search queries
index      sends a search, and checks that its answer is complete
documents  reads the returned documents, from which any member may be missing
privacy    hides protected addresses

Condition of use: *reklamebeskyttelse* (no advertising) must be respected, so it is returned and shown.
"""

from shared.adapters.cvr.index import VirkIndex
from shared.adapters.cvr.register import VirkRegister

__all__ = ["VirkIndex", "VirkRegister"]
