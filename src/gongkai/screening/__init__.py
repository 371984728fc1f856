"""审查: the examination every edition passes before it goes out: three readings and secrecy, by different people.

Knows what was examined only by its title and the fingerprint of its content.
"""
