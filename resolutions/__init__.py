"""Clauses and drafts: what a paragraph means, who could live with it, and how the Council would vote.

Pure: text and topics come in, values with their reasons go out. Knows `positions` and nothing else of the project.
"""
