"""Where delegations stand, and why we say so.

Issues, delegations, stances, sources, council membership and the clause library's entries: what a topic folder
holds, as frozen values. This package is pure and knows no other package of the project; everybody may import it.
"""
