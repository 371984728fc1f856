"""法规: what the rules say, as dated data with citations.

Knows nothing of databases, pages or today's date, and needs only the standard library.
"""
