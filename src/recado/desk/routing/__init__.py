"""Whose it is: turns, presence, absences; every assignment with its reason."""
