"""年报: the year's report from its first count to its publication."""
