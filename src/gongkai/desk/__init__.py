"""工作台: pages for officers.

Every page but signing in starts from `frame.page`: the agency, and what the officer may do in it.
"""
