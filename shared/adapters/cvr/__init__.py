"""The CVR register, through Virk's index (Elasticsearch 6, Basic auth): look-up by number, search by names and addresses, a
company's production units.

    register   the port's calls
    queries    what is asked: clauses by word, each analysed by the index
    index      one search and its answer, and what counts as none
    documents  what the answers tell, whatever they lack
    privacy    whose address is not shown

Condition of use: *reklamebeskyttelse* must be respected, so it is carried on and shown.
"""

from shared.adapters.cvr.index import VirkIndex
from shared.adapters.cvr.register import VirkRegister

__all__ = ["VirkIndex", "VirkRegister"]
