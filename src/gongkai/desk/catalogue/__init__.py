"""目录: guide, rules of procedure, catalogue, coverage."""
