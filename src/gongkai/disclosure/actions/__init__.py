"""What is done to items, channels and publications: one function an act."""
