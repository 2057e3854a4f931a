"""E-mail: any bytes that a mail server hands over become an answer, never an exception."""
