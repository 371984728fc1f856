"""The acts on a report, one module each."""
