"""How programs reach the desk: JSON over HTTP, version 1."""
