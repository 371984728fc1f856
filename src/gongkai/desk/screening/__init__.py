"""审查: the queue and the reading of one edition."""
