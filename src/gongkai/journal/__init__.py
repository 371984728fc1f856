"""留痕: who did what, when: one entry for every act, never changed.

record(act, subject, by=, agency=, on=, **details) -> Entry      verify(chain) -> the first broken link, or None
"""
