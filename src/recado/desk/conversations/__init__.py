"""What was said: threads, messages, delivery, the 24-hour window."""
