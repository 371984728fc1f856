"""The acts on a case, one module for each stretch of its way."""
