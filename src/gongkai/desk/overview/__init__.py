"""监督: how the agencies below stand, at a glance."""
