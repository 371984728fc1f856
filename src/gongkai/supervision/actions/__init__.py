"""The acts on the registers."""
