"""Finding paragraphs by words. Words are cut and folded here, the same way for the index and for a question.

PostgreSQL only stores and intersects what these modules give it; why, see docs/adr/0016-search.md.
"""
