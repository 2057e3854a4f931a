"""What was handed over: bytes once by hash, type and size, on disk."""
