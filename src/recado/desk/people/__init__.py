"""Who writes to us: persons and their addresses."""
