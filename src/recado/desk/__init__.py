"""What the desk does: contexts as plain packages in one Django app, without a word of HTTP."""
