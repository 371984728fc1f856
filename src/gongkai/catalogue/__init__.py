"""目录: each agency's guide, rules of procedure and catalogue: what it must disclose, by when, and whether it has.

Entries follow the national columns; the roots are the items of articles 20 and 21 of the Regulation.
"""
